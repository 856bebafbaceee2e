"""Codes on lens envelopes and frames: OPC, GTIN (EAN, UPC) and GS1 labels with lot and date.

An OPC (optical product code) has nine digits and a check digit: the digits are doubled in
turn, beginning with the first, the digits of the products are summed, and the check digit
fills the sum to a ten (as printed by the public bar code calculators; 020711721 gives 9).
"""

import re
from dataclasses import dataclass
from datetime import date

from app.domain.kernel.errors import DomainError

OPC_DIGITS = 9
TEXT_MAX = 200
GTIN_LENGTHS = (8, 12, 13, 14)
UPC_E_DIGITS = 8
# Scanners may put the kind of symbol before the label, and FNC1 (GS) between its parts.
GS1_LABEL = re.compile(r"(?:\](?:C1|d2|Q3|e0|J1))?([!-~\x1d]{3,})")
SEPARATORS = re.compile(r"[\s-]+")


class OpcIsMalformed(DomainError):
    """A text is no optical product code of nine or ten digits."""

    code = "exchange.opc.malformed"


class GtinIsMalformed(DomainError):
    """A text is no article number of 8, 12, 13 or 14 digits."""

    code = "exchange.gtin.malformed"


class Gs1LabelIsMalformed(DomainError):
    """A scanned text is no GS1 label."""

    code = "exchange.gs1.malformed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opc:
    """An optical product code; without a tenth digit there is nothing to be wrong."""

    digits: str
    check_digit: str
    is_valid: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GtinCode:
    """An article number and its kind; a misread one is not valid."""

    gtin: str
    kind: str
    is_valid: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Gs1Label:
    """What a label says of the article in the box."""

    gtin: str | None
    lot: str | None
    serial: str | None
    expires_on: date | None


def read_opc(text: str) -> Opc:
    """Read nine digits, or ten with the check digit at the end.

    Raises:
        OpcIsMalformed: the text is neither.
    """
    digits = SEPARATORS.sub("", text[:TEXT_MAX])
    wrong = _first_wrong(digits)
    if wrong is not None or len(digits) not in (OPC_DIGITS, OPC_DIGITS + 1):
        position = len(digits) if wrong is None else wrong
        raise OpcIsMalformed(text=text[:20], digits=len(digits), position=position)
    check_digit = opc_check_digit(digits[:OPC_DIGITS])
    return Opc(
        digits=digits[:OPC_DIGITS],
        check_digit=check_digit,
        is_valid=digits[OPC_DIGITS:] in ("", check_digit),
    )


def opc_check_digit(digits: str) -> str:
    """Return the check digit of nine digits."""
    products = [int(digit) * (2 - index % 2) for index, digit in enumerate(digits)]
    return str(-sum(product // 10 + product % 10 for product in products) % 10)


def read_gtin(text: str) -> GtinCode:
    """Read an EAN, UPC or GTIN.

    Raises:
        GtinIsMalformed: the text has other characters, or another length.
    """
    digits = SEPARATORS.sub("", text[:TEXT_MAX])
    wrong = _first_wrong(digits)
    if wrong is not None or len(digits) not in GTIN_LENGTHS:
        position = len(digits) if wrong is None else wrong
        raise GtinIsMalformed(text=text[:20], digits=len(digits), position=position)
    kind = f"GTIN-{len(digits)}"
    if _has_check_digit(digits):
        return GtinCode(gtin=digits, kind=kind, is_valid=True)
    if len(digits) == UPC_E_DIGITS and (upc_a := _from_upc_e(digits)) is not None:
        return GtinCode(gtin=upc_a, kind="UPC-E", is_valid=True)
    return GtinCode(gtin=digits, kind=kind, is_valid=False)


def read_gs1_label(text: str) -> Gs1Label:
    """Read a scanned GS1 label: `01` article, `10` lot, `21` serial, `17` use by.

    Raises:
        Gs1LabelIsMalformed: it is none.
    """
    # The library is asked only here: its import costs more than the rest of this module.
    from biip import BiipException  # noqa: PLC0415
    from biip.gs1_messages import GS1Message  # noqa: PLC0415

    label = GS1_LABEL.fullmatch(text[:TEXT_MAX])
    if label is None:
        raise Gs1LabelIsMalformed(text=text[:20], position=0)
    try:
        message = GS1Message.parse(label[1])
    except BiipException:
        raise Gs1LabelIsMalformed(text=text[:20], position=0) from None
    elements = {element.ai.ai: element for element in message.element_strings}
    article = elements.get("01")
    use_by = elements.get("17")
    return Gs1Label(
        gtin=None if article is None else article.value,
        lot=elements["10"].value if "10" in elements else None,
        serial=elements["21"].value if "21" in elements else None,
        expires_on=None if use_by is None else use_by.date,
    )


def article_of(text: str) -> str | None:
    """Return the article number of a scanned label, or None if it is no label of GS1."""
    try:
        return read_gs1_label(text).gtin
    except Gs1LabelIsMalformed:
        return None


def _has_check_digit(digits: str) -> bool:
    from biip import ParseError  # noqa: PLC0415
    from biip.gtin import Gtin  # noqa: PLC0415

    try:
        Gtin.parse(digits)
    except ParseError:
        return False
    return True


def _from_upc_e(digits: str) -> str | None:
    from biip import BiipException  # noqa: PLC0415
    from biip.upc import Upc  # noqa: PLC0415

    try:
        return Upc.parse(digits).as_upc_a()
    except BiipException:
        return None


def _first_wrong(digits: str) -> int | None:
    return next((i for i, c in enumerate(digits) if not (c.isascii() and c.isdigit())), None)
