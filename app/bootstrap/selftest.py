"""`dioptre --selftest`: does this installation store, print and draw?"""

import platform
from pathlib import Path
from tempfile import TemporaryDirectory

from app import __version__
from app.adapters.printing.pdf_ticket import render_pdf
from app.adapters.security.profile_keys import key_of, new_key
from app.bootstrap.papers import USUAL_PAPER_MM, encoder_for
from app.bootstrap.station import Station
from app.domain.kernel.paper import Heading, QrCode


def selftest() -> dict[str, object]:
    """Check this installation: an encrypted store opens, and a ticket becomes bytes and a page.

    Returns what was found, for `dioptre --selftest`.
    """
    blocks = (Heading("W-TEST-26-1"), QrCode("WO-TEST-26-1-00", "WO-TEST-26-1-00"))
    with TemporaryDirectory() as folder:
        station = Station(Path(folder))
        try:
            station.open(new_key(Path(folder), kind="demo")).result()
            unverified = station.store.unverified_pages(key_of(Path(folder)))
        finally:
            station.close()
    return {
        "version": __version__,
        "python": platform.python_version(),
        "store": "encrypted" if not unverified else "damaged",
        "ticket_bytes": len(encoder_for(USUAL_PAPER_MM).encode(blocks, job_mark=b"test")),
        "pdf_bytes": len(render_pdf(blocks)),
    }
