"""The sentences of the optics: refusals, hints of the grid, doubts, verdicts and formulas."""

OPTICS_SENTENCES: dict[str, str] = {
    "optics.axis.malformed": "{axis} is no axis. Write whole degrees from 1 to 180.",
    "optics.axis.needs_cylinder": "There is an axis of {axis_deg} but no cylinder. Enter the "
    "cylinder or clear the axis.",
    "optics.axis.out_of_range": "An axis of {axis_deg} does not exist. Write 1 to 180; 0 is "
    "written 180.",
    "optics.cylinder.needs_axis": "The cylinder {cylinder} has no axis. Enter it.",
    "optics.entry.axis_zero": "0 is no axis. Write 180.",
    "optics.entry.out_of_range": "{text} does not fit here. Check the number and its steps.",
    "optics.entry.pd_binocular": "{pd_mm} is the distance of both eyes. Enter the one of each eye.",
    "optics.entry.unreadable": "{text} is not a number. Type it again.",
    "optics.length.malformed": "{text} is not a length in millimetres.",
    "optics.pd.out_of_limits": "A pupillary distance of {pd_mm} mm for one eye does not exist. "
    "Enter 20 to 42.",
    "optics.power.malformed": "{text} is not a power. Write it like -2.25.",
    "optics.power.off_step": "{power} is not on the steps lenses are ordered in. Write quarters "
    "or eighths.",
    "optics.power.out_of_limits": "{power} is beyond what is made for the {field} ({low} to "
    "{high}).",
    "optics.rx.empty": "There is no power here. Write it like -2.25 -0.75x95.",
    "optics.rx.eye_missing": "Say which eye this is for: R or L.",
    "optics.rx.eye_twice": "The {eye} eye is here twice. Keep one.",
    "optics.rx.incomplete": "A {missing} is missing here.",
    "optics.rx.misplaced_word": "{word} means nothing at this place. Write it like -2.25 "
    "-0.75x95 add 2.00.",
    "optics.rx.one_eye_expected": "This takes one eye. Remove the other.",
    "optics.rx.sign_missing": "{power} has no sign. Write + or - before it.",
    "optics.rx.too_long": "This is too long for a prescription.",
    "optics.rx.unknown_word": "{word} is no word of a prescription.",
    "optics.trace.malformed": "This outline is damaged. Trace the frame again.",
}
