"""How long an order takes from the counter's button to the lab's inbox, over the real server.

Once as it is today, where the lab asks once a second, and once with the lab called as soon as the
server has the order: the difference is what the waiting costs.
"""

import logging
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import structlog

from app.bootstrap.station import Station
from app.domain.kernel.ids import OrderId
from app.domain.lab.work_order import LabJob
from app.services.changes import Changes
from app.services.sync_inbox import StreamPage, SyncInbox
from tests.bench.figures import MS_PER_S, Figure
from tests.end2end.house import LAB, LINDENSTRASSE, a_house, until
from tests.end2end.people import OPTICIAN, Optician

# The promise to the shops: a lab sees an order within five seconds, online.
GOAL_P95_MS = 5000.0
RUNS = 20
PATIENT = "P-LIN-00042"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedInbox(SyncInbox):
    """An inbox that writes down when each job was committed."""

    arrivals: dict[OrderId, float] = field(default_factory=dict)

    def apply(self, page: StreamPage) -> Changes:
        changes = SyncInbox.apply(self, page)
        now = time.perf_counter()
        jobs = (document for document in page.documents if isinstance(document, LabJob))
        self.arrivals.update({job.order_id: now for job in jobs})
        return changes


def run() -> dict[str, Any]:
    """Return the latencies of single orders, from saving to the commit of the lab's inbox."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with (
        tempfile.TemporaryDirectory() as folder,
        a_house(Path(folder)) as house,
        house.station(LAB, connects=False) as lab,
        house.station(LINDENSTRASSE) as store,
    ):
        inbox = lab.inbox
        timed = TimedInbox(units=inbox.units, lab=inbox.lab, clock=inbox.clock, new_id=inbox.new_id)
        lab.inbox = timed
        lab.start()
        optician = Optician.signs_in(store, OPTICIAN, house.pin_of(OPTICIAN))
        called = [_latency_ms(optician, timed, called=lab) for _ in range(RUNS)]
        asking = [_latency_ms(optician, timed) for _ in range(RUNS)]
    figures = (
        Figure(name="store to lab, asking once a second", times_ms=asking, goal_p95_ms=GOAL_P95_MS),
        Figure(name="store to lab, called at once", times_ms=called),
    )
    return {figure.name: figure.as_json() for figure in figures}


def _latency_ms(optician: Optician, timed: TimedInbox, called: Station | None = None) -> float:
    patient = optician.finds_patient(PATIENT)
    command = optician.fills_in(patient, optician.has_on_file(patient), lens="single")
    start = time.perf_counter()
    order = optician.saves(command)
    number = str(order.number)
    if called is not None and called.pump is not None:
        until(lambda: (row := optician.sees(number)) and row.is_synced, "the server has it")
        called.pump.wake()
    until(lambda: order.order_id in timed.arrivals, "the lab has it")
    # The order comes all the way back, so that the next one starts in silence.
    until(lambda: (row := optician.sees(number)) and row.lab_stage, "the stage comes back")
    return (timed.arrivals[order.order_id] - start) * MS_PER_S
