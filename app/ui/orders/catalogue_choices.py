"""Frames, lenses, extras and goods as choices: what each is, and what rules it out."""

from app.domain.catalog import ExtraKind, LensExtra, Reason, Suggestion, Verdict, words_for
from app.messages import formats
from app.messages.catalogue import sentence_of, tr
from app.messages.language import msg, translated
from app.services.catalogue import FrameChoice, GoodChoice
from app.ui.lens_words import lens_words
from app.ui.rx.complaints import eye_letter
from app.ui.widgets.choice import Choice

EXTRA_WORDS = {
    ExtraKind.COATING: msg("Coating"),
    ExtraKind.TINT: msg("Tint"),
    ExtraKind.PHOTOCHROMIC: msg("Photochromic"),
    ExtraKind.POLARISED: msg("Polarised"),
    ExtraKind.EDGE: msg("Edge"),
}


def frame_as_choice(choice: FrameChoice) -> Choice:
    """Return a frame with its size, its price and what this store has of it."""
    frame = choice.frame
    words, tone = stock_words(choice)
    return Choice(
        title=frame_words(choice),
        detail=f"{frame.size} · {frame.sku} · {words}",
        value=choice,
        trailing=formats.money(frame.price),
        trailing_tone="text" if tone == "success" else tone,
    )


def lens_as_choice(found: Suggestion) -> Choice:
    """Return a lens with its design, material and coating, or with what rules it out."""
    lens, verdict = found.lens, found.verdict
    reasons = " · ".join(reason_words(each) for each in verdict.reasons)
    return Choice(
        title=lens.name,
        detail=f"\u2715 {reasons}" if reasons else lens_words(lens),
        value=found,
        trailing=formats.money(lens.price),
        trailing_tone="faint" if reasons else "text",
    )


def extra_as_choice(extra: LensExtra, verdict: Verdict, *, is_chosen: bool) -> Choice:
    """Return an extra with its price, whether it is chosen, or what it does not go with."""
    reasons = " · ".join(reason_words(each) for each in verdict.reasons)
    told = tr("chosen; Enter takes it off") if is_chosen else extra_kind_word(extra.kind)
    return Choice(
        title=extra.name,
        detail=f"\u2715 {reasons}" if reasons and not is_chosen else told,
        value=(extra, verdict),
        trailing=formats.money(extra.price),
        trailing_tone="faint" if reasons else "text",
    )


def good_as_choice(found: GoodChoice) -> Choice:
    """Return goods with their price and what this store has of them."""
    good = found.good
    return Choice(
        title=words_for(good),
        detail=f"{good.sku} · {tr('{count} here', count=found.stock.available)}",
        value=good,
        trailing=formats.money(good.price),
        trailing_tone="text",
    )


def reason_words(reason: Reason) -> str:
    """Return one thing that rules a lens out, its eye first."""
    text = sentence_of(reason.code, dict(reason.facts))
    return text if reason.eye is None else f"{eye_letter(reason.eye)}: {text}"


def extra_kind_word(kind: ExtraKind) -> str:
    """Return what an extra does."""
    return translated(EXTRA_WORDS[kind])


def frame_words(choice: FrameChoice) -> str:
    """Return a frame's name as people say it."""
    frame = choice.frame
    return f"{frame.brand} {frame.model} {frame.colour}"


def stock_words(choice: FrameChoice) -> tuple[str, str]:
    """Return what this store has of a frame, and whether that is well."""
    here = choice.stock.available
    if here > 0:
        return tr("{count} here", count=here), "success"
    return tr("none here"), "warning"
