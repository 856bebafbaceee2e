"""What was done to a journal, said to a person."""

from app.domain.payments.verification import Finding, FindingKind
from app.messages.language import msg, tr

WORDS = {
    FindingKind.UNREADABLE: msg("Entry {number} cannot be read: it was altered."),
    FindingKind.ALTERED: msg("Entry {number} was altered."),
    FindingKind.MISSING: msg("Entry {number} is missing."),
    FindingKind.SWAPPED: msg("Entry {number} was moved."),
    FindingKind.DOUBLED: msg("Entry {number} stands there twice."),
    FindingKind.CHAIN_BROKEN: msg("Entry {number} does not follow the one before it."),
    FindingKind.TRUNCATED: msg(
        "Entry {number} is missing: the journal once went on to entry {found}."
    ),
    FindingKind.BACKDATED: msg("Entry {number} bears an earlier time than the one before it."),
    FindingKind.TOTALS_WRONG: msg("Entry {number} does not add up to the totals of its {found}."),
    FindingKind.OTHER_TILL: msg("Entry {number} is of another till."),
    FindingKind.CHECKPOINT_ALTERED: msg("The signature at entry {number} was altered."),
    FindingKind.CHECKPOINT_MISSING: msg("Entry {number} closes the till and bears no signature."),
    FindingKind.REWRITTEN: msg("What stands after entry {since} was rewritten up to {number}."),
    FindingKind.OTHER_KEY: msg("Entry {number} was signed with another key."),
    FindingKind.CLOCK_WAS_BEHIND: msg(
        "Entry {number} was sealed while the clock stood behind; the till said so."
    ),
}


def finding_words(finding: Finding) -> str:
    """Return one finding as a sentence."""
    return tr(
        WORDS[finding.kind],
        number=finding.number,
        since=finding.since,
        found=finding.found,
    )
