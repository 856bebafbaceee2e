"""What the readers of foreign files say: what is wrong, where, and what to do."""

from collections.abc import Mapping
from types import MappingProxyType

EXCHANGE_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
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
        "exchange.json.malformed": "The file is no JSON that can be trusted ({reason}). Ask the "
        "sender for a correct file.",
        "exchange.opc.malformed": "{text} is no lens code: it needs 9 digits, or 10 with the check "
        "digit. Scan it again.",
    }
)
"""Joined into `SENTENCES`; one line for every code of `app.adapters.exchange`."""
