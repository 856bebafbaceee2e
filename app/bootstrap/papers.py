"""Puts papers together: the encoders of the two paper widths, the services, and the preview."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from app.adapters.printing.capabilities import PrinterProfile, load_profile
from app.adapters.printing.escpos_ticket import EscposTicketEncoder
from app.domain.kernel.paper import PaperBlock
from app.services.auditing import Gate
from app.services.journal import JournalService
from app.services.mails import MailService
from app.services.paper_ports import PaperUnits
from app.services.paper_queue import PaperQueue
from app.services.papers import EntryPapers, PaperService
from app.services.ports import Clock, NewId
from app.services.print_centre import PrintCentre
from app.services.print_ports import PageSize, PrintJob

USUAL_PAPER_MM = 80
PROFILES: Mapping[int, str] = {USUAL_PAPER_MM: "tm-t88vii", 58: "tm-t88vii-58"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperParts:
    """What the services of papers are made of."""

    units: PaperUnits
    gate: Gate
    clock: Clock
    new_id: NewId
    journal: JournalService


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """The services of papers, mails and the print centre."""

    papers: PaperService
    mails: MailService
    print_centre: PrintCentre


def entry_papers(clock: Clock, new_id: NewId) -> EntryPapers:
    """Return what puts the papers of sealed documents into the queue."""
    return EntryPapers(queue=PaperQueue(clock=clock, new_id=new_id))


def papers_of(parts: PaperParts) -> Papers:
    """Return the services of papers."""
    units, gate, clock, new_id = parts.units, parts.gate, parts.clock, parts.new_id
    papers = PaperService(
        units=units,
        gate=gate,
        queue=PaperQueue(clock=clock, new_id=new_id),
        pages=draw_pages,
        journal=parts.journal,
    )
    centre = PrintCentre(
        units=units, gate=gate, clock=clock, new_id=new_id, picture=draw_picture, papers=papers
    )
    mails = MailService(units=units, gate=gate, clock=clock, new_id=new_id)
    return Papers(papers=papers, mails=mails, print_centre=centre)


def encoder_for(paper_mm: int) -> EscposTicketEncoder:
    """Return the encoder of the reference printer on paper of that width."""
    return EscposTicketEncoder(profile_for(paper_mm))


@cache
def profile_for(paper_mm: int) -> PrinterProfile:
    """Return what the reference printer can do on paper of that width."""
    return load_profile(PROFILES.get(paper_mm, PROFILES[USUAL_PAPER_MM]))


def draw_pages(blocks: Sequence[PaperBlock], size: PageSize) -> bytes:
    """Return a paper as a PDF."""
    from app.adapters.printing.pdf_ticket import render_pdf

    return render_pdf(blocks, size)


def draw_picture(job: PrintJob, paper_mm: int) -> bytes:
    """Return a PNG of what a job prints, from the very bytes its printer gets."""
    from app.adapters.printing.preview import picture_of_job

    return picture_of_job(job, profile_for(paper_mm))
