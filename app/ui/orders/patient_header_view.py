"""Whose form is open: the name, and what tells two of the same name apart."""

from PySide6.QtWidgets import QWidget

from app.domain.customers import Patient
from app.messages import formats
from app.messages.catalogue import tr
from app.ui.desktop import Desk
from app.ui.widgets.labels import ElidedLabel, chip, label, say
from app.ui.widgets.layouts import row


class PatientHeader(QWidget):
    """A long name ends in dots before anything beside it does."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._name = ElidedLabel(role="headline")
        self._about = label(role="muted")
        self._state = chip()
        self.setLayout(row(self._name, self._about, self._state, 0, gap=12))

    def show_patient(self, patient: Patient) -> None:
        """Show who it is."""
        self._name.setText(patient.full_name)
        years = formats.age(patient.born_on, self._desk.today())
        parts = (
            formats.day(patient.born_on),
            tr("{years} y", years=years),
            patient.number,
            formats.isolated(patient.phone) if patient.phone else "",
        )
        self._about.setText(" · ".join(part for part in parts if part))

    def show_state(self, words: str) -> None:
        """Show what is happening to the form, or nothing."""
        say(self._state, words, tone="info")
