"""What a record holds, as words: channels, purposes, notes, and the rows of the timeline."""

from dataclasses import dataclass
from datetime import date

from app.domain.customers import (
    Alert,
    AlertKind,
    AnyNote,
    Channel,
    ConsentChange,
    Exam,
    ExamOutcome,
    FileCard,
    Prescription,
    Purpose,
    Recall,
    Relation,
    RelationKind,
)
from app.domain.payments.payment import Payment
from app.messages import formats
from app.messages.catalogue import tr
from app.services.people.finding import MoneyRow, PatientFile
from app.services.views import OrderRow, PatientRow
from app.ui.payments.till_words import tender_words

PHONE_TAIL = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """One thing that happened; `value` is what it happened to."""

    day: date
    what: str
    about: str
    value: object
    tone: str = "plain"


def timeline_of(file: PatientFile) -> tuple[TimelineRow, ...]:
    """Return everything that happened, the newest first."""
    rows = [_prescription_row(each) for each in file.prescriptions]
    rows += [_order_row(each) for each in file.orders]
    rows += [_money_row(each) for each in file.payments]
    rows += [_consent_row(each) for each in file.consents]
    rows += [_note_row(each, file) for each in file.notes]
    return tuple(sorted(rows, key=lambda row: row.day, reverse=True))


def about_patient(row: PatientRow) -> str:
    """Return what tells two of the same name apart, and how the patient stands."""
    parts = [formats.day(row.born_on), row.number]
    if row.phone:
        parts.append(f"…{row.phone[-PHONE_TAIL:]}")
    if row.last_rx_on is not None:
        parts.append(tr("Rx {day}", day=formats.day(row.last_rx_on)))
    return " · ".join(parts)


def standing_words(row: PatientRow) -> tuple[str, str]:
    """Return what waits or is unpaid, with its colour; nothing where all is well."""
    if row.ready:
        return tr("collect ready"), "success"
    if row.due is not None:
        return tr("due {amount}", amount=formats.money(row.due)), "warning"
    return "", "muted"


def channel_word(channel: Channel) -> str:
    """Return how a patient is reached."""
    words = {
        Channel.SMS: tr("SMS"),
        Channel.EMAIL: tr("E-mail"),
        Channel.PHONE: tr("Phone"),
        Channel.POST: tr("Letter"),
    }
    return words[channel]


def purpose_word(purpose: Purpose) -> str:
    """Return what a patient is reached for."""
    words = {
        Purpose.SERVICE: tr("about orders"),
        Purpose.RECALL: tr("about check-ups"),
        Purpose.MARKETING: tr("about offers"),
    }
    return words[purpose]


def relation_word(kind: RelationKind) -> str:
    """Return what the other person is to this one."""
    words = {
        RelationKind.PARENT: tr("Parent"),
        RelationKind.CHILD: tr("Child"),
        RelationKind.PARTNER: tr("Partner"),
        RelationKind.SIBLING: tr("Brother or sister"),
        RelationKind.GUARDIAN: tr("Guardian"),
        RelationKind.OTHER: tr("Family"),
    }
    return words[kind]


def outcome_word(outcome: ExamOutcome) -> str:
    """Return how an exam ended."""
    words = {
        ExamOutcome.NEW_PRESCRIPTION: tr("New prescription"),
        ExamOutcome.NO_CHANGE: tr("No change"),
        ExamOutcome.REFERRED: tr("Referred"),
        ExamOutcome.INCOMPLETE: tr("Not finished"),
    }
    return words[outcome]


def field_word(field: str) -> str:
    """Return what a field of the record is called."""
    words = {
        "given_name": tr("Given name"),
        "family_name": tr("Family name"),
        "born_on": tr("Born"),
        "phone": tr("Phone"),
        "email": tr("E-mail"),
        "street": tr("Street"),
        "postcode": tr("Postcode"),
        "city": tr("Town"),
        "country": tr("Country"),
    }
    return words.get(field, field)


def alert_words(alert: Alert) -> str:
    """Return a warning; of two answers it says which field had which other one."""
    if alert.kind is AlertKind.TWO_ANSWERS:
        return tr("{field} was also {text}", field=field_word(alert.field), text=alert.text)
    return alert.text


def access_word(action: str) -> str:
    """Return what somebody did with the record."""
    words = {
        "customers.patient.read": tr("Opened"),
        "customers.patient.register": tr("Registered"),
        "customers.patient.edit": tr("Corrected"),
        "customers.patient.merge": tr("Merged"),
        "customers.file.read": tr("File taken out"),
    }
    return words.get(action, action)


def _prescription_row(rx: Prescription) -> TimelineRow:
    eyes = tr("R {right}   L {left}", right=formats.eye(rx.right), left=formats.eye(rx.left))
    return TimelineRow(
        day=rx.issued_on,
        what=tr("Prescription"),
        about=f"{eyes}   {rx.prescriber}",
        value=rx,
        tone="info",
    )


def _order_row(row: OrderRow) -> TimelineRow:
    return TimelineRow(
        day=row.created_at.astimezone().date(),
        what=tr("Order"),
        about=f"{row.number}   {formats.money(row.total)}",
        value=row,
        tone="success",
    )


def money_words(row: MoneyRow) -> tuple[str, str, str]:
    """Return what money did, how it was given, and how much; what went back has a minus."""
    entry = row.entry
    if isinstance(entry, Payment):
        ways = [line.key.tender for line in entry.lines]
        what, amount = tr("Payment"), entry.settled
    else:
        ways = [line.to.tender for line in entry.lines]
        what, amount = tr("Refund"), entry.given.times(-1)
    return what, ", ".join(dict.fromkeys(map(tender_words, ways))), formats.money(amount)


def _money_row(row: MoneyRow) -> TimelineRow:
    what, ways, amount = money_words(row)
    return TimelineRow(
        day=row.at.astimezone().date(),
        what=what,
        about=f"{row.order_number}   {amount}   {ways}",
        value=row,
        tone="success" if isinstance(row.entry, Payment) else "warning",
    )


def _consent_row(consent: ConsentChange) -> TimelineRow:
    channel, purpose = channel_word(consent.channel), purpose_word(consent.purpose)
    said = (
        tr("{channel} {purpose}: yes", channel=channel, purpose=purpose)
        if consent.is_given
        else tr("{channel} {purpose}: no", channel=channel, purpose=purpose)
    )
    return TimelineRow(
        day=consent.taken_at.astimezone().date(),
        what=tr("Consent"),
        about=f"{said} · {consent.wording}",
        value=consent,
    )


def _note_row(note: AnyNote, file: PatientFile) -> TimelineRow:
    written = note.written_at.astimezone().date()
    match note:
        case Alert():
            tone = "danger" if note.is_open else "plain"
            return TimelineRow(
                day=written, what=tr("Alert"), about=alert_words(note), value=note, tone=tone
            )
        case Recall():
            about = f"{formats.day(note.due_on)} · {note.reason}"
            tone = "warning" if note.is_open else "plain"
            return TimelineRow(day=written, what=tr("Recall"), about=about, value=note, tone=tone)
        case Relation():
            about = f"{relation_word(note.kind)} · {file.names.get(note.other_id, '…')}"
            if note.pays:
                about += f" · {tr('pays')}"
            return TimelineRow(day=written, what=tr("Family"), about=about, value=note)
        case Exam():
            about = f"{outcome_word(note.outcome)} · {note.examiner}"
            return TimelineRow(
                day=note.examined_on, what=tr("Exam"), about=about, value=note, tone="info"
            )
        case FileCard():
            return TimelineRow(day=written, what=tr("File"), about=note.name, value=note)
