"""Between what stands in the fields and the document it comes to."""

from collections.abc import Callable, Mapping, Sequence

from app.domain.kernel.amount_entry import (
    AmountHasTooManyDecimals,
    AmountIsMalformed,
    parse_amount,
    written_amount,
)
from app.domain.kernel.canonical import JsonValue
from app.domain.kernel.documents import DocumentIsMalformed
from app.domain.kernel.money import Money
from app.ui.catalog.form_fields import FieldKind, FieldSpec

YES = "yes"
STEP_WORDS = 3
LISTS = frozenset({FieldKind.TEXTS, FieldKind.LENGTHS, FieldKind.POWERS})

Texts = Mapping[str, str]


def texts_of(
    document: Mapping[str, JsonValue], specs: Sequence[FieldSpec], currency: str
) -> dict[str, str]:
    """Return what the fields show of a document."""
    return {spec.key: _shown(document.get(spec.key), spec.kind, currency) for spec in specs}


def document_of(texts: Texts, specs: Sequence[FieldSpec], currency: str) -> dict[str, JsonValue]:
    """Return the document that was typed; what is empty is left out.

    Raises:
        DocumentIsMalformed: a field cannot be read; the reason is its key.
    """
    typed = {spec.key: _typed(texts.get(spec.key, "").strip(), spec, currency) for spec in specs}
    return {key: value for key, value in typed.items() if value is not None}


def _shown(value: JsonValue, kind: FieldKind, currency: str) -> str:
    if value is None:
        return ""
    if kind is FieldKind.TRUTH:
        return YES if value else ""
    if kind is FieldKind.MONEY and isinstance(value, int):
        return written_amount(Money(value, currency))
    if kind is FieldKind.STEPS and isinstance(value, list):
        return "; ".join(_step_words(each) for each in value)
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    return str(value)


def _step_words(step: JsonValue) -> str:
    if not isinstance(step, dict) or not isinstance(step["span"], list):
        return ""
    return " ".join(str(each) for each in (*step["span"], step["step"]))


def _typed(text: str, spec: FieldSpec, currency: str) -> JsonValue:
    if spec.kind is FieldKind.TRUTH:
        return text == YES
    if not text:
        return None
    if spec.kind in LISTS:
        return [part.strip() for part in text.split(",") if part.strip()]
    return _READERS.get(spec.kind, _as_it_is)(text, spec, currency)


def _as_it_is(text: str, _spec: FieldSpec, _currency: str) -> JsonValue:
    return text


def _whole(text: str, spec: FieldSpec, _currency: str) -> JsonValue:
    if not text.isascii() or not text.isdecimal():
        raise _refusal(spec)
    return int(text)


def _money(text: str, spec: FieldSpec, currency: str) -> JsonValue:
    try:
        return parse_amount(text, currency).minor
    except (AmountIsMalformed, AmountHasTooManyDecimals):
        raise _refusal(spec) from None


def _steps(text: str, spec: FieldSpec, _currency: str) -> JsonValue:
    found: list[JsonValue] = []
    for part in text.split(";"):
        words = part.split()
        if len(words) != STEP_WORDS:
            raise _refusal(spec)
        low, high, step = words
        found.append({"span": [low, high], "step": step})
    return found


def _refusal(spec: FieldSpec) -> DocumentIsMalformed:
    return DocumentIsMalformed(where="form", reason=spec.key)


_READERS: dict[FieldKind, Callable[[str, FieldSpec, str], JsonValue]] = {
    FieldKind.WHOLE: _whole,
    FieldKind.MONEY: _money,
    FieldKind.STEPS: _steps,
}
