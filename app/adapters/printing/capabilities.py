"""What a printer can do, read from our own profiles in `resources/printer_profiles`."""

import codecs
import json
from dataclasses import dataclass
from pathlib import Path

PROFILES = Path(__file__).parents[3] / "resources" / "printer_profiles"
# ESC t takes one byte; ESC @ and the text around it keep every value of it harmless.
PAGE_NUMBER_MAX = 255


@dataclass(frozen=True, slots=True)
class CodePage:
    """A character table of the printer: its number for `ESC t` and the codec that equals it."""

    number: int
    codec: str

    def __post_init__(self) -> None:
        if not 0 <= self.number <= PAGE_NUMBER_MAX:
            raise ValueError("the number of a code page is one byte")
        codecs.lookup(self.codec)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterProfile:
    """One printer model on one paper width; `columns` is of its Font A.

    `code_pages` stand in the order in which they are preferred. `status_answer_s` is how long this
    model may take to say how it is.
    """

    name: str
    paper_mm: int
    dots: int
    columns: int
    code_pages: tuple[CodePage, ...]
    status_answer_s: float


def load_profile(name: str, *, folder: Path = PROFILES) -> PrinterProfile:
    """Read the profile `name`, such as `tm-t88vii`.

    Raises:
        OSError: there is no such profile.
        ValueError: the file is not a profile.
    """
    fields = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    try:
        pages = tuple(CodePage(page["number"], page["codec"]) for page in fields["code_pages"])
        return PrinterProfile(
            name=fields["name"],
            paper_mm=fields["paper_mm"],
            dots=fields["dots"],
            columns=fields["columns"],
            code_pages=pages,
            status_answer_s=fields["status_answer_ms"] / 1000,
        )
    except (KeyError, TypeError, LookupError) as trouble:
        raise ValueError(f"{name}.json is not a printer profile") from trouble
