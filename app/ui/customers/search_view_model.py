"""Finding a patient by name, number or phone, or an order by its number."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.kernel.errors import DioptreError
from app.messages.catalogue import sentence, tr
from app.services.session import Session
from app.services.views import OrderRow, PatientRow
from app.ui.customers.patient_words import about_patient, standing_words
from app.ui.desktop import Desk
from app.ui.runner import Newest
from app.ui.widgets.choice import Choice

ORDER_BEGINNING = "O-"


class SearchViewModel(QObject):
    """Only the newest answer is told, with the text it answers."""

    found = Signal(str, object)
    failed = Signal(str)
    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._newest = Newest(desk.services.runner)

    @Slot(str)
    def find(self, text: str) -> None:
        """Look for what was typed."""
        session = self._desk.session
        self._newest.run(
            lambda: (text, self._choices(session, text)), done=self._tell, failed=self._refuse
        )

    def open(self, text: str) -> None:
        """Look for a scanned number, and open what is found if it is the only one."""
        session = self._desk.session
        self._newest.run(
            lambda: (text, self._choices(session, text)), done=self._open, failed=self._refuse
        )

    def _open(self, answer: tuple[str, tuple[Choice, ...]]) -> None:
        text, choices = answer
        if len(choices) == 1:
            self.opened.emit(choices[0].value)
        else:
            self.failed.emit(tr("Nobody here has the number {number}", number=text))

    def _choices(self, session: Session, text: str) -> tuple[Choice, ...]:
        if text.upper().startswith(ORDER_BEGINNING):
            return (order_as_choice(self._desk.services.orders.find(session, text.upper())),)
        rows = self._desk.services.customers.search(session, text)
        return tuple(patient_as_choice(row) for row in rows)

    def _tell(self, answer: tuple[str, tuple[Choice, ...]]) -> None:
        self.found.emit(*answer)

    def _refuse(self, error: DioptreError) -> None:
        self.failed.emit(sentence(error))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPatientWanted:
    """The last row of the search: whoever was looked for is taken in anew."""

    text: str


def new_patient_as_choice(text: str) -> tuple[Choice, ...]:
    """Return the row that takes a patient in; a number that was scanned has none."""
    if any(sign.isdecimal() for sign in text):
        return ()
    title = tr('+ New patient "{text}"', text=text)
    return (Choice(title=title, detail="", value=NewPatientWanted(text=text), trailing="Ctrl+N"),)


def patient_as_choice(row: PatientRow) -> Choice:
    """Return a patient with what tells two of the same name apart, and how they stand."""
    trailing, tone = standing_words(row)
    return Choice(
        title=f"{row.given_name} {row.family_name}",
        detail=about_patient(row),
        value=row,
        trailing=trailing,
        trailing_tone=tone,
    )


def order_as_choice(row: OrderRow) -> Choice:
    """Return an order by its number and whose it is."""
    return Choice(title=row.number, detail=row.patient_name, value=row)
