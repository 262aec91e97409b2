"""The theme: palette, type and the one style sheet, following the system's scheme and contrast as they change."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from vizdesk.resources import resource
from vizdesk.widgets.tokens import (
    BODY_PIXELS,
    BODY_POINTS,
    CAPTION_SCALE,
    DISABLED_SHARE,
    HERO_SCALE,
    RADIUS,
    SCROLL_SHARE,
    TITLE_SCALE,
    Colors,
    colors_for,
)

FONT_FILES = ("Inter-Regular.otf", "Inter-SemiBold.otf")
FAMILY = "Inter"


class Scheme(StrEnum):
    """What the user chose; the system's choice unless said otherwise."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Type(StrEnum):
    """The type scale."""

    CAPTION = "caption"
    BODY = "body"
    STRONG = "strong"
    HEADING = "heading"
    TITLE = "title"


TYPE, TABULAR = "type", "tabular"
"""Properties of a widget: its step of the type scale, so that it can follow the text size."""

STYLED_FONT = "_q_styleSheetWidgetFont"
"""Where Qt keeps the font that a widget had when a style sheet first reached it, and gives it back at the next one."""

POINTS_PER_INCH = 72

_SCALES = {Type.CAPTION: CAPTION_SCALE, Type.HEADING: TITLE_SCALE, Type.TITLE: HERO_SCALE}
_STRONG = (Type.STRONG, Type.HEADING, Type.TITLE)


class Theme(QObject):
    """Keeps the application's look; made once, after the `QApplication`.

    Signals:
        changed: colours are others now; only widgets that paint by hand need to know.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        application = QApplication.instance()
        if not isinstance(application, QApplication):
            raise TypeError("A theme needs a QApplication.")
        self._application = application
        self._scheme = Scheme.SYSTEM
        self._colors: Colors | None = None
        self._system_font = application.font()
        self._text_size = 100
        hints = application.styleHints()
        application.setFont(_body_font(self._system_font))
        hints.colorSchemeChanged.connect(self._on_system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._on_system_changed)
        self._apply()

    @property
    def colors(self) -> Colors:
        """The colours in force."""
        return self._colors or self._wanted_colors()

    @property
    def scheme(self) -> Scheme:
        """What the user chose."""
        return self._scheme

    def choose(self, scheme: Scheme) -> None:
        """Take light or dark whatever the system says, or follow it again."""
        self._scheme = scheme
        self._apply()

    @property
    def text_size(self) -> int:
        """The size of text and of the controls that hold it, in percent of the system's."""
        return self._text_size

    def set_text_size(self, percent: int) -> None:
        """Make all text, and what is as high as its text, larger or smaller."""
        if percent == self._text_size:
            return
        self._text_size = percent
        self._application.setFont(_body_font(self._system_font, percent / 100))
        self._colors = None  # the style sheet has heights in it
        self._apply()
        for widget in self._application.allWidgets():
            kind = widget.property(TYPE)
            if kind is not None:
                set_type(widget, Type(kind), tabular=bool(widget.property(TABULAR)))

    def _on_system_changed(self) -> None:
        self._apply()

    def _wanted_colors(self) -> Colors:
        hints = self._application.styleHints()
        system_is_dark = hints.colorScheme() == Qt.ColorScheme.Dark
        dark = system_is_dark if self._scheme is Scheme.SYSTEM else self._scheme is Scheme.DARK
        high = hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
        return colors_for(dark=dark, high_contrast=high)

    def _apply(self) -> None:
        colors = self._wanted_colors()
        if colors == self._colors:
            return
        self._colors = colors
        self._application.setPalette(_palette(colors))
        self._application.setStyleSheet(style_sheet(colors))
        self.changed.emit()


def font(kind: Type, *, tabular: bool = False) -> QFont:
    """A font of the type scale.

    Args:
        kind: which step.
        tabular: all digits equally wide, so that numbers stand below each other.
    """
    made = QFont(QApplication.font())
    made.setPointSizeF(made.pointSizeF() * _SCALES.get(kind, 1.0))
    if kind in _STRONG:
        made.setWeight(QFont.Weight.DemiBold)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def set_type(widget: QWidget, kind: Type, *, tabular: bool = False) -> None:
    """Give a widget a font of the type scale; it follows the text size."""
    widget.setProperty(TYPE, kind.value)
    if tabular:
        widget.setProperty(TABULAR, True)
    widget.setProperty(STYLED_FONT, None)  # else another colour scheme would bring the size before back
    widget.setFont(font(kind, tabular=tabular))


