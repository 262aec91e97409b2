"""The results of a page: how the search stands, and the table or the state that takes its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from vizdesk.models.criteria import ChipState
from vizdesk.models.page import PageModel
from vizdesk.models.search import Phase, SearchStatus
from vizdesk.widgets.chips import ChipRow
from vizdesk.widgets.elided_button import ElidedButton
from vizdesk.widgets.icons import icon, pixmap
from vizdesk.widgets.labels import HuggingLabel, PartsLabel, label
from vizdesk.widgets.results_status import headline_of, icon_of, must_be_read, remark_on, said_in_short, step_of
from vizdesk.widgets.results_table import ResultsTable
from vizdesk.widgets.shortcuts import Key, bind, keys_of, shown_keys
from vizdesk.widgets.state_view import State, StateView
from vizdesk.widgets.table_tools import TableTools
from vizdesk.widgets.theme import Type, scaled
from vizdesk.widgets.tips import Tips
from vizdesk.widgets.tokens import BUTTON_HEIGHT, ICON_SIZE, SPACE_1, SPACE_2, SPACE_3

if TYPE_CHECKING:
    from vizdesk.widgets.export_form import ExportForm

LEAST_TABLE = 96
LINK_INSET = 4
"""Of a link's text inside it."""


class ResultsPane(QWidget):
    """Headline, actions, and the table over one page's search.

    Signals:
        filters_wanted: the user wants to set filters.
        import_wanted: the user wants to bring in a file.
        detail_toggled: the detail pane is to be shown or hidden.
        exportable_changed: whether the results may be exported and printed now.
        criterion_dropped: a chip of the “no results” state: its criterion is to go.
    """

    filters_wanted = Signal()
    import_wanted = Signal()
    detail_toggled = Signal(bool)
    criterion_dropped = Signal(object)
    exportable_changed = Signal(bool)

    def __init__(self, page: PageModel, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._search = page.search
        self._locale = locale
        self.table = ResultsTable(page.page, page.results, self)
        self.state = StateView(self)
        self._icon = QLabel(self)
        self._headline = HuggingLabel("", Type.STRONG, self)
        self._remark = PartsLabel(parent=self)
        self._remark.setProperty("tone", "muted")
        self._caution = label("", Type.STRONG, wrap=True, parent=self)
        self._line, self._below = QHBoxLayout(), QHBoxLayout()
        self._actions = QWidget(self)
        self._action = ElidedButton(self._actions)
        self._cancel = QPushButton(self.tr("Cancel"), self._actions)
        self._other = ElidedButton(self._actions)
        self._other.hide()
        order = self._order = self._tool("arrow-up-down", self.tr("Sort, columns and marks"))
        self.tools = TableTools(page, self.table, order, locale, self)
        exporting = self.tr("Export… ({keys})").format(keys=shown_keys(keys_of(Key.EXPORT)))
        self.export_button = self._tool("download", exporting)
        self._export: ExportForm | None = None
        self.detail_button = self._tool("panel-right", self.tr("Show the record (Space)"))
        self._strip = QWidget(self)
        self._strip_text = label("", Type.CAPTION, tone="warning", wrap=True, parent=self._strip)
        self._again = QPushButton(self.tr("Search again"), self._strip)
        self._chips = ChipRow(self, centered=True)
        self._tips: Tips | None = None
        self._selection_said, self._importable = "", True
        self._content = QStackedLayout()
        self._lay_out()
        self._connect()
        self.show_status()

    def _tool(self, name: str, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setAccessibleName(text)
        button.setToolTip(text)
        return button

    def _lay_out(self) -> None:
        head = self._head = QWidget(self)
        head.setObjectName("resultsHead")
        head.setMinimumHeight(scaled(BUTTON_HEIGHT) + 2 * SPACE_1)
        # What stands in it goes by the pane's width, which must not go by it: the two would chase each other.
        head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line, below = self._line, self._below
        line.setSpacing(SPACE_2)
        below.addStretch(1)
        rows = QVBoxLayout(head)
        rows.setContentsMargins(SPACE_3, SPACE_1, SPACE_3, SPACE_1)
        rows.setSpacing(0)
        rows.addLayout(line, 1)
        rows.addLayout(below)
        self._fit_icon()
        line.addWidget(self._icon)
        line.addWidget(self._headline)
        line.addWidget(self._remark, 1)
        line.addWidget(self._caution, 1)
        actions = self._row = QHBoxLayout(self._actions)
        actions.setContentsMargins(0, 0, 0, 0)
        actions.setSpacing(SPACE_2)
        for button in (self._action, self._other, self._cancel):
            button.setProperty("look", "link")
            actions.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        for one in (self._actions, self._order, self.export_button, self.detail_button):
            line.addWidget(one)
        self.export_button.setAccessibleName(self.tr("Export…"))
        self._again.setProperty("look", "link")
        strip = QHBoxLayout(self._strip)
        strip.setContentsMargins(SPACE_3, SPACE_1, SPACE_3, SPACE_1)
        strip.addWidget(self._strip_text, 1)
        strip.addWidget(self._again)
        self.detail_button.setCheckable(True)
        self._import = QPushButton(self.tr("Import a file…"), self)
        self._import.setProperty("look", "plain")
        self._import.clicked.connect(self.import_wanted)
        self._chips.hide()
        self.state.below.addWidget(self._import, 0, Qt.AlignmentFlag.AlignHCenter)
        self.state.below.addWidget(self._chips)
        content = self._content_box = QWidget(self)
        content.setLayout(self._content)
        self._content.addWidget(self.table)
        self._content.addWidget(self.state)
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self._strip)
        layout.addWidget(content, 1)

    def _fit_icon(self) -> None:
        self._icon.setFixedWidth(scaled(ICON_SIZE))
        self._below.setContentsMargins(scaled(ICON_SIZE) + SPACE_2 - LINK_INSET, 0, 0, 0)

    def _connect(self) -> None:
        self._search.status_changed.connect(self.show_status)
        self._search.announced.connect(self.announce)
        self._page.criteria.draft_changed.connect(self._show_strip)
        self._page.criteria.applied_changed.connect(self._show_strip)
        self._action.clicked.connect(self._on_action)
        self._cancel.clicked.connect(self._search.cancel)
        self._again.clicked.connect(self._search.retry)
        self.state.acted.connect(self._on_action)
        bind(Key.EXPORT, self).triggered.connect(self._on_export_key)
        self.export_button.clicked.connect(self.show_export)
        self._page.exports.changed.connect(self._show_exportable)
        self._page.exports.allowed_changed.connect(self._show_exportable)
        for other in (self._other.clicked, self.state.other_acted):
            other.connect(self._on_other_action)
        self.detail_button.toggled.connect(self.detail_toggled)
        self._chips.pressed.connect(self.criterion_dropped)
        self.tools.sort_wanted.connect(self._on_sort_changed)
        self.table.refused.connect(self._on_told)
        self.tools.told.connect(self._on_told)
        self.tools.export_wanted.connect(self.show_export)
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self._show_exportable()

    # How it stands

    def show_status(self) -> None:
        """Show the search's status, and the table or the state that goes with it."""
        status = self._search.status
        self.table.show_sort(self._search.sort())
        running = status.phase is Phase.SEARCHING
        if running and not status.slow:
            return  # nothing moves for an answer that comes at once
        has_rows = status.shown > 0
        self._show_head(status, has_rows=has_rows)
        self._content.setCurrentWidget(self.table if has_rows else self.state)
        # A few rows are enough where what is said above them is long; the state needs all that it says of itself.
        self._content_box.setMinimumHeight(scaled(LEAST_TABLE) if has_rows else 0)
        self._show_strip()
        self.table.dim(has_rows and (running or bool(status.previous)))
        if not has_rows:
            self._show_state(status)
            if self._export is not None:
                self._export.hide()

    def _show_strip(self) -> None:
        """Whose rows these are, how old, and what a new layout has made of the criteria: all near the total."""
        status = self._search.status
        if status.phase is Phase.SEARCHING and not status.slow:
            return
        listed = status.phase is Phase.LISTED and not status.unread
        previous = status.next_step.removesuffix(".") if listed else status.previous if status.shown > 0 else ""
        caution = self._page.criteria.caution() if status.phase is not Phase.EMPTY else ""
        others = [one for one in (caution, status.changed) if one]
        said = " ".join([previous and f"{previous}.", *others]).strip() if others else previous
        if status.changed not in self._strip_text.text():
            self.announce(status.changed)
        self._strip_text.setText(said)
        self._strip.setVisible(bool(said))
        self._again.setVisible(bool(status.changed) and not self._action_for(status.phase))

    def _show_head(self, status: SearchStatus, *, has_rows: bool) -> None:
        self._head.setVisible(has_rows)
        name, tint = icon_of(status)
        self._icon.setVisible(bool(name))
        if name:
            self._icon.setPixmap(pixmap(name, tint, scale=self.devicePixelRatioF()))
        cautions = must_be_read(status)
        self._caution.setText(f"{status.headline} {step_of(status)}".strip() if cautions else "")
        self._caution.setVisible(cautions)
        self._headline.show_text(headline_of(status), said_in_short(status, self._locale))
        self._show_remark(status)
        self._headline.setVisible(not cautions)
        self._remark.setVisible(not cautions)
        self._action.setText(self._action_for(status.phase))
        self._action.setVisible(bool(self._action.text()))
        self._other.setText(self._other_action_for(status))
        self._other.setVisible(bool(self._other.text()))
        self._cancel.setVisible(status.phase is Phase.SEARCHING)
        self._place_actions()

    def _place_actions(self) -> None:
        """The buttons stand behind the headline; below what is told at length, or where they have no room beside it."""
        told = self._headline if self._caution.isHidden() else self._caution
        text = told.fontMetrics().horizontalAdvance(told.accessibleName() or told.text())
        offered = [one for one in (self._action, self._other, self._cancel) if not one.isHidden()]
        tools = (self._order, self.export_button, self.detail_button)
        buttons, others = (sum(one.sizeHint().width() + SPACE_2 for one in row) for row in (offered, tools))
        room = self.width() - 2 * SPACE_3 - self._icon.width() - SPACE_2
        below = text + buttons + others > room
        across = QBoxLayout.Direction.LeftToRight if buttons <= room else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(across)
        self._actions.setVisible(bool(offered))
        if (self._below.indexOf(self._actions) >= 0) is not below:
            for layout in (self._line, self._below):
                layout.removeWidget(self._actions)
            if below:
                self._below.insertWidget(0, self._actions)
            else:
                self._line.insertWidget(self._line.indexOf(self._order), self._actions)
        self._fit_head()

    def _fit_head(self) -> None:
        """No layout around the head asks how high it is at its width; where there is less room, the page scrolls."""
        rows = self._head.layout()
        needed = rows.heightForWidth(self.width()) if rows is not None else 0
        self._head.setMinimumHeight(max(scaled(BUTTON_HEIGHT) + 2 * SPACE_1, needed))

    def _show_remark(self, status: SearchStatus) -> None:
        self._selection_said = self.tools.copying.said_of_selection()
        told = (self._selection_said, remark_on(status, self._locale), status.dates)
        self._remark.show_parts(told)

    def _show_state(self, status: SearchStatus) -> None:
        name, tint = icon_of(status)
        action = self._action_for(status.phase)
        next_step = f"{step_of(status)} ({status.dates})" if status.dates else step_of(status)
        if status.phase is Phase.EMPTY:
            next_step = self._page.page.help(self._locale.name()) or next_step
        other = self._other_action_for(status)
        self.state.show_state(State(name, status.headline, next_step, action, tint, other))
        self._import.setVisible(status.phase is Phase.EMPTY and self._importable)
        self._show_tips(shown=status.phase is Phase.EMPTY)
        applied = [chip for chip in self._page.criteria.chips() if chip.state is ChipState.APPLIED]
        self._chips.show_chips(applied if status.phase is Phase.NO_RESULTS else [])

    def set_importable(self, importable: bool) -> None:
        """Offer to import a file where nothing was searched yet, or not."""
        self._importable = importable
        self._import.setVisible(self._search.status.phase is Phase.EMPTY and importable)

    def _show_tips(self, *, shown: bool) -> None:
        """How to search, until something was searched for; made when it is first shown."""
        if shown and self._tips is None:
            self._tips = Tips(self)
            self.state.below.insertWidget(0, self._tips)
        if self._tips is not None:
            self._tips.setVisible(shown)

    def _action_for(self, phase: Phase) -> str:
        match phase:
            case Phase.EMPTY:
                return self.tr("Go to the filters")
            case Phase.SEARCHING:
                return self.tr("Cancel") if not self._search.status.shown else ""
            case Phase.FAILED | Phase.OFFLINE:
                return self.tr("Try again")
            case Phase.CANCELLED | Phase.STORED:
                return self.tr("Search again")
            case Phase.LISTED:
                return self.tr("Back to the search")
            case Phase.PART:
                return self.tr("Show all results")
            case Phase.DONE if self._search.status.next_step:  # a partial answer
                return self.tr("Search again")
            case _:
                return ""

    def _other_action_for(self, status: SearchStatus) -> str:
        if status.offers_to_tell:
            return self.tr("Keep working; tell me when done")
        return self.tr("Change filters") if status.phase is Phase.FAILED and status.changing_helps else ""

    def _on_other_action(self) -> None:
        if self._search.status.phase is Phase.SEARCHING:
            self._search.tell_when_done()
        else:
            self.filters_wanted.emit()

    def _on_action(self) -> None:
        match self._search.status.phase:
            case Phase.EMPTY:
                self.filters_wanted.emit()
            case Phase.SEARCHING:
                self._search.cancel()
            case Phase.LISTED | Phase.PART:
                self._search.close_list()
            case _:
                self._search.retry()

    def announce(self, text: str) -> None:
        """Let screen readers say a sentence."""
        if self.isVisible():
            from vizdesk.widgets.announcing import announce  # late: the window's start does without

            announce(self, text)

    def _on_told(self, sentence: str) -> None:
        self._remark.show_text(sentence)
        self.announce(sentence)

    def _on_selected(self) -> None:
        """Several rows: the remark says how many, and that those not loaded are not among them."""
        said = self.tools.copying.said_of_selection()
        if said != self._selection_said:
            self._show_remark(self._search.status)
            if said and self.table.selected_rows() == self._page.results.loaded_rows:
                self.announce(said)

    # Order and columns

    def _on_sort_changed(self, sort: object) -> None:
        if isinstance(sort, tuple):
            self._search.set_sort(sort)
            self.table.show_sort(self._search.sort())

    # Export

    def show_export(self) -> None:
        """Ask what to export."""
        if self._export is None:
            from vizdesk.widgets.export_form import ExportForm  # late: most runs never export

            self._export = ExportForm(self._page, self.table, self._locale, self)
            self._export.hide()
            self._export.closed.connect(self._focus_table)
            self._column.insertWidget(1, self._export)
        self._export.open()

    def _on_export_key(self) -> None:
        if self.export_button.isVisible() and self.export_button.isEnabled():
            self.show_export()

    def _show_exportable(self) -> None:
        exports = self._page.exports
        self.export_button.setEnabled(exports.allowed and not exports.running)
        self.tools.set_exportable(self.export_button.isEnabled())
        self.exportable_changed.emit(self.export_button.isEnabled())

    def _focus_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the buttons anew."""
        super().resizeEvent(event)
        self._place_actions()

    def event(self, event: QEvent) -> bool:
        """What stands in the head needs another height."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_head()
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon in the colours of the new scheme, or for another text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and hasattr(self, "_content"):
            self._fit_icon()
            self.show_status()
