"""How a ticket stands, in words: short for a chip, and in a sentence where a person must act."""

from app.messages.catalogue import sentence_of, tr
from app.messages.language import msg, translated
from app.services.print_ports import PrintJobState
from app.services.views import TicketStatus

_CHIPS = {
    PrintJobState.QUEUED: (msg("Ticket waiting"), "info"),
    PrintJobState.SENDING: (msg("Ticket printing"), "info"),
    PrintJobState.PRINTED: (msg("Ticket printed"), "success"),
    PrintJobState.NOT_SENT: (msg("Ticket not sent"), "danger"),
    PrintJobState.HELD: (msg("Ticket held by the printer"), "warning"),
    PrintJobState.UNKNOWN: (msg("Ticket unsure"), "warning"),
    PrintJobState.CANCELLED: (msg("Ticket cancelled"), "plain"),
}


def ticket_chip(ticket: TicketStatus | None) -> tuple[str, str]:
    """Return a ticket's state in a word or two, and its tone."""
    if ticket is None:
        return tr("No ticket"), "warning"
    words, tone = _CHIPS[ticket.state]
    if ticket.copy_number > 1:
        return tr("{words}, copy {n}", words=translated(words), n=ticket.copy_number), tone
    return translated(words), tone


def ticket_sentence(ticket: TicketStatus | None) -> tuple[str, str]:
    """Return what a person should know or do about a ticket, and its tone; or nothing."""
    if ticket is None:
        return tr("No ticket was printed: no printer is set here."), "warning"
    reason = sentence_of(ticket.reason) if ticket.reason else ""
    match ticket.state:
        case PrintJobState.NOT_SENT:
            return tr(
                "Nothing was printed yet; it is tried again. {reason}", reason=reason
            ), "danger"
        case PrintJobState.HELD:
            return tr("The printer has the ticket and stopped. {reason}", reason=reason), "warning"
        case PrintJobState.UNKNOWN:
            asked = tr("The ticket may be on paper. Did it come out? If not, reprint it with F7.")
            return asked, "warning"
        case _:
            return "", "info"
