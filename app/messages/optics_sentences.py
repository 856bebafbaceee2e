"""The sentences of the optics: refusals, hints of the grid, doubts, verdicts and formulas."""

OPTICS_SENTENCES: dict[str, str] = {
    "cli.file.unreadable": "The file {file} cannot be read: {reason}.",
    "optics.axis.malformed": "{axis} is no axis. Write whole degrees from 1 to 180.",
    "optics.axis.needs_cylinder": "There is an axis of {axis_deg} but no cylinder. Enter the "
    "cylinder or clear the axis.",
    "optics.axis.out_of_range": "An axis of {axis_deg} does not exist. Write 1 to 180; 0 is "
    "written 180.",
    "optics.blank.allowance_implausible": "An edging allowance of {allowance_mm} mm is none an "
    "edger needs. Enter 0 to {limit_mm}.",
    "optics.centre.implausible": "A centre of {centre_mm} mm is no lens. Enter up to {limit_mm}.",
    "optics.cylinder.needs_axis": "The cylinder {cylinder} has no axis. Enter it.",
    "optics.doubt.anisometropia": "The two eyes differ by {difference} D. Is that meant?",
    "optics.doubt.axis_turned": "The axis turned from {before} to {after} since the last "
    "prescription. Is that meant?",
    "optics.doubt.blank_too_small": "This shape needs a {needed_mm} mm blank; the largest has "
    "{largest_mm}. Go on?",
    "optics.doubt.changed": "The {field} changed from {before} to {after} since the last "
    "prescription. Is that meant?",
    "optics.doubt.edge_too_thick": "The edge comes out about {thickest_mm} mm thick; the house "
    "limit is {limit_mm}. Go on?",
    "optics.doubt.eyes_swapped": "This is what the other eye had last time. Are the eyes swapped?",
    "optics.doubt.opposite_signs": "One sphere is plus and one minus ({right} and {left}). Is "
    "that meant?",
    "optics.doubt.pd_jumped": "The pupillary distance went from {before} to {after} mm. Measure "
    "again?",
    "optics.doubt.sign_flipped": "The sign of the {field} flipped ({before} to {after}). Is that "
    "meant?",
    "optics.doubt.unconfirmed": "Somebody has to say that this is meant before it goes on.",
    "optics.doubt.unequal_adds": "The additions differ ({right} and {left}). Is that meant?",
    "optics.entry.axis_zero": "0 is no axis. Write 180.",
    "optics.entry.hint.base": "In or out, up or down?",
    "optics.entry.hint.sign": "Plus or minus?",
    "optics.entry.hint.two_readings": "This can be read two ways. Write the decimal point.",
    "optics.entry.out_of_range": "{text} does not fit here. Check the number and its steps.",
    "optics.entry.pd_binocular": "{pd_mm} is the distance of both eyes. Enter the one of each eye.",
    "optics.entry.unreadable": "{text} is not a number. Type it again.",
    "optics.formula.as_worn": "A lens of power F tilted by t acts as F(1 + sin²t / 2n) with a "
    "cylinder of F tan²t along the turning axis; applied to the power matrix, tilt and wrap one "
    "after the other.",
    "optics.formula.blank": "Twice the longest way from the optical centre to the trace, plus the "
    "allowance; beside it the rule of thumb: effective diameter plus twice the decentration.",
    "optics.formula.crossed": "Both powers are written as matrices, added, and written as sphere, "
    "minus cylinder and axis again.",
    "optics.formula.equivalent": "Sphere plus half the cylinder.",
    "optics.formula.layout": "In: half the distance of the box centres (mean A plus DBL) minus "
    "the pupillary distance. Up: height minus half of B.",
    "optics.formula.materials": "Front curve by Vogel's rule, back curves from the back vertex "
    "power, the least centre that leaves the least edge, edge by exact sag, weight from the "
    "volume.",
    "optics.formula.near_pd": "Each eye crosses its lens nasally by PD / (1 + w(1/s - F)), w the "
    "working distance, s the distance to the eye's centre of rotation.",
    "optics.formula.prism": "Prism is the power matrix times the way from the pupil to the "
    "optical centre in centimetres; base in and base up are positive.",
    "optics.formula.resultant": "Magnitude is the root of both squares; the base is counted "
    "counter-clockwise as seen from the front, 0 nasal for the right eye and temporal for the "
    "left.",
    "optics.formula.shape": "A and B are the extents of the trace; ED is twice the longest way "
    "from the box centre; the circumference goes from corner to corner.",
    "optics.formula.thickness": "Centre plus the sag of the back minus the sag of the front at "
    "every point of the trace about the optical centre; s = R - √(R² - r²).",
    "optics.formula.tolerance": "Each measured value minus the ordered one against the row that "
    "holds for the lens and its power.",
    "optics.formula.transposition": "Sphere plus cylinder, the cylinder's sign turned round, the "
    "axis turned by 90 degrees.",
    "optics.formula.vertex": "F / (1 - dF) in each principal meridian, d the way towards the eye "
    "in metres.",
    "optics.frame.implausible": "No frame measures {length_mm} mm there. Enter up to {limit_mm}.",
    "optics.height.out_of_limits": "A fitting height of {height_mm} mm does not work here. It has "
    "to lie between {low} and {high}.",
    "optics.length.malformed": "{text} is not a length in millimetres.",
    "optics.material.implausible": "This is no lens material. Check index and density.",
    "optics.near.impossible": "There is no near point at these distances and that power.",
    "optics.offset.implausible": "The optical centre lies outside every lens. Enter up to "
    "{limit_mm} mm.",
    "optics.pd.out_of_limits": "A pupillary distance of {pd_mm} mm for one eye does not exist. "
    "Enter 20 to 42.",
    "optics.power.malformed": "{text} is not a power. Write it like -2.25.",
    "optics.power.off_step": "{power} is not on the steps lenses are ordered in. Write quarters "
    "or eighths.",
    "optics.power.out_of_limits": "{power} is beyond what is made for the {field} ({low} to "
    "{high}).",
    "optics.prism.base_out_of_range": "A base at {base_deg} does not exist. Write 0 to 360.",
    "optics.rx.empty": "There is no power here. Write it like -2.25 -0.75x95.",
    "optics.rx.eye_missing": "Say which eye this is for: R or L.",
    "optics.rx.eye_twice": "The {eye} eye is here twice. Keep one.",
    "optics.rx.incomplete": "A {missing} is missing here.",
    "optics.rx.misplaced_word": "{word} means nothing at this place. Write it like -2.25 -0.75x95 "
    "add 2.00.",
    "optics.rx.one_eye_expected": "This takes one eye. Remove the other.",
    "optics.rx.sign_missing": "{power} has no sign. Write + or - before it.",
    "optics.rx.too_long": "This is too long for a prescription.",
    "optics.rx.unknown_word": "{word} is no word of a prescription.",
    "optics.surface.does_not_reach": "A surface is curved so strongly that it ends before the "
    "edge ({reach_mm} mm). Choose a flatter curve or a smaller shape.",
    "optics.surface.radius_implausible": "A radius of {radius_mm} mm is no lens surface. Enter at "
    "least {smallest_mm}.",
    "optics.tilt.implausible": "No frame stands like that. Check tilt, wrap and index.",
    "optics.tolerance.file_changed": "The tolerance file {set_id} was changed ({sha256}, recorded "
    "{recorded}). A manager has to accept it by name before it is used.",
    "optics.tolerance.malformed": "The tolerance file cannot be used: {reason} at {where}.",
    "optics.tolerance.name_missing": "Say who accepts the changed file.",
    "optics.tolerance.unknown": "There is no tolerance set {set_id}.",
    "optics.trace.malformed": "This outline is damaged. Trace the frame again.",
    "optics.trace.missing": "The file holds no outline of the {eye} eye.",
    "optics.trace.no_depth": "This trace tells no depth, so it lies on no curve.",
    "optics.verdict.beyond": "Beyond the limit.",
    "optics.verdict.no_axis": "A cylinder was ordered and none was measured, so there is no axis.",
    "optics.verdict.not_measured": "Ordered, but not measured.",
    "optics.verdict.within": "Within the limit.",
    "optics.verdict.within_by_shift": "Beyond the prism, but within the shift that the standard "
    "allows at this power.",
    "optics.vertex.impossible": "A lens of that power cannot be moved so far. Check both "
    "distances.",
}
