"""A job's document is checked before anything is printed from it."""

from dataclasses import replace
from hashlib import sha256
from uuid import uuid4

import pytest

from app.adapters.printing.job_document import blocks_to_print, job_mark
from app.domain.kernel.paper import Notice
from app.domain.kernel.paper_document import PaperIsDamaged
from app.domain.lab.ticket_layout import lab_ticket
from tests.factories.lab import a_work_order
from tests.factories.printing import a_print_job


def test_the_first_print_is_the_ticket_as_it_was_laid_out():
    work_order = a_work_order()
    assert blocks_to_print(a_print_job(work_order)) == lab_ticket(work_order)


def test_a_reprint_begins_with_its_mark():
    work_order = a_work_order()
    job = a_print_job(work_order, copy_number=3)
    assert blocks_to_print(job) == (Notice("COPY 3"), *lab_ticket(work_order))


def test_one_changed_byte_is_found():
    job = a_print_job()
    damaged = replace(job, document=job.document.replace(b"-2.25", b"-2.50"))
    with pytest.raises(PaperIsDamaged):
        blocks_to_print(damaged)


@pytest.mark.parametrize(
    "document", [b"", b"{", b"\xff", b'{"kind":"heading"}', b'[{"kind":"cut"}]']
)
def test_what_is_no_ticket_is_refused_even_if_its_hash_fits(document):
    job = a_print_job(document=document, document_sha256=sha256(document).hexdigest())
    with pytest.raises(PaperIsDamaged):
        blocks_to_print(job)


def test_every_attempt_has_a_mark_of_its_own_of_four_visible_bytes():
    job = a_print_job()
    marks = {job_mark(replace(job, job_id=uuid4(), attempts=n)) for n in range(100)}
    marks |= {job_mark(replace(job, attempts=n)) for n in range(100)}
    assert len(marks) == 200
    assert all(len(mark) == 4 and all(0x21 <= byte <= 0x7E for byte in mark) for mark in marks)
    assert job_mark(job) == job_mark(replace(job))
