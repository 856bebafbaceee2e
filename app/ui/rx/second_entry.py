"""The blind second entry: typed again with the first hidden, then compared field by field."""

from app.ui.rx.cells import Column
from app.ui.rx.form import PLACES, Place, RxForm

# What a slip of the finger costs a lens; measurements are typed once.
COMPARED = (
    Column.SPHERE,
    Column.CYLINDER,
    Column.AXIS,
    Column.ADD,
    Column.PRISM_H,
    Column.PRISM_V,
    Column.PD,
)


def differences(first: RxForm, second: RxForm) -> tuple[Place, ...]:
    """Return the fields in which the two entries do not say the same."""
    return tuple(
        place
        for place in PLACES
        if place[1] in COMPARED and first.cell(place).value != second.cell(place).value
    )
