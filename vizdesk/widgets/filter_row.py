"""One filter in the panel: its label, its control, how it stands, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QT_TRANSLATE_NOOP, QLocale, QRect, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from vizdesk.domain.criteria import criterion_from_wire
from vizdesk.domain.layout import Filter, Kind, Operator
from vizdesk.domain.sentences import criterion_sentence
from vizdesk.models.drafts import Draft, show_value
from vizdesk.models.wording import say
from vizdesk.widgets.fields import FilterField, make_field
from vizdesk.widgets.icons import icon
from vizdesk.widgets.labels import ElidedLabel, label
from vizdesk.widgets.theme import Type, set_look, set_type
from vizdesk.widgets.tokens import SPACE_1, SPACE_2, SPACE_4, SPACE_6

BAR_WIDTH = 3
HEAD_HEIGHT = SPACE_6
ALTERNATIVE = "alternative"
"""Of the menu's entry that is no condition."""

_OPERATOR_NAMES = {
    Operator.CONTAINS: QT_TRANSLATE_NOOP("FilterRow", "contains"),
    Operator.NOT_CONTAINS: QT_TRANSLATE_NOOP("FilterRow", "does not contain"),
    Operator.PREFIX: QT_TRANSLATE_NOOP("FilterRow", "starts with"),
    Operator.EQUALS: QT_TRANSLATE_NOOP("FilterRow", "is"),
    Operator.IN: QT_TRANSLATE_NOOP("FilterRow", "is one of"),
    Operator.NOT_IN: QT_TRANSLATE_NOOP("FilterRow", "is none of"),
    Operator.BETWEEN: QT_TRANSLATE_NOOP("FilterRow", "is between"),
    Operator.NOT_BETWEEN: QT_TRANSLATE_NOOP("FilterRow", "is not between"),
    Operator.WILDCARD: QT_TRANSLATE_NOOP("FilterRow", "is like (* and ?)"),
    Operator.PHONETIC: QT_TRANSLATE_NOOP("FilterRow", "sounds like"),
    Operator.FUZZY: QT_TRANSLATE_NOOP("FilterRow", "is spelled like"),
    Operator.LOOKS_LIKE: QT_TRANSLATE_NOOP("FilterRow", "looks like (O as 0, I as 1)"),
    Operator.NEAR: QT_TRANSLATE_NOOP("FilterRow", "within a distance"),
    Operator.IN_BOX: QT_TRANSLATE_NOOP("FilterRow", "in a box"),
    Operator.IN_AREA: QT_TRANSLATE_NOOP("FilterRow", "in an area"),
}


class ConditionButton(QToolButton):
    """A button with a menu that is made when it is first wanted: most are never opened.

    Args:
        parent: the row.
        fill: fills the menu each time that it opens.
        take: is told which entry was chosen.
    """

    def __init__(self, parent: QWidget, fill: Callable[[QMenu], None], take: Callable[[QAction], None]) -> None:
        super().__init__(parent)
        self._fill, self._take = fill, take
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        set_type(self, Type.CAPTION)

    def menu(self) -> QMenu:
        """The menu, made now if need be."""
        made: QMenu | None = super().menu()
        if made is None:
            made = QMenu(self)
            parent = self.parentWidget()
            if parent is not None:
                made.setLayoutDirection(parent.layoutDirection())  # the button's own is turned round
            made.aboutToShow.connect(self._on_opening)
            made.triggered.connect(self._take)
            self.setMenu(made)
        return made

    def nextCheckState(self) -> None:
        """Open the menu where there was none; a button that has one opens it by itself when it is pressed."""
        if super().menu() is None:
            self.menu()
            self.showMenu()

    def _on_opening(self) -> None:
        self._fill(self.menu())


