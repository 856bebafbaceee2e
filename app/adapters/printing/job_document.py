"""What a print job holds: its document, checked against its hash, and the mark of an attempt."""

import json
from hashlib import sha256

from app.adapters.printing.escpos_commands import (
    JOB_MARK_BYTES,
    JOB_MARK_HIGHEST,
    JOB_MARK_LOWEST,
)
from app.domain.kernel.paper import Notice, PaperBlock
from app.domain.kernel.paper_document import PaperIsDamaged, paper_from_json
from app.messages.language import tr
from app.services.print_ports import PrintJob

ATTEMPT_BYTES = 8


def blocks_to_print(job: PrintJob) -> tuple[PaperBlock, ...]:
    """Return the blocks of the job; a reprint begins with its mark.

    Raises:
        PaperIsDamaged: the document is not the one that was queued, or no ticket.
    """
    if sha256(job.document).hexdigest() != job.document_sha256:
        raise PaperIsDamaged(job_id=job.job_id)
    try:
        document = json.loads(job.document)
    except ValueError:
        raise PaperIsDamaged(job_id=job.job_id) from None
    blocks = paper_from_json(document)
    is_copy = job.copy_number > 1
    return (Notice(tr("COPY {number}", number=job.copy_number)), *blocks) if is_copy else blocks


def job_mark(job: PrintJob) -> bytes:
    """Return four visible bytes of this attempt, for the printer to answer with.

    An answer that a printer still owed to an earlier attempt does not fit.
    """
    seed = job.job_id.bytes + job.attempts.to_bytes(ATTEMPT_BYTES, "big")
    count = JOB_MARK_HIGHEST - JOB_MARK_LOWEST + 1
    return bytes(JOB_MARK_LOWEST + byte % count for byte in sha256(seed).digest()[:JOB_MARK_BYTES])
