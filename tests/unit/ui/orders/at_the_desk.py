"""What the tests of the form have in common, beside their fixtures."""

from app.ui.rx.cells import Column

R_SPH = ("right", Column.SPHERE)


def patient_named(store, name):
    return next(p for p in store.memory.patients.known.values() if p.family_name == name)


def confirm_all(entry):
    """Put a name to everything the form asks to look at again."""
    for doubt in entry.open_doubts:
        entry.confirm(doubt, is_confirmed=True)