class FilterRow(QWidget):
    """A filter's label line and control; a bar at its left is filled when applied, hollow when not yet.

    Signals:
        draft_edited: the filter's id and its new draft.
        alternative_wanted: what is typed is to be one of the alternatives; the filter's id.
    """

    draft_edited = Signal(str, object)
    alternative_wanted = Signal(str)

    offers_alternative = True
    """Whether its menu can make it an alternative."""

    def __init__(self, one: Filter, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filter = one
        self._locale = locale
        self._draft: Draft = {}
        self._pending = False
        self._told: tuple[Draft, str, bool] | None = None
        self._fault = ""
        self._fault_label: QLabel | None = None
        self._caution_label: QLabel | None = None
        self.visited = False
        self._label = ElidedLabel(one.label(locale.name()), parent=self)
        self._label.setMinimumHeight(HEAD_HEIGHT)  # that of the buttons beside it, which come and go
        self._clear: QToolButton | None = None
        self.field: FilterField = make_field(one, locale, self)
        self.field.edited.connect(self._on_edited)
        self.field.refused.connect(self._on_refused)
        self._condition = self._make_condition_button()
        self._stated: ElidedLabel | None = None
        self._lay_out()

    @property
    def name(self) -> str:
        """What the agency calls the filter."""
        return self.filter.label(self._locale.name())

    def _lay_out(self) -> None:
        head = self._head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._label, 1)
        if self._condition is not None:
            head.addWidget(self._condition)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_4, SPACE_1, SPACE_1, SPACE_2)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addWidget(self.field)
        help_text = self.filter.help(self._locale.name())
        if help_text:
            layout.addWidget(label(help_text, Type.CAPTION, tone="muted", wrap=True, parent=self))
            self.field.describe(help_text)

    def stops(self) -> list[QWidget]:
        """What Tab comes to, in order: the control first, then what is done with it."""
        return [*self.field.controls(), *filter(None, (self._condition, self._clear))]

    # The operator and “has no value”

    def _make_condition_button(self) -> QToolButton | None:
        operators = self.field.operators()
        has_exists = Operator.EXISTS in self.filter.operators
        if len(operators) < 2 and not has_exists and not self.field.shortcuts():
            return None
        return ConditionButton(self, self._on_menu_opens, self._on_condition)

    def _on_menu_opens(self, menu: QMenu) -> None:
        """Fill the menu; the condition in force is checked."""
        menu.clear()
        group = QActionGroup(menu)
        operators = self.field.operators()
        for operator in operators if len(operators) > 1 else ():
            self._add_condition(menu, group, self._operator_name(operator), operator.value)
        if Operator.EXISTS in self.filter.operators:
            if len(operators) > 1:
                menu.addSeparator()
            elif not operators:
                self._add_condition(menu, group, self.tr("By value"), "")
            self._add_condition(menu, group, self.tr("Has a value"), "has")
            self._add_condition(menu, group, self.tr("Has no value"), "lacks")
        for place, (text, draft) in enumerate(self.field.shortcuts()):
            if place == 0 and not menu.isEmpty():
                menu.addSeparator()
            menu.addAction(text).setData(draft)
        if self.offers_alternative:
            if not menu.isEmpty():
                menu.addSeparator()
            menu.addAction(self.tr("Either this, or …")).setData(ALTERNATIVE)

    def _add_condition(self, menu: QMenu, group: QActionGroup, text: str, data: str) -> None:
        action = QAction(text, menu)
        action.setCheckable(True)
        action.setData(data)
        action.setChecked(data == self._condition_in_force())
        group.addAction(action)
        menu.addAction(action)

    def _operator_name(self, operator: Operator) -> str:
        if operator in (Operator.IN, Operator.NOT_IN) and self.filter.kind not in (Kind.IDENTIFIER, Kind.CHOICES):
            return self.tr("is") if operator is Operator.IN else self.tr("is not")
        return self.tr(str(_OPERATOR_NAMES[operator]))

    def _on_condition(self, action: QAction) -> None:
        if isinstance(action.data(), dict):
            self.draft_edited.emit(self.filter.id, action.data())
            return
        chosen = str(action.data())
        if chosen == ALTERNATIVE:
            self.alternative_wanted.emit(self.filter.id)
            return
        if chosen in ("has", "lacks"):
            self.draft_edited.emit(self.filter.id, {"exists": chosen == "has"})
            return
        if chosen:
            self.field.choose_operator(Operator(chosen))
            self._show_condition(self._draft)  # with nothing typed, the draft stays the empty one
        self.draft_edited.emit(self.filter.id, self.field.draft())
        self._show_condition(self._draft)  # of an empty control nobody else tells

    # How it stands

    def show_state(self, draft: Draft, fault: str, *, pending: bool) -> None:
        """Show what the criteria say of this filter.

        Args:
            draft: what is typed.
            fault: why it cannot be applied, shown once the user has left the control.
            pending: it differs from what is applied.
        """
        shown = (draft, fault, pending)
        if shown == self._told:
            return
        self._told = (dict(draft), fault, pending)
        self._draft = draft
        self._pending = pending
        self._show_stated(draft)
        self._show_clear(self._can_clear())
        self._show_condition(draft)
        self._fault = fault
        if not fault:
            self.visited = False
        self.show_fault()
        self.update()

    def _show_clear(self, wanted: bool) -> None:  # one fact, set
        if self._clear is None and wanted:
            clear = self._clear = QToolButton(self)
            clear.setIcon(icon("x"))
            name, tip = self._clear_words()
            clear.setAccessibleName(name)
            clear.setToolTip(tip)
            clear.clicked.connect(self._on_clear)
            self._head.insertWidget(1, clear)
            self.setTabOrder([*self.field.controls(), *filter(None, (self._condition,))][-1], clear)
        if self._clear is not None:
            self._clear.setVisible(wanted)

    def show_caution(self, sentence: str) -> None:
        """Say something about what is chosen that does not keep it from being asked; an empty text says nothing."""
        if sentence and self._caution_label is None:
            self._caution_label = label("", Type.CAPTION, tone="warning", wrap=True, parent=self)
            layout = self.layout()
            if layout is not None:
                layout.addWidget(self._caution_label)
        if self._caution_label is not None:
            self._caution_label.setText(sentence)
            self._caution_label.setVisible(bool(sentence))
            self.field.describe(" ".join(filter(None, (sentence, self.filter.help(self._locale.name())))))

    def _on_refused(self, most: int) -> None:
        from vizdesk.widgets.announcing import announce  # late: the window's start does without

        told = self.tr("That is too long for “{label}”: at most {count} characters. Nothing was changed.")
        sentence = told.format(label=self.name, count=self._locale.toString(most))
        self.show_caution(sentence)
        announce(self, sentence)

    def show_fault(self) -> None:
        """Show the fault if the user has left the control, and tell it to assistive technology."""
        shown = self._fault if self.visited else ""
        if not shown and self._fault_label is None:
            return
        if shown and self._fault_label is None:
            self._fault_label = label("", Type.CAPTION, tone="danger", wrap=True, parent=self)
            layout = self.layout()
            if layout is not None:
                layout.addWidget(self._fault_label)
        if self._fault_label is not None:
            self._fault_label.setText(shown)
            self._fault_label.setVisible(bool(shown))
        help_text = self.filter.help(self._locale.name())
        self.field.describe(" ".join(filter(None, (shown, help_text))))
        faulty = self.field.faulty() if shown else []
        for control in self.field.controls():
            set_look(control, fault=control in faulty)

    @property
    def has_fault(self) -> bool:
        """Whether what is typed cannot be applied."""
        return bool(self._fault)

    def _show_stated(self, draft: Draft) -> None:
        """A draft that no control can hold is told in words instead."""
        sentence = ""
        if isinstance(draft.get("exists"), bool):
            sentence = self.tr("Has a value") if draft["exists"] else self.tr("Has no value")
        elif "criterion" in draft:
            criterion = criterion_from_wire(draft["criterion"], "")
            whole = criterion_sentence(self.filter, criterion, self._locale.name(), self._shown, say)
            sentence = whole.removeprefix(f"{self.name}: ")
        if sentence and self._stated is None:
            self._stated = ElidedLabel(parent=self)
            layout = self.layout()
            if isinstance(layout, QVBoxLayout):
                layout.insertWidget(layout.indexOf(self.field) + 1, self._stated)
        if self._stated is not None:
            self._stated.show_text(sentence)
            self._stated.setVisible(bool(sentence))
            self.field.setVisible(not sentence)
        self.field.show_draft({} if sentence else draft)

    def _shown(self, one: Filter, value: str | float | bool) -> str:
        return show_value(one, value, self._locale)

    def _show_condition(self, draft: Draft) -> None:
        button = self._condition
        if button is None:
            return
        exists = draft.get("exists")
        operator = self.field.operator()
        operators = self.field.operators()
        told = self.field.tells_usual_operator or operator is not next(iter(operators), None)
        worded = told and not isinstance(exists, bool) and len(operators) > 1
        if worded and operator is not None:
            button.setText(self._operator_name(operator))
            button.setIcon(icon("chevron-down"))
            button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands behind the word
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        else:
            button.setText("")
            button.setIcon(icon("ellipsis"))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        spoken = self._stated.accessibleName() if self._stated is not None else ""
        stated = self._operator_name(operator) if worded and operator is not None else spoken
        name = self.tr("Condition of {label}").format(label=self.name)
        button.setAccessibleName(f"{name}: {stated}" if stated else name)
        button.setToolTip(self.tr("Choose what this filter does"))

    def _condition_in_force(self) -> str:
        exists = self._draft.get("exists")
        operator = self.field.operator()
        return ("has" if exists else "lacks") if isinstance(exists, bool) else operator.value if operator else ""

    def _on_edited(self) -> None:
        self._told = None  # the control holds something that nobody told it
        self.draft_edited.emit(self.filter.id, self.field.draft())

    def _clear_words(self) -> tuple[str, str]:
        """What the button that clears is called, and its tip."""
        return self.tr("Clear {label}").format(label=self.name), self.tr("Clear this filter")

    def _can_clear(self) -> bool:
        return bool(self._draft)

    def _on_clear(self) -> None:
        self.draft_edited.emit(self.filter.id, {})
        self.field.take_focus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bar: filled for applied, hollow for what is not applied yet (also: cleared, but still applied)."""
        super().paintEvent(event)
        if not self._draft and not self._pending:
            return
        painter = QPainter(self)
        color = self.palette().color(QPalette.ColorRole.Accent)
        bar = QRect(SPACE_1, SPACE_1 + 2, BAR_WIDTH, self.height() - SPACE_2 - SPACE_1)
        if self._pending:
            painter.setPen(QPen(color, 1))
            painter.drawRect(bar.adjusted(0, 0, -1, -1))
        else:
            painter.fillRect(bar, color)
        painter.end()
