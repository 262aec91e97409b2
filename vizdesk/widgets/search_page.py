"""One search page: query line, filters, chips, results and the selected record, over one `PageModel`.

Results and record are made behind the first paint, or when they are first asked for: the filters take keys sooner.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QEvent, QLocale, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from vizdesk.domain.criteria import MAX_TEXT
from vizdesk.domain.policies import Breach
from vizdesk.models.alternatives import ANY
from vizdesk.models.criteria import ALL, QUERY, Chip, ChipState
from vizdesk.models.page import PageModel
from vizdesk.models.saved import SavedEntry
from vizdesk.models.search import Phase
from vizdesk.store.saved import SavedKind
from vizdesk.widgets.chips import ChipRow
from vizdesk.widgets.fields.criterion_line import CriterionLine
from vizdesk.widgets.filter_panel import FilterPanel
from vizdesk.widgets.icons import icon, lead_with
from vizdesk.widgets.shortcuts import Key, bind
from vizdesk.widgets.theme import scaled
from vizdesk.widgets.tokens import DETAIL_WIDTH, PANEL_WIDTH, SPACE_2, SPACE_3
from vizdesk.widgets.undo_keys import UndoKeys

if TYPE_CHECKING:
    from vizdesk.models.as_you_type import AsYouType
    from vizdesk.widgets.detail_pane import DetailPane
    from vizdesk.widgets.results_pane import ResultsPane
    from vizdesk.widgets.saved_panel import SavedPanel

PAINT_MILLISECONDS = 30
"""The filters are painted within this; then come the results."""

LEAST_MIDDLE = 284
"""Of the results: where there is less room, the page scrolls."""

WIDE = 1000
"""More than the results' share of the width: the splitter shares out what there is."""


class _Found(NamedTuple):
    """What shows what was found."""

    results: ResultsPane
    detail: DetailPane


