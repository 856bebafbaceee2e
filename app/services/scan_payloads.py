"""What a scanned text stands for: one closed set, read by shape before anything is looked up."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from app.domain.kernel.numbers import (
    DocumentNumber,
    NumberCheckFailed,
    NumberIsMalformed,
    NumberSeries,
)

# Returns the article number of a label with more on it than that, or None.
ReadLabel = Callable[[str], str | None]

TEXT_MAX = 200
GTIN_LENGTHS = (8, 12, 13, 14)
LABEL_LENGTH_MIN = 16

TRAY = re.compile(r"T-\d{1,6}")
STAGE = re.compile(r"S:([A-Z_]{2,30})")
COMMAND = re.compile(r"CMD:([A-Z_]{2,30})")
BADGE = re.compile(r"U:([A-Za-z0-9_-]{16,100})")
GIFT_CARD = re.compile(r"G:([A-Z0-9-]{4,40})")
PATIENT_CARD = re.compile(r"P-[A-Z0-9]{1,6}(?:-[A-Z0-9]{1,10})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOrderScan:
    """A lab ticket: its code, or its number as printed below it."""

    number: DocumentNumber
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderScan:
    """An order's number on a confirmation or a receipt."""

    number: DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class TrayScan:
    """A tray of the lab."""

    tray: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StageScan:
    """A card that hangs at a station of the lab."""

    stage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandScan:
    """A card that stands for a key, such as DONE."""

    command: str


@dataclass(frozen=True, slots=True)
class BadgeScan:
    """A person's badge; the token is a secret and shows nowhere."""

    token: str

    def __repr__(self) -> str:
        """Return the name of the class alone."""
        return "BadgeScan()"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleScan:
    """A frame or another good."""

    gtin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftCardScan:
    """A gift card."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientCardScan:
    """A patient's card with their number."""

    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MisreadScan:
    """A code of ours whose check number is wrong."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownScan:
    """A text that is nothing of ours."""

    text: str


ScanPayload: TypeAlias = (
    WorkOrderScan
    | OrderScan
    | TrayScan
    | StageScan
    | CommandScan
    | BadgeScan
    | ArticleScan
    | GiftCardScan
    | PatientCardScan
    | MisreadScan
    | UnknownScan
)


def no_label(_text: str) -> str | None:
    """Read no label."""
    return None


def payload_of(text: str, read_label: ReadLabel = no_label) -> ScanPayload:
    """Return what a scanned text stands for."""
    text = text.strip()[:TEXT_MAX]
    badge = BADGE.fullmatch(text)
    if badge is not None:
        return BadgeScan(badge[1])
    plain = text.upper()
    return _numbered(plain) or _card(plain) or _article(text, read_label) or UnknownScan(text=text)


def code_of(scan: ScanPayload) -> str:
    """Return what was scanned as text; a badge stays a secret."""
    match scan:
        case BadgeScan():
            return ""
        case WorkOrderScan(text=text) | MisreadScan(text=text) | UnknownScan(text=text):
            return text
        case OrderScan(number=number):
            return str(number)
        case TrayScan(tray=text) | StageScan(stage=text) | CommandScan(command=text):
            return text
        case ArticleScan(gtin=text) | GiftCardScan(code=text) | PatientCardScan(number=text):
            return text


def _numbered(text: str) -> ScanPayload | None:
    try:
        if text.startswith("WO-"):
            return WorkOrderScan(number=DocumentNumber.from_scan(text), text=text)
        number = DocumentNumber.parse(text)
    except NumberCheckFailed:
        return MisreadScan(text=text)
    except NumberIsMalformed:
        return None
    if number.series is NumberSeries.WORK_ORDER:
        return WorkOrderScan(number=number, text=text)
    return OrderScan(number=number)


def _card(text: str) -> ScanPayload | None:
    if TRAY.fullmatch(text):
        return TrayScan(tray=text)
    if found := STAGE.fullmatch(text):
        return StageScan(stage=found[1])
    if found := COMMAND.fullmatch(text):
        return CommandScan(command=found[1])
    if found := GIFT_CARD.fullmatch(text):
        return GiftCardScan(code=found[1])
    if PATIENT_CARD.fullmatch(text):
        return PatientCardScan(number=text)
    return None


def _article(text: str, read_label: ReadLabel) -> ScanPayload | None:
    if is_gtin(text):
        return ArticleScan(gtin=text)
    gtin = read_label(text) if len(text) >= LABEL_LENGTH_MIN else None
    return None if gtin is None else ArticleScan(gtin=gtin)


def is_gtin(text: str) -> bool:
    """Return whether a text is an article number whose check digit is right."""
    if len(text) not in GTIN_LENGTHS or not (text.isascii() and text.isdigit()):
        return False
    weighed = (int(digit) * (3 - index % 2 * 2) for index, digit in enumerate(reversed(text[:-1])))
    return -sum(weighed) % 10 == int(text[-1])
