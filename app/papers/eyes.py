"""Both eyes as they stand on a paper, right first and never mirrored."""

from app.domain.kernel.paper import EyeRow, EyeTable, PaperBlock
from app.domain.optics.prescription import NO_POWER, EyeMeasurements, EyePower, Prism
from app.messages import formats
from app.messages.language import tr

NO_CELLS = ("", "", "", "")


def power_table(right: EyePower | None, left: EyePower | None) -> tuple[PaperBlock, ...]:
    """Return the powers of both eyes, and their prism where there is any."""
    heads = (tr("Sph"), tr("Cyl"), tr("Axis"), tr("Add"))
    powers = EyeTable(heads, (EyeRow("R", _power(right)), EyeRow("L", _power(left))))
    prisms = [None if eye is None else eye.prism for eye in (right, left)]
    if not any(prisms):
        return (powers,)
    rows = (EyeRow("R", _prism(prisms[0])), EyeRow("L", _prism(prisms[1])))
    return (powers, EyeTable((tr("Prism H"), tr("Prism V")), rows))


def centration_table(right: EyeMeasurements, left: EyeMeasurements) -> tuple[PaperBlock, ...]:
    """Return where the lenses sit before both eyes; nothing where nothing was measured."""
    rows = [_measured(each) for each in (right, left)]
    if not any(any(cell != formats.NOTHING for cell in row) for row in rows):
        return ()
    heads = (tr("PD"), tr("Near PD"), tr("Height"))
    return (EyeTable(heads, (EyeRow("R", rows[0]), EyeRow("L", rows[1]))),)


def _power(power: EyePower | None) -> tuple[str, ...]:
    if power is None:
        return (tr("none"), *NO_CELLS[1:])
    is_sphere = power.axis_deg is None
    return (
        "BAL" if power.is_balance else formats.power(power.sphere),
        "DS" if is_sphere else formats.power(power.cylinder),
        formats.axis(power.axis_deg),
        formats.power(power.add),
    )


def _prism(prism: Prism | None) -> tuple[str, ...]:
    if prism is None:
        return (formats.NOTHING, formats.NOTHING)
    across = formats.base(prism.base_in, positive=tr("in"), negative=tr("out"))
    upright = formats.base(prism.base_up, positive=tr("up"), negative=tr("down"))
    return (
        formats.NOTHING if prism.base_in == NO_POWER else across,
        formats.NOTHING if prism.base_up == NO_POWER else upright,
    )


def _measured(measured: EyeMeasurements) -> tuple[str, ...]:
    height = measured.fitting_height_mm or measured.segment_height_mm
    return (
        formats.length(measured.monocular_pd_mm),
        formats.length(measured.near_pd_mm),
        formats.length(height),
    )
