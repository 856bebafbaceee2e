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
    }
)
"""Joined into `SENTENCES`; one line for every code of `app.adapters.exchange`."""
