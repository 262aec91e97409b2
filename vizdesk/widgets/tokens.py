"""The design tokens: every colour, distance and type size of the window, and nothing else.

Text on its ground has a contrast of at least 4.5:1, an outline of a control at least 3:1 (WCAG 2.2, 1.4.3 and 1.4.11);
the tests hold them to it.
"""

from __future__ import annotations

from typing import NamedTuple

GRID = 4
"""All distances are multiples of this, in device-independent pixels."""

SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6, SPACE_8 = (GRID * n for n in (1, 2, 3, 4, 6, 8))

CONTROL_HEIGHT = 28
ROW_HEIGHT = 28
COMPACT_ROW_HEIGHT = 24
CELL_MARGIN = 10
"""Of a cell's text, at both sides."""

HAIRLINE_SHARE = 0.55
"""Of the border's colour in the lines between rows; the rest is their ground."""

BUTTON_HEIGHT = 32
ICON_SIZE = 16
RAIL_WIDTH = 216
PANEL_WIDTH = 296
DETAIL_WIDTH = 320
RADIUS = 6
SCRIM_ALPHA = 96
"""Of the black that dims the page below a card, 0 to 255."""

SCROLL_SHARE = 0.55
"""Of an outline's colour in a scroll bar; the rest is its ground."""

DISABLED_SHARE = 0.6
"""Of the text's colour in what is disabled, where the system asks for high contrast; the rest is its ground."""

BODY_POINTS = 9.75
"""The least size of body text: 13 px at 96 dpi. A larger system font makes everything larger."""

BODY_PIXELS = 13
"""The body text that heights and widths are meant for; they grow with it."""

MOST_SOUGHT = 200
"""Letters of what lists are looked through for."""

TEXT_SIZES = (90, 100, 110, 125, 150)
"""What the user can choose, in percent of the system's."""

CAPTION_SCALE, TITLE_SCALE, HERO_SCALE = 0.93, 1.16, 1.4


class Colors(NamedTuple):
    """One scheme, as `#RRGGBB`; `on_accent` is text on `accent`, the `_soft` ones are grounds for `text`."""

    dark: bool
    window: str
    surface: str
    raised: str
    hover: str
    pressed: str
    selected: str
    border: str
    outline: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_text: str
    accent_soft: str
    focus: str
    danger: str
    warning: str
    warning_soft: str
    success: str


LIGHT = Colors(
    dark=False,
    window="#F5F6F8",
    surface="#FFFFFF",
    raised="#FFFFFF",
    hover="#EAECF0",
    pressed="#DFE2E8",
    selected="#DFE9FC",
    border="#DEE1E7",
    outline="#878F9D",
    text="#1A1E26",
    muted="#596273",
    accent="#2360D3",
    accent_hover="#1B51B8",
    on_accent="#FFFFFF",
    accent_text="#1D54BD",
    accent_soft="#E4ECFC",
    focus="#2360D3",
    danger="#B42318",
    warning="#7A4D00",
    warning_soft="#FFF2D3",
    success="#18794E",
)

DARK = Colors(
    dark=True,
    window="#15181D",
    surface="#1B1F26",
    raised="#242932",
    hover="#282E38",
    pressed="#323945",
    selected="#23385F",
    border="#2E343E",
    outline="#707A8A",
    text="#E8EBF0",
    muted="#A2ABB9",
    accent="#2F69DB",
    accent_hover="#3F77E6",
    on_accent="#FFFFFF",
    accent_text="#8CB1FF",
    accent_soft="#1F2F4F",
    focus="#8CB1FF",
    danger="#FF9C91",
    warning="#F2C464",
    warning_soft="#3A2F17",
    success="#6FCF9B",
)

HIGH_CONTRAST_LIGHT = Colors(
    dark=False,
    window="#FFFFFF",
    surface="#FFFFFF",
    raised="#FFFFFF",
    hover="#E6E6E6",
    pressed="#D0D0D0",
    selected="#CFE0FF",
    border="#000000",
    outline="#000000",
    text="#000000",
    muted="#1F1F1F",
    accent="#00309C",
    accent_hover="#001F66",
    on_accent="#FFFFFF",
    accent_text="#00309C",
    accent_soft="#E0EAFF",
    focus="#00309C",
    danger="#8F0000",
    warning="#4D3000",
    warning_soft="#FFF2D3",
    success="#00522E",
)

HIGH_CONTRAST_DARK = Colors(
    dark=True,
    window="#000000",
    surface="#000000",
    raised="#000000",
    hover="#2B2B2B",
    pressed="#3D3D3D",
    selected="#123A80",
    border="#FFFFFF",
    outline="#FFFFFF",
    text="#FFFFFF",
    muted="#E6E6E6",
    accent="#FFD84D",
    accent_hover="#FFE68A",
    on_accent="#000000",
    accent_text="#FFD84D",
    accent_soft="#332B00",
    focus="#FFD84D",
    danger="#FFB0A8",
    warning="#FFE08A",
    warning_soft="#332B00",
    success="#8CF0B8",
)


def colors_for(*, dark: bool, high_contrast: bool) -> Colors:
    """The scheme for what the system asks for."""
    if high_contrast:
        return HIGH_CONTRAST_DARK if dark else HIGH_CONTRAST_LIGHT
    return DARK if dark else LIGHT


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    channels = (int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
