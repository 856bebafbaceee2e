"""What to tell a person about a refusal: the sentence of its code, with its facts as words."""

from collections.abc import Mapping
from datetime import date

from app.domain.kernel.errors import DioptreError
from app.domain.kernel.money import Money
from app.domain.lab.work_order import Stage
from app.messages import formats
from app.messages.language import (
    current_language,
    filled,
    msg,
    tr,
    translated,
    trn,
    use_language,
)
from app.messages.pricing_sentences import PRICING_WORDS
from app.messages.sentences import SENTENCES

__all__ = [
    "current_language",
    "sentence",
    "sentence_of",
    "stage_word",
    "tr",
    "trn",
    "use_language",
]

STAGE_WORDS = {
    Stage.RECEIVED: msg("Received"),
    Stage.PICKED: msg("Picked"),
    Stage.FIRST_INSPECTION: msg("First check"),
    Stage.BLOCKING: msg("Blocking"),
    Stage.EDGING: msg("Edging"),
    Stage.ASSEMBLY: msg("Assembly"),
    Stage.FINAL_INSPECTION: msg("Final check"),
    Stage.PACKED: msg("Packed"),
    Stage.IN_TRANSIT: msg("On its way"),
}

# Facts whose values are names in code; a person reads the word instead.
CODED_FACTS = ("eye", "field", "measurement", "missing", "rim", "stage", "tax_class")
WORDS = {
    "right": msg("right"),
    "left": msg("left"),
    "monocular_pd_mm": msg("PD"),
    "fitting_height_mm": msg("fitting height"),
    "segment_height_mm": msg("segment height"),
    "sphere": msg("sphere"),
    "cylinder": msg("cylinder"),
    "axis": msg("axis"),
    "add": msg("addition"),
    "prism": msg("prism"),
    "pd": msg("PD"),
    "height": msg("fitting height"),
    **{stage.value: word for stage, word in STAGE_WORDS.items()},
    **PRICING_WORDS,
}


def sentence(error: DioptreError) -> str:
    """Return what to tell a person about a refusal."""
    return sentence_of(error.code, error.facts)


def sentence_of(code: str, facts: Mapping[str, object] | None = None) -> str:
    """Return the sentence of a code with the facts that are known."""
    words = {name: _worded(name, fact) for name, fact in (facts or {}).items()}
    return filled(translated(SENTENCES[code]), words)


def stage_word(stage: Stage) -> str:
    """Return what people call a stage of a work order."""
    return translated(STAGE_WORDS[stage])


def _worded(name: str, fact: object) -> str:
    if isinstance(fact, date):
        return formats.day(fact)
    if isinstance(fact, Money):
        return formats.money(fact)
    text = str(fact)
    if name in CODED_FACTS and text in WORDS:
        return translated(WORDS[text])
    if text[:1] == "-" and text[1:2].isdigit():
        return formats.minus(text)
    return text
