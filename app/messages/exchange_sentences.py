"""What the readers of foreign files say: what is wrong, where, and what to do."""

from collections.abc import Mapping
from types import MappingProxyType

EXCHANGE_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "cli.file.unwritable": "{file} cannot be written: {reason}.",
        "cli.order_file.malformed": "This is no order file ({reason} is missing or wrong). Take "
        "the order.json that the demo leaves.",
        "exchange.dcs.drill_malformed": "Line {line}: the drill record cannot be read ({reason}). "
        "Correct it in the file.",
        "exchange.dcs.length_malformed": "Line {line}: {label} is {text}, which is no length in "
        "millimetres. Correct it in the file or type it here.",
        "exchange.dcs.no_record": "This is no trace file: it holds no record such as JOB=1234. "
        "Choose another file.",
        "exchange.dcs.no_trace": "The file holds no frame trace. Trace the frame again.",
        "exchange.dcs.too_large": "The file is too large to be a trace. Choose another file.",
        "exchange.dcs.trace.foreign": "The trace is in format {format}, which only its maker "
        "reads. Set the tracer to format 1 and trace the frame again.",
        "exchange.dcs.trace.header_malformed": "Line {line}: the record {label} does not say what "
        "follows ({reason}). Trace the frame again.",
        "exchange.dcs.trace.header_missing": "Line {line}: radii without a record TRCFMT before "
        "them. Trace the frame again.",
        "exchange.dcs.trace.point_malformed": "Line {line}: {text} cannot be a point of a trace. "
        "Trace the frame again.",
        "exchange.dcs.trace.points_differ": "Line {line}: the trace announces {said} points and "
        "has {found}. Trace the frame again.",
        "exchange.dcs.value_unwritable": "{label} cannot be written with this value: a record is "
        "one line of at most 80 characters.",
        "exchange.dcs_line.closed": "The machine has hung up. Start the job at the machine again.",
        "exchange.dcs_line.not_confirmed": "The machine did not confirm, though asked {repeats} "
        "times more. Check its cable and start the job again.",
        "exchange.dcs_line.port_unusable": "The port {device} cannot be opened. Check the cable "
        "and whether another program uses it.",
        "exchange.dcs_line.serial_missing": "Machines on a serial line need the part serial. "
        "Install it or use the network.",
        "exchange.dcs_line.silent": "The machine is silent. Check that it is switched on.",
        "exchange.fhir.eye_ambiguous": "{position}: there are two lenses for the {eye} eye. Ask "
        "the sender which one is meant.",
        "exchange.fhir.field_malformed": "{field} is missing or is no {expected}. Ask the sender "
        "for a correct file.",
        "exchange.fhir.no_prescription": "This file holds no prescription for spectacles. Choose "
        "another file.",
        "exchange.fhir.power_refused": "{position}: no spectacle lens has this power ({reason}). "
        "Ask the sender to check it.",
        "exchange.fhir.prescription_void": "This prescription is marked {status}. Ask for a "
        "current one.",
        "exchange.fhir.several_prescriptions": "The file holds {count} prescriptions. Ask the "
        "sender which one is meant.",
        "exchange.gs1.malformed": "{text} is no GS1 label. Scan the code with lot and date.",
        "exchange.gtin.malformed": "{text} is no article number: it needs 8, 12, 13 or 14 digits. "
        "Scan it again.",
        "exchange.joia.no_reading": "The file holds no lensmeter reading. Measure the lens again.",
        "exchange.joia.value_malformed": "Line {line}: {field} is {text}, which no lensmeter "
        "shows. Measure the lens again.",
        "exchange.json.malformed": "The file is no JSON that can be trusted ({reason}). Ask the "
        "sender for a correct file.",
        "exchange.opc.malformed": "{text} is no lens code: it needs 9 digits, or 10 with the check "
        "digit. Scan it again.",
        "exchange.stl.empty": "The mesh has no triangles. Export the part again.",
        "exchange.stl.number_refused": "Triangle {triangle} lies farther away than a metre, or "
        "nowhere. Export the part again, in millimetres.",
        "exchange.stl.size_differs": "The file has {size} bytes and its triangles need {expected}. "
        "It is cut, packed or no STL: export the part again.",
        "exchange.stl.text_malformed": "Line {line}: the text is no STL ({reason}). Export the "
        "part again, as binary STL.",
        "exchange.stl.too_large": "The mesh is too large. Export the part with fewer triangles, "
        "as binary STL.",
        "exchange.stl.took_too_long": "The text takes too long to read. Export the part as binary "
        "STL.",
        "exchange.stl.unit_question": "The part is {longest} long. Is that in {unit}?",
        "exchange.xml.malformed": "Line {line}: the file is no XML of a device ({reason}). Send it "
        "from the device again.",
        "exchange.xml.unsafe": "Line {line}: the file declares what no device declares, and was "
        "not read. Do not use it.",
    }
)
"""Joined into `SENTENCES`; one line for every code of `app.adapters.exchange`."""
