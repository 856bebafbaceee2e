"""How long a lab ticket takes from a work order to the printer's bytes."""

from typing import Any

from app.adapters.printing.capabilities import load_profile
from app.adapters.printing.escpos_ticket import EscposTicketEncoder
from app.domain.lab.ticket_layout import lab_ticket
from tests.bench.figures import Figure, times_of
from tests.factories.lab import a_work_order

GOAL_P95_MS = 15.0
RUNS = 300


def run() -> dict[str, Any]:
    """Return the times of layout and encoding together."""
    encoder = EscposTicketEncoder(load_profile("tm-t88vii"))
    work_order = a_work_order()
    times = times_of(lambda: encoder.encode(lab_ticket(work_order), job_mark=b"abcd"), runs=RUNS)
    figure = Figure(name="ticket render", times_ms=times, goal_p95_ms=GOAL_P95_MS)
    return {figure.name: figure.as_json()}
