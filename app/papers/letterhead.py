"""Who hands the paper out: the shop's name, its address and tax number, and what stands below."""

from dataclasses import dataclass

from app.domain.kernel.paper import Heading, PaperBlock, Rule, Subheading, Words
from app.domain.kernel.text import require_length
from app.messages.language import tr


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The shop as its papers name it; all but the name may be empty."""

    name: str
    lines: tuple[str, ...] = ()
    tax_number: str = ""
    footer: str = ""

    def __post_init__(self) -> None:
        """Refuse what would fill the paper; raises TextIsTooLong."""
        for line in (self.name, self.tax_number, *self.lines):
            require_length("letterhead", line)


def opening(shop: Letterhead, title: str) -> tuple[PaperBlock, ...]:
    """Return the head of a paper: the shop, and what the paper is."""
    tax = (Words(tr("Tax number {number}", number=shop.tax_number)),) if shop.tax_number else ()
    lines = tuple(Words(line) for line in shop.lines)
    return (Heading(shop.name), *lines, *tax, Subheading(title))


def closing(shop: Letterhead) -> tuple[PaperBlock, ...]:
    """Return the shop's own words at the end of a paper."""
    return (Rule(), Words(shop.footer, is_centred=True)) if shop.footer else ()
