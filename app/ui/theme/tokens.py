"""The named colours of each theme; nothing else in the windows knows a colour."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """One theme. `on_x` is written on `x`; `x_soft` is the quiet ground for text in `x`."""

    name: str
    canvas: str
    surface: str
    raised: str
    border: str
    border_strong: str
    text: str
    muted: str
    faint: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    right: str
    on_right: str
    right_soft: str
    left: str
    on_left: str
    left_soft: str
    success: str
    on_success: str
    success_soft: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    shadow: str


LIGHT = Tokens(
    name="light",
    canvas="#F3F5F8",
    surface="#FFFFFF",
    raised="#F7F9FB",
    border="#D8DEE6",
    border_strong="#828D9D",
    text="#16202E",
    muted="#4A5768",
    faint="#616E80",
    accent="#0B5CAD",
    accent_hover="#094B8E",
    on_accent="#FFFFFF",
    accent_soft="#E3EFFB",
    right="#9C2B5B",
    on_right="#FFFFFF",
    right_soft="#F7EAF0",
    left="#155A8A",
    on_left="#FFFFFF",
    left_soft="#E8EFF5",
    success="#17683A",
    on_success="#FFFFFF",
    success_soft="#E2F4E9",
    warning="#7A4A00",
    warning_soft="#FFF1D6",
    danger="#B3261E",
    danger_soft="#FCE9E7",
    shadow="#B9C2CE",
)

DARK = Tokens(
    name="dark",
    canvas="#0F141B",
    surface="#171E27",
    raised="#1E2733",
    border="#2B3645",
    border_strong="#6B7A8F",
    text="#EDF2F8",
    muted="#AAB7C7",
    faint="#8D9BAD",
    accent="#5AB0FF",
    accent_hover="#86C5FF",
    on_accent="#06192B",
    accent_soft="#14304A",
    right="#FF9CC4",
    on_right="#3A0A20",
    right_soft="#2F2B37",
    left="#7CC4FF",
    on_left="#06263F",
    left_soft="#222F3D",
    success="#5FD38D",
    on_success="#06210F",
    success_soft="#12301F",
    warning="#FFC45C",
    warning_soft="#3A2A0B",
    danger="#FF8A80",
    danger_soft="#3D1715",
    shadow="#080B10",
)

CONTRAST = Tokens(
    name="contrast",
    canvas="#FFFFFF",
    surface="#FFFFFF",
    raised="#FFFFFF",
    border="#000000",
    border_strong="#000000",
    text="#000000",
    muted="#000000",
    faint="#1F1F1F",
    accent="#00307A",
    accent_hover="#001D4D",
    on_accent="#FFFFFF",
    accent_soft="#E6F0FF",
    right="#7A0037",
    on_right="#FFFFFF",
    right_soft="#FFF2F7",
    left="#003A66",
    on_left="#FFFFFF",
    left_soft="#F0F7FF",
    success="#00401C",
    on_success="#FFFFFF",
    success_soft="#E8FFF0",
    warning="#4D2E00",
    warning_soft="#FFF6E0",
    danger="#7A0000",
    danger_soft="#FFF0F0",
    shadow="#000000",
)

THEMES = (LIGHT, DARK, CONTRAST)

# Below this an sRGB channel is linear (IEC 61966-2-1).
SRGB_LINEAR_MAX = 0.04045

TEXT_RATIO = 4.5
EDGE_RATIO = 3.0

# Foreground, ground, and the WCAG AA ratio the pair must reach in every theme.
PAIRS: tuple[tuple[str, str, float], ...] = (
    *((ink, ground, TEXT_RATIO) for ink in ("text", "muted") for ground in ("canvas", "surface")),
    *((ink, "raised", TEXT_RATIO) for ink in ("text", "muted", "faint", "accent")),
    *((ink, "accent_soft", TEXT_RATIO) for ink in ("text", "muted", "accent")),
    *((ink, ground, TEXT_RATIO) for ink in ("faint", "accent") for ground in ("canvas", "surface")),
    ("on_accent", "accent", TEXT_RATIO),
    ("on_accent", "accent_hover", TEXT_RATIO),
    ("on_right", "right", TEXT_RATIO),
    ("on_left", "left", TEXT_RATIO),
    ("on_success", "success", TEXT_RATIO),
    ("right", "surface", TEXT_RATIO),
    ("right", "right_soft", TEXT_RATIO),
    ("muted", "right_soft", TEXT_RATIO),
    ("left", "surface", TEXT_RATIO),
    ("left", "left_soft", TEXT_RATIO),
    ("muted", "left_soft", TEXT_RATIO),
    ("success", "surface", TEXT_RATIO),
    ("success", "canvas", TEXT_RATIO),
    ("success", "success_soft", TEXT_RATIO),
    ("text", "success_soft", TEXT_RATIO),
    ("warning", "surface", TEXT_RATIO),
    ("warning", "warning_soft", TEXT_RATIO),
    ("text", "warning_soft", TEXT_RATIO),
    ("danger", "surface", TEXT_RATIO),
    ("danger", "accent_soft", TEXT_RATIO),
    ("danger", "danger_soft", TEXT_RATIO),
    ("text", "danger_soft", TEXT_RATIO),
    ("border_strong", "surface", EDGE_RATIO),
    ("border_strong", "canvas", EDGE_RATIO),
    ("accent", "surface", EDGE_RATIO),
    ("accent", "canvas", EDGE_RATIO),
)


def contrast_ratio(first: str, second: str) -> float:
    """Return the WCAG 2 contrast of two colours, 1 to 21."""
    brighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        value / 12.92 if value <= SRGB_LINEAR_MAX else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
