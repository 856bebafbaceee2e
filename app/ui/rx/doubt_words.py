"""What a doubt asks, as one line under the grid."""

from app.domain.optics.doubts import Doubt
from app.messages.catalogue import sentence_of
from app.ui.rx.complaints import eye_letter


def doubt_words(doubt: Doubt) -> str:
    """Return the question of a doubt, its eye first."""
    question = sentence_of(doubt.code, dict(doubt.facts))
    return question if doubt.eye is None else f"{eye_letter(doubt.eye)} · {question}"