def scaled(pixels: int) -> int:
    """A height or width that belongs to text, for the text size in force.

    Args:
        pixels: at `BODY_PIXELS` of body text.
    """
    inches = QApplication.font().pointSizeF() / POINTS_PER_INCH
    return round(pixels * inches * QApplication.primaryScreen().logicalDotsPerInchY() / BODY_PIXELS)


def set_look(widget: QWidget, **properties: str | bool) -> None:
    """Set properties that the style sheet looks at, and restyle the widget where one changed."""
    changed = [name for name, value in properties.items() if widget.property(name) != value]
    for name in changed:
        widget.setProperty(name, properties[name])
    if changed and widget.isVisible():
        widget.style().unpolish(widget)
        widget.style().polish(widget)


@cache
def _families() -> tuple[str, ...]:
    for name in FONT_FILES:
        QFontDatabase.addApplicationFont(str(resource("fonts", name)))
    return (FAMILY,)


def _body_font(system: QFont, share: float = 1.0) -> QFont:
    made = QFont([*_families(), *system.families()])
    made.setPointSizeF(max(system.pointSizeF(), BODY_POINTS) * share)
    return made


def _palette(colors: Colors) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for one, color in {
        role.Window: colors.window,
        role.WindowText: colors.text,
        role.Base: colors.surface,
        role.AlternateBase: colors.window,
        role.ToolTipBase: colors.raised,
        role.ToolTipText: colors.text,
        role.PlaceholderText: colors.muted,
        role.Text: colors.text,
        role.Button: colors.surface,
        role.ButtonText: colors.text,
        role.BrightText: colors.danger,
        role.Highlight: colors.selected,
        role.HighlightedText: colors.text,
        role.Accent: colors.accent_text,
        role.Link: colors.accent_text,
        role.LinkVisited: colors.on_accent,
        role.Light: colors.hover,
        role.Midlight: colors.accent_soft,
        role.Mid: colors.border,
        role.Dark: colors.outline,
        role.Shadow: colors.warning,
    }.items():
        palette.setColor(one, QColor(color))
    for one in (role.WindowText, role.Text, role.ButtonText, role.LinkVisited):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(colors.muted))
    return palette


def style_sheet(colors: Colors) -> str:
    """The style sheet of the window in a scheme, in the text size there is."""
    black_on_accent = colors.on_accent == "#000000"
    is_contrasting = colors.border == colors.outline  # so that a disabled control has no fainter line
    faint = mixed(QColor(colors.text), QColor(colors.window), DISABLED_SHARE).name()
    names = {name: str(value) for name, value in colors._asdict().items()} | {
        "radius": f"{RADIUS}px",
        "folder": resource("styles").as_posix(),
        "disabled": faint if is_contrasting else colors.muted,
        "disabled_line": "dashed" if is_contrasting else "solid",
        "text_suffix": "" if colors.dark else "-black",
        "on_accent_suffix": "-black" if black_on_accent else "",
        "chevron_suffix": {"#000000": "-black", "#FFFFFF": "-white"}.get(colors.outline, ""),
        "focus_on_accent": colors.text,
        "scroll": mixed(QColor(colors.outline), QColor(colors.surface), SCROLL_SHARE).name(),
    }
    text = resource("styles", "vizdesk.qss").read_text(encoding="utf-8")
    text = re.sub(r"@px\((\d+)\)", lambda found: f"{scaled(int(found[1]))}px", text)
    text = re.sub(r"@round\((\d+)\)", lambda found: f"{scaled(int(found[1])) // 2 + 1}px", text)
    return re.sub(r"@([a-z_]+)", lambda found: _named(names, found[1]), text)


def _named(names: dict[str, str], name: str) -> str:
    return names[name]


def mixed(first: QColor, second: QColor, share: float) -> QColor:
    """A colour between two; `share` (0 to 1) is how much of the first is in it."""
    pairs = (
        (first.red(), second.red()),
        (first.green(), second.green()),
        (first.blue(), second.blue()),
    )
    return QColor(*(round(one * share + other * (1 - share)) for one, other in pairs))
