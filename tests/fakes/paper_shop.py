"""A till with papers: the shop of tests/factories/till.py with a printer beside it."""

import json
from dataclasses import dataclass, field
from typing import Any

from app.bootstrap.papers import PaperParts, entry_papers, papers_of
from app.services.auditing import Gate
from app.services.desk import Desk
from app.services.journal import JournalService
from app.services.payments import PaymentService
from app.services.print_ports import Printer, PrintJob
from app.services.stored_values import StoredValues
from app.services.till import TillService
from app.services.till_reports import TillReportService
from tests.factories import a_printer
from tests.factories.till import TillShop


@dataclass
class PaperShop(TillShop):
    """A till whose desk prints; `printer` is there once `with_printer` was called."""

    printer: Printer = field(default_factory=a_printer)

    def __post_init__(self) -> None:
        super().__post_init__()
        gate = Gate(clock=self.clock, new_id=self.new_id)
        self.desk = Desk(
            units=lambda: self.unit,
            gate=gate,
            sealer=self.sealer,
            clock=self.clock,
            papers=entry_papers(self.clock, self.new_id),
        )
        values = StoredValues(clock=self.clock, today=self.sealer.today)
        self.till = TillService(desk=self.desk)
        self.reports = TillReportService(desk=self.desk)
        self.payments = PaymentService(desk=self.desk, stored_values=values)
        self.journal = JournalService(desk=self.desk)
        made = papers_of(
            PaperParts(
                units=lambda: self.unit,
                gate=gate,
                clock=self.clock,
                new_id=self.new_id,
                journal=self.journal,
            )
        )
        self.papers, self.mails, self.centre = made.papers, made.mails, made.print_centre

    def with_printer(self) -> "PaperShop":
        self.unit.memory.print_jobs.save_printer(self.printer)
        return self

    def opened(self, float_minor: int = 20_000) -> "PaperShop":
        super().opened(float_minor)
        return self

    @property
    def jobs(self) -> list[PrintJob]:
        """Return the jobs in the order they were queued."""
        return list(self.unit.memory.print_jobs.jobs.values())

    def newest_job(self) -> PrintJob:
        return self.jobs[-1]

    def newest_blocks(self) -> list[dict[str, Any]]:
        blocks: list[dict[str, Any]] = json.loads(self.newest_job().document)
        return blocks
