"""The closed set of commands a paper may hold, as bytes of the ESC/POS language.

python-escpos gives the bytes where it is sound: reset, style, alignment, and the QR code once its
content was checked. It is not asked for these:

- text: its `text()` lets every control byte through, so that a name could open the drawer;
- code pages: it picks by slot number and sends the euro sign on the Greek page;
- the cut: `cut()` feeds six lines of paper first, and `cut(feed=False)` does not do what it says
  but is the form wanted here, feed to the knife and cut, so that form is written out;
- status, real-time lock and the answer to a job: it does not have them.
"""

import logging
import shutil
from collections.abc import Callable
from enum import Enum
from functools import cache
from typing import Any

from app.adapters.printing.paper_layout import PLAIN, Style
from app.adapters.printing.qr_payload import checked_payload

QR_MODULE_DOTS = 6
JOB_MARK_BYTES = 4
# The reference allows 32 to 126; a space would be hard to see in a trace of the bytes.
JOB_MARK_LOWEST = 0x21
JOB_MARK_HIGHEST = 0x7E


class Command(Enum):
    """What a paper may tell the printer, apart from style, code page, QR code and job mark."""

    STATUS_ON = b"\x1da\xff"
    REALTIME_LOCK = b"\x1d(D\x05\x00\x14\x01\x00\x02\x00"
    NEW_LINE = b"\n"
    HAIR_GAP = b"\x1bJ\x06"
    SMALL_GAP = b"\x1bJ\x0c"
    LARGE_GAP = b"\x1bJ\x18"
    CUT = b"\x1dVB\x00"
    # Pin 2 for 50 ms, then 500 ms to cool down. It is in no text, so that no name opens a drawer.
    OPEN_DRAWER = b"\x1bp\x00\x19\xfa"


@cache
def reset_bytes() -> bytes:
    """Return the command that forgets whatever an earlier job left behind, status reports too."""
    return _told(lambda printer: printer.hw("INIT"))


@cache
def align_bytes(side: str) -> bytes:
    """Return the command that aligns the lines to come: left or center."""
    return _told(lambda printer: printer.set(align=side))


@cache
def style_bytes(style: Style, *, after: Style = PLAIN) -> bytes:
    """Return what changes the style of the marks from `after` to `style`."""
    changes: dict[str, Any] = {}
    if style.bold != after.bold:
        changes["bold"] = style.bold
    if style.inverse != after.inverse:
        changes["invert"] = style.inverse
    if (style.wide, style.tall) != (after.wide, after.tall):
        changes |= {"custom_size": True, "width": style.wide, "height": style.tall}
    return _told(lambda printer: printer.set(**changes))


def page_bytes(number: int) -> bytes:
    """Return the command that selects a code page."""
    return b"\x1bt" + bytes([number])


def qr_bytes(payload: str) -> bytes:
    """Return the commands that draw a code in the printer itself.

    Raises:
        QrPayloadIsRefused: the payload is none of our numbers.
    """
    content = checked_payload(payload)
    correction_m, model_2 = 1, 2
    return _told(
        lambda printer: printer.qr(
            content, native=True, ec=correction_m, size=QR_MODULE_DOTS, model=model_2
        )
    )


def confirm_bytes(job_mark: bytes) -> bytes:
    """Return the request to answer with `job_mark` once all that went before is printed.

    Raises:
        ValueError: the mark is not four visible bytes.
    """
    is_visible = all(JOB_MARK_LOWEST <= byte <= JOB_MARK_HIGHEST for byte in job_mark)
    if len(job_mark) != JOB_MARK_BYTES or not is_visible:
        raise ValueError("a job mark is four visible bytes")
    return b"\x1d(H\x06\x0000" + job_mark


def _told(tell: Callable[[Any], None]) -> bytes:
    """Return the bytes python-escpos would send; a printer of its own each time, for any thread."""
    printer = _recording_printer()()
    tell(printer)
    told: bytes = printer.output
    return told


@cache
def _recording_printer() -> Callable[[], Any]:
    """Import python-escpos on first use, and undo what its import leaves behind.

    It costs a third of a second, puts a handler on the root logger and leaves a folder with a
    pickle in the system's temporary folder.
    """
    root = logging.getLogger()
    before = list(root.handlers)
    from escpos import capabilities  # noqa: PLC0415 - see the docstring
    from escpos.printer import Dummy  # noqa: PLC0415 - see the docstring

    for handler in [each for each in root.handlers if each not in before]:
        root.removeHandler(handler)
    shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)
    factory: Callable[[], Any] = Dummy
    return factory