class SearchPage(QWidget):
    """All of one page; it keeps nothing that its model does not keep.

    Signals:
        import_wanted: the user wants to bring in a file.
        copy_wanted: the user wants a copy of the search in a tab of its own.
    """

    import_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, model: PageModel, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("content")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = model
        self._locale = locale
        self._restoring = True
        self._sought: str | None = None
        self._detail_wanted = False
        self._expanded: Mapping[str, Sequence[str]] = {}
        self._found: _Found | None = None
        self._compact, self._importable = False, True
        self._typist: AsYouType | None = None
        self._completing = QTimer(self, singleShot=True, interval=PAINT_MILLISECONDS)
        # Each part is born where it stays: taking a widget to another parent styles all that is in it anew.
        self._scroll = QScrollArea(self)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self._scroll.viewport())
        self.panel = FilterPanel(model.criteria, model.reason, model.options, model.facets, locale, self._splitter)
        self._middle = QWidget(self._splitter)
        self._middle.setMinimumWidth(scaled(LEAST_MIDDLE))
        self.query = self._make_query(self._middle)
        self.saved_button = self._make_saved_button(self._middle)
        self.copy_button = self._make_copy_button(self._middle)
        self.chips = ChipRow(self._middle)
        self._lay_out()
        self._connect()
        self._add_shortcuts()
        if model.is_restored:
            self._restore()
        else:
            self.panel.fold_groups(())
        self._restoring = not model.is_restored
        self._completing.start()

    def showEvent(self, event: QShowEvent) -> None:
        """What comes behind the first paint waits for it."""
        super().showEvent(event)
        if self._completing.isActive():
            self._completing.start()

    def changeEvent(self, event: QEvent) -> None:
        """Have room for another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_middle"):
            self._middle.setMinimumWidth(scaled(LEAST_MIDDLE))

    @property
    def results(self) -> ResultsPane:
        """What was found."""
        return self._complete().results

    @property
    def detail(self) -> DetailPane:
        """The selected record."""
        return self._complete().detail

    def _complete(self) -> _Found:
        if self._found is None:
            from vizdesk.widgets.detail_pane import DetailPane
            from vizdesk.widgets.results_pane import ResultsPane

            results = ResultsPane(self.model, self._locale, self._middle)
            self._found = _Found(results, DetailPane(self.model, self._locale, self._splitter))
            results.tools.set_compact(self._compact)
            results.set_importable(self._importable)
            self._lay_out_found(self._found)
            self._connect_found(self._found)
            if self.model.is_restored:
                self._restore_found()
        return self._found

    def _make_query(self, parent: QWidget) -> QLineEdit:
        line = CriterionLine(parent)
        line.setObjectName("queryLine")
        line.setMaxLength(MAX_TEXT + 1)  # one more than is taken, so that too much is told and not cut off
        name = self.model.page.label(self._locale.name())
        line.setPlaceholderText(self.tr("Search all fields of {page}").format(page=name))
        line.setAccessibleName(self.tr("Search all fields"))
        line.setAccessibleDescription(self.tr("Words that a record must contain; * stands for any ending."))
        lead_with(line, "search")
        return line

    def _make_saved_button(self, parent: QWidget) -> QPushButton:
        button = QPushButton(self.tr("Saved"), parent)
        button.setIcon(icon("bookmark"))
        button.setAccessibleName(self.tr("Saved searches, lists and history"))
        button.setToolTip(self.tr("Saved searches, lists and history (Ctrl+O); save this search (Ctrl+S)"))
        return button

    def _make_copy_button(self, parent: QWidget) -> QToolButton:
        button = QToolButton(parent)
        button.setIcon(icon("copy-plus"))
        button.setAccessibleName(self.tr("Open a copy of this search in a new tab"))
        button.setToolTip(self.tr("Open a copy of this search in a new tab (Ctrl+T)"))
        return button

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(SPACE_2)
        line.addWidget(self.query, 1)
        line.addWidget(self.saved_button)
        line.addWidget(self.copy_button)
        top = QVBoxLayout()
        top.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_2)
        top.setSpacing(SPACE_2)
        top.addLayout(line)
        top.addWidget(self.chips)
        column = QVBoxLayout(self._middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addStretch(1)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._splitter)  # in large text, a small window has no room for all parts of it
        self._splitter.setAutoFillBackground(False)  # the scroll area has set it, and the page has its own
        self._splitter.setHandleWidth(1)
        self._splitter.setSizes([scaled(PANEL_WIDTH), WIDE])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)
        QWidget.setTabOrder(self.query, self.saved_button)
        QWidget.setTabOrder(self.saved_button, self.copy_button)
        QWidget.setTabOrder(self.copy_button, self.panel.first_stop)

    def _lay_out_found(self, found: _Found) -> None:
        column = self._middle.layout()
        if isinstance(column, QVBoxLayout):
            column.takeAt(1)  # the empty space that kept the results' place
            column.addWidget(found.results, 1)
        for place, stretch in enumerate((0, 1, 0)):
            self._splitter.setStretchFactor(place, stretch)
            self._splitter.setCollapsible(place, False)
        self._splitter.setSizes([scaled(PANEL_WIDTH), WIDE, DETAIL_WIDTH])  # in large text, no more than it must have
        found.detail.hide()

    def _connect(self) -> None:
        criteria = self.model.criteria
        self._completing.timeout.connect(self._complete)
        self.query.textEdited.connect(criteria.set_query)
        self.query.returnPressed.connect(self.apply)
        self.saved_button.clicked.connect(self.open_saved)
        self.copy_button.clicked.connect(self.copy_wanted)
        self.panel.apply_wanted.connect(self.apply)
        self.panel.folds_changed.connect(self._on_folds_changed)
        self.chips.pressed.connect(self._on_chip_pressed)
        criteria.draft_changed.connect(self._on_draft_changed)
        criteria.applied_changed.connect(self._show_chips, Qt.ConnectionType.QueuedConnection)  # the search comes first
        self._splitter.splitterMoved.connect(self._on_split)
        self.model.restored.connect(self._restore)

    def _connect_found(self, found: _Found) -> None:
        pane, table, results = found.results, found.results.table, self.model.results
        pane.filters_wanted.connect(self.panel.focus_first)
        pane.import_wanted.connect(self.import_wanted)
        pane.criterion_dropped.connect(self._on_criterion_dropped)
        pane.detail_toggled.connect(self.show_detail)
        self.panel.refused.connect(pane.announce)
        found.detail.closed.connect(self._on_detail_closed)
        found.detail.save_wanted.connect(self._on_save_record)
        found.detail.print_wanted.connect(self._on_print_record)
        pane.tools.note_wanted.connect(self.write_note)
        pane.exportable_changed.connect(found.detail.set_printable)
        found.detail.set_printable(pane.export_button.isEnabled())
        found.detail.note.star_wanted.connect(pane.tools.marking.mark_current)
        table.detail_wanted.connect(pane.detail_button.toggle)
        table.detail_opened.connect(self._on_detail_opened)
        table.columns.changed.connect(self._on_columns_changed)
        table.selectionModel().currentRowChanged.connect(self._on_row_changed)
        table.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        results.row_loaded.connect(self._on_row_loaded)
        results.row_found.connect(self._on_row_found)
        results.modelReset.connect(self._on_results_replaced)

    def _add_shortcuts(self) -> None:
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        bind(Key.QUERY, self, context).triggered.connect(self.focus_query)
        bind(Key.FIND_FILTER, self, context).triggered.connect(self.panel.focus_first)
        bind(Key.SAVED, self, context).triggered.connect(self.open_saved)
        bind(Key.SAVE, self, context).triggered.connect(self.save_search)
        bind(Key.NOTE, self, context).triggered.connect(self.write_note)
        UndoKeys(self, self.model.undo).told.connect(self._announce)
        self._escape = bind(Key.CANCEL, self, context)
        self._escape.triggered.connect(self.model.search.cancel)
        self.model.search.status_changed.connect(self._on_status_changed)
        self._on_status_changed()

    # Criteria

    def apply(self) -> None:
        """Apply what is typed and search; where something cannot be applied, go there and say why."""
        if self.model.criteria.has_faults():
            if not self.panel.reveal_faults():
                self.focus_query()
                self.panel.show_refusal(Breach(self.model.criteria.fault(QUERY), self.tr("Shorten it.")))
            return
        breach = self.model.breach()
        if breach is not None:
            self.panel.show_refusal(breach)
        elif self.model.criteria.apply():
            self.model.search.start()

    def set_compact(self, compact: bool) -> None:
        """Let the rows of the results stand closer together, or with more room."""
        self._compact = compact
        if self._found is not None:
            self._found.results.tools.set_compact(compact)

    def set_importable(self, importable: bool) -> None:
        """Offer to import a file where nothing was searched yet, or not."""
        self._importable = importable
        if self._found is not None:
            self._found.results.set_importable(importable)

    def set_as_you_type(self, on: bool) -> None:  # one fact, set
        """Search while one types, where the page's policy allows that, or not."""
        if on and self.model.page.as_you_type and self._typist is None:
            from vizdesk.models.as_you_type import AsYouType  # late: most users never ask for it

            self._typist = AsYouType(self.model, self)
            self._typist.wanted.connect(self.apply)
        elif not on and self._typist is not None:
            self._typist.deleteLater()
            self._typist = None

    def _announce(self, sentence: str) -> None:
        self.results.announce(sentence)

    # What is saved

    def open_saved(self) -> SavedPanel:
        """Show what is saved, to use it again."""
        from vizdesk.widgets.saved_panel import SavedPanel  # late: the window's start does not wait for it

        panel = SavedPanel(self.model, self.results.table.selected_stretches(), self._locale, self.saved_button)
        panel.chosen.connect(self.use_saved)
        panel.told.connect(self.results.announce)
        panel.marked_wanted.connect(self.model.marks.show_list)
        panel.show_below(self.saved_button)
        return panel

    def save_search(self) -> None:
        """Ask for the name to save the search under."""
        self.open_saved().focus_name()

    def use_saved(self, entry: SavedEntry) -> None:
        """Take back a saved search, which nobody has applied then, or show a saved list."""
        self.model.saved.use(entry)
        if entry.kind is SavedKind.LIST:
            self.results.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.query.setFocus(Qt.FocusReason.OtherFocusReason)
            self.results.announce(self.tr("The filters are set. Apply them to search."))

    def focus_query(self) -> None:
        """Take the focus at the query line."""
        self.query.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.query.selectAll()

    def panes(self) -> list[QWidget]:
        """The parts that F6 goes round, as they are visible now: filters, search line and chips, results, record."""
        parts = [self.panel, self._middle, self.results, self.detail]
        return [part for part in parts if part.isVisible()]

    def enter(self, pane: QWidget) -> None:
        """Take the focus in one of `panes`."""
        self._bring_into_sight(pane)
        if pane is self.panel:
            self.panel.focus_first()
        elif pane is self.results:
            shown = self.results.table if self.results.table.isVisible() else self.results.state
            shown.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif pane is self.detail:
            self.detail.focus_first()
        else:
            self.focus_query()

    def _bring_into_sight(self, pane: QWidget) -> None:
        """Scroll to a pane, its beginning first."""
        self._scroll.horizontalScrollBar().setValue(pane.mapTo(self._splitter, QPoint()).x())

    def _on_draft_changed(self, identifier: str) -> None:
        if identifier in (ALL, QUERY) and self.query.text() != self.model.criteria.query():
            self.query.setText(self.model.criteria.query())
        self._show_chips()

    def _show_chips(self) -> None:
        self.chips.show_chips([self._with_words(chip) for chip in self.model.criteria.chips()])

    def _with_words(self, chip: Chip) -> Chip:
        """A chip that tells which words were looked for beside those typed."""
        words = list(self._expanded.get(chip.filter_id, ()))
        if chip.filter_id == ANY:
            alternatives = {one: None for group in self.model.criteria.applied_groups() for one in group}
            words = [word for one in alternatives for word in self._expanded.get(one, ())]
        if not words or chip.state is not ChipState.APPLIED:
            return chip
        return chip._replace(note=self.tr("Also searching {words}.").format(words=", ".join(words)))

    def _on_chip_pressed(self, chip: Chip) -> None:
        criteria = self.model.criteria
        if chip.state is ChipState.PARKED:
            criteria.drop_parked(chip)
        elif chip.state is ChipState.REMOVED:
            criteria.put_back(chip.filter_id)
        else:
            criteria.clear(chip.filter_id)

    def _on_criterion_dropped(self, chip: Chip) -> None:
        self.model.criteria.clear(chip.filter_id)
        self.apply()

    def _on_status_changed(self) -> None:
        # Esc belongs to the search only while there is one: otherwise it closes lists and menus.
        self._escape.setEnabled(self.model.search.status.phase is Phase.SEARCHING)
        expanded = self.model.search.expanded()
        if expanded != self._expanded:
            self._expanded = expanded
            self._show_chips()

    # The selected record

    def show_detail(self, shown: bool) -> None:
        """Show or hide the selected record."""
        self._detail_wanted = shown
        self._sync_detail()
        if shown and self.detail.isVisible():
            self._scroll.ensureWidgetVisible(self.detail, 0, 0)
        if self.results.detail_button.isChecked() != shown:
            self.results.detail_button.setChecked(shown)
        self._remember(detail_open=shown)

    def _on_save_record(self) -> None:
        self.results.tools.printing.save_record(self.detail.title(), self.detail.lines())

    def _on_print_record(self) -> None:
        self.results.tools.printing.print_record(self.detail.title(), self.detail.lines())

    def write_note(self) -> None:
        """Take the focus in the note on the selected record, where there is one."""
        if self.results.table.current_row() >= 0:
            self.show_detail(True)
            self.detail.note.focus_note()

    def _sync_detail(self) -> None:
        """The pane is there while it is wanted and there is something to select."""
        self.detail.setVisible(self._detail_wanted and self.model.results.loaded_rows > 0)
        if self.detail.isVisibleTo(self):
            self._show_current()

    def _on_detail_opened(self) -> None:
        self.show_detail(True)

    def _on_detail_closed(self) -> None:
        self.show_detail(False)
        self.results.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_row_loaded(self, row: int) -> None:
        if row == self.results.table.currentIndex().row():
            self._show_current()

    def _show_current(self) -> None:
        row = self.results.table.currentIndex().row()
        self.detail.show_hit(self.model.results.hit(row) if row >= 0 else None)

    # How the page was left

    def _restore(self) -> None:
        self._restoring = True
        self.panel.fold_groups(self.model.view.folded_groups)
        self._on_draft_changed(ALL)
        self._restoring = False
        if self._found is not None:
            self._restore_found()

    def _restore_found(self) -> None:
        self._restoring = True
        view = self.model.view
        columns = self.results.table.columns
        columns.restore(view.column_widths, view.column_order, view.hidden_columns, view.pinned_columns)
        self.results.tools.show_density()
        if len(view.splitter) == self._splitter.count():
            self._splitter.setSizes(view.splitter)
        self.results.show_status()
        self.show_detail(view.detail_open)
        self._restoring = False
        self._place_rows()

    def _place_rows(self) -> None:
        view, table = self.model.view, self.results.table
        if 0 < view.first_row < self.model.results.loaded_rows:
            self._restoring = True
            table.scrollTo(self.model.results.index(view.first_row, 0), table.ScrollHint.PositionAtTop)
            self._restoring = False
        self._sought = view.selected_id
        if self._sought is not None:
            self.model.results.find(self._sought)

    def _on_row_found(self, record_id: str, row: int) -> None:
        if record_id == self._sought:
            self._sought = None
            bar = self.results.table.verticalScrollBar()
            place = bar.value()
            self.results.table.select_row(row)
            bar.setValue(place)

    def _on_results_replaced(self) -> None:
        if not self._restoring:
            self._sought = None
            self.results.table.verticalScrollBar().setValue(0)
            self._remember(selected_id=None, first_row=0)
        self._sync_detail()

    # Each change keeps its own part of the view: a scrolled line must not cost looking at all columns

    def _remember(self, **changes: Any) -> None:
        if not self._restoring:
            self.model.save_view(self.model.view._replace(**changes))

    def _on_folds_changed(self) -> None:
        self._remember(folded_groups=self.panel.folded_groups())

    def _on_columns_changed(self) -> None:
        columns = self.results.table.columns
        self._remember(
            column_widths=columns.widths(),
            column_order=columns.order(),
            hidden_columns=columns.hidden(),
            pinned_columns=columns.pinned(),
        )

    def _on_scrolled(self) -> None:
        self._remember(first_row=self.results.table.first_row() if self.model.results.loaded_rows else 0)

    def _on_split(self) -> None:
        sizes = self._splitter.sizes()
        if self.isVisible() and all(sizes):
            self._remember(splitter=sizes)

    def _on_row_changed(self) -> None:
        if self.detail.isVisible():
            self._show_current()
        row = self.results.table.currentIndex().row()
        selected = self.model.results.id_at(row) if row >= 0 else None
        self._remember(selected_id=selected or self._sought)
