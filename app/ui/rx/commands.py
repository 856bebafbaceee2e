"""What a key asks of a field besides its text, and what that does to the form."""

from enum import StrEnum

from app.ui.rx.form import Place, RxForm


class Command(StrEnum):
    """The commands of the grid; NEXT and BACK only move."""

    NEXT = "next"
    BACK = "back"
    FLIP = "flip"
    PLANO = "plano"
    SAME = "same"
    CONFIRM = "confirm"


def obeyed(form: RxForm, place: Place, command: Command) -> RxForm:
    """Return the form after a command at a field."""
    match command:
        case Command.FLIP:
            return form.flipped(place)
        case Command.PLANO:
            return form.plano(place)
        case Command.SAME:
            return form.same_as_other_eye(place)
        case Command.CONFIRM:
            return form.confirmed(place)
        case Command.NEXT | Command.BACK:
            return form
