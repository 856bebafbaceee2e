"""Print jobs and mails in words: what, how it stands, why, and what a person can do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.mails import Mail, MailState
from app.messages import formats
from app.messages.catalogue import sentence_of, tr
from app.messages.language import msg, translated
from app.papers.kinds import PaperKind, kind_words
from app.services.print_ports import PrintJob, PrintJobState
from app.ui.printer_reasons import reason_words

_STATES: Mapping[PrintJobState, tuple[str, str]] = {
    PrintJobState.QUEUED: (msg("Waiting"), "info"),
    PrintJobState.SENDING: (msg("Printing"), "info"),
    PrintJobState.PRINTED: (msg("Printed"), "success"),
    PrintJobState.NOT_SENT: (msg("Not sent"), "danger"),
    PrintJobState.HELD: (msg("Did it come out?"), "warning"),
    PrintJobState.UNKNOWN: (msg("Did it come out?"), "warning"),
    PrintJobState.CANCELLED: (msg("Called off"), "plain"),
}
_MAIL_STATES: Mapping[MailState, tuple[str, str]] = {
    MailState.QUEUED: (msg("Waiting"), "info"),
    MailState.HANDED_OVER: (msg("Handed over"), "success"),
    MailState.CANCELLED: (msg("Taken back"), "plain"),
}
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRow:
    """A job with its printer's name."""

    job: PrintJob
    printer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MailRow:
    """A mail as it stands at a moment."""

    mail: Mail
    now: datetime

    @property
    def state(self) -> MailState:
        """Return where the mail stands."""
        return self.mail.state(self.now)


def what_words(job: PrintJob) -> str:
    """Return what a job prints, and which copy it is."""
    known = {kind.value for kind in PaperKind}
    words = kind_words(PaperKind(job.kind)) if job.kind in known else job.kind
    if job.copy_number > 1:
        return tr("{words}, copy {n}", words=words, n=job.copy_number)
    return words


def state_words(job: PrintJob) -> tuple[str, str]:
    """Return a job's state and its tone."""
    words, tone = _STATES[job.state]
    return translated(words), tone


def why_words(row: JobRow, now: datetime) -> str:
    """Return why a job stands as it does, and when it is tried again."""
    job = row.job
    reason = reason_words(job.reason) if job.reason else ""
    if job.state is not PrintJobState.NOT_SENT:
        return reason
    wait = job.next_attempt_at - now
    again = tr("try {n} in {span}", n=job.attempts + 1, span=formats.since(wait))
    return f"{reason} · {again}" if reason else again


def advice(job: PrintJob) -> tuple[str, str]:
    """Return what a person should know or do about a job, and its tone; or nothing."""
    reason = sentence_of(job.reason.value) if job.reason else ""
    match job.state:
        case PrintJobState.UNKNOWN:
            return tr("It may be on paper. Look at the printer, then answer with Alt+R."), "warning"
        case PrintJobState.HELD:
            words = tr("The printer has it and stopped. {reason}", reason=reason)
            return words, "warning"
        case PrintJobState.NOT_SENT:
            words = tr("Nothing was printed yet; it is tried again. {reason}", reason=reason)
            return words, "danger"
        case _:
            return "", "info"


def mail_words(row: MailRow) -> tuple[str, str]:
    """Return how a mail stands, and its tone."""
    words, tone = _MAIL_STATES[row.state]
    if row.state is not MailState.QUEUED:
        return translated(words), tone
    left = max(row.mail.send_after - row.now, MINUTE)
    return tr("Goes in {span}", span=formats.since(left)), tone
