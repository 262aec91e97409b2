"""The panel of saved things below the query line: find, use, rename and delete them, and save what is at hand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QLocale, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from vizdesk.models.page import PageModel
from vizdesk.models.saved import MOST_NAME, SavedEntry
from vizdesk.store.saved import SavedKind
from vizdesk.widgets.icons import Tint, icon, lead_with
from vizdesk.widgets.labels import ElidedLabel, label
from vizdesk.widgets.popup import Popup
from vizdesk.widgets.saved_list import ENTRY, ENTRY_HEIGHT, SavedDelegate, SavedRows
from vizdesk.widgets.theme import Type, scaled
from vizdesk.widgets.tokens import MOST_SOUGHT, SPACE_2, SPACE_3, SPACE_4

WIDTH = 480
ROWS = 8


class SavedPanel(Popup):
    """Opens below the “Saved” button; all of it by keyboard.

    Args:
        page: whose saved things are shown.
        rows: the rows selected in the results, first and last of each stretch.
        locale: how times and numbers are written.
        owner: the button.

    Signals:
        chosen: the `SavedEntry` that the user wants to use.
        told: a sentence for screen readers.
        marked_wanted: the marked records are to be shown.
    """

    told = Signal(str)
    marked_wanted = Signal()

    def __init__(self, page: PageModel, rows: Sequence[tuple[int, int]], locale: QLocale, owner: QWidget) -> None:
        super().__init__(owner)
        model = page.saved
        self._marks = page.marks
        self._model, self._selected, self._locale = model, list(rows), locale
        self._search, self._found = page.search, page.search.shown_set()
        self._find = QLineEdit(self)
        self._find.setMaxLength(MOST_SOUGHT)
        self._rows = SavedRows(locale, self)
        self._list = QListView(self)
        self._nothing = label("", tone="muted", wrap=True, parent=self)
        self._content = QStackedLayout()
        self._said = ElidedLabel("", parent=self)
        self._undo = self._button(self.tr("Undo"), model.undo_removal)
        self._use = self._button(self.tr("Use"), self._on_use)
        self._rename = self._button(self.tr("Rename"), self._on_rename)
        self._delete = self._button(self.tr("Delete"), self._on_delete)
        self._clear = self._button(self.tr("Clear history"), model.clear_history)
        self._marked = self._button("", self._on_marked)
        self._name = QLineEdit(self)
        self._save = QPushButton(self)
        self._save_list = QPushButton(self.tr("Save list"), self)
        self._list_menu = QMenu(self._save_list)
        self._fault = label("", Type.CAPTION, tone="danger", wrap=True, parent=self)
        self.setAccessibleName(self.tr("Saved searches, lists and history"))
        self._set_up()
        self._lay_out()
        self._connect()
        self._show_saving()
        self._show_entries()
        model.load()

    def _button(self, text: str, act: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("look", "link")
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _set_up(self) -> None:
        self._find.setPlaceholderText(self.tr("Find a saved search, a list or an earlier search"))
        self._find.setAccessibleName(self.tr("Find in saved searches, lists and history"))
        lead_with(self._find, "search")
        self._list.setModel(self._rows)
        self._list.setItemDelegate(SavedDelegate(self._list))
        self._list.setAccessibleName(self.tr("Saved searches, lists and history"))
        self._list.setEditTriggers(QListView.EditTrigger.EditKeyPressed)
        self._list.setMouseTracking(True)
        self._list.setLayoutMode(
            QListView.LayoutMode.Batched
        )  # thousands, each of which has to be asked for its height
        self._list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        entry = scaled(ENTRY_HEIGHT)
        self._list.setFixedHeight(ROWS * ENTRY_HEIGHT // entry * entry)  # fewer large ones: it is to fit the window
        self._name.setPlaceholderText(self.tr("Name of this search or list"))
        self._name.setAccessibleName(self.tr("Name of this search or list"))
        self._name.setMaxLength(MOST_NAME)
        self._save.setProperty("look", "primary")
        self._save_list.setMenu(self._list_menu)
        self._fill_list_menu()
        self._fault.hide()
        for watched in (self._find, self._list, self._name):
            watched.installEventFilter(self)
        self.setFocusProxy(self._find)

    def _fill_list_menu(self) -> None:
        selected = sum(last - first + 1 for first, last in self._selected)
        loaded = self._model.rows_to_save()
        counts = ((selected, self.tr("Selected records: {count}")), (loaded, self.tr("All loaded records: {count}")))
        for (count, text), rows in zip(counts, (self._selected, None), strict=True):
            action = QAction(text.format(count=self._locale.toString(count)), self._list_menu)
            action.setData(rows)
            action.setEnabled(count > 0)
            self._list_menu.addAction(action)
        self._save_list.setEnabled(loaded > 0)

    def _lay_out(self) -> None:
        self._content.addWidget(self._list)
        self._content.addWidget(self._nothing)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        for kept in (self._said, self._undo, self._clear):  # so that nothing moves when they come and go
            policy = kept.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            kept.setSizePolicy(policy)
        undo = QHBoxLayout()
        undo.addWidget(self._said, 1)
        undo.addWidget(self._undo)
        actions = QHBoxLayout()
        actions.setSpacing(SPACE_4)
        for button in (self._use, self._rename, self._delete):
            actions.addWidget(button)
        actions.addStretch(1)
        actions.addWidget(self._clear)
        marked = QHBoxLayout()
        marked.addWidget(self._marked)
        marked.addStretch(1)
        saving = QHBoxLayout()
        saving.setSpacing(SPACE_2)
        saving.addWidget(self._name, 1)
        saving.addWidget(self._save)
        saving.addWidget(self._save_list)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_3)
        layout.setSpacing(SPACE_2)
        layout.addLayout(saving)
        layout.addWidget(self._fault)
        layout.addWidget(self._find)
        layout.addLayout(self._content)
        layout.addLayout(undo)
        layout.addLayout(actions)
        layout.addLayout(marked)
        self.setFixedWidth(scaled(WIDTH))

    def _connect(self) -> None:
        self._model.changed.connect(self._show_entries)
        self._marks.changed.connect(self._show_marked)
        self._show_marked()
        self._find.textChanged.connect(self._show_entries)
        self._list.selectionModel().currentChanged.connect(self._show_actions)
        self._list.doubleClicked.connect(self._on_use)
        self._rows.renamed.connect(self._on_renamed)
        self._name.textChanged.connect(self._show_saving)
        self._save.clicked.connect(self._on_save)
        self._list_menu.triggered.connect(self._on_save_list)

    def focus_name(self) -> None:
        """Take the focus where a name is typed: the user wants to save."""
        self._name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Showing

    def _show_entries(self) -> None:
        current = self._current()
        found = self._model.find(self._find.text())
        self._rows.show_entries(found)
        row = self._rows.row_of(current.id if current else -1)
        self._list.setCurrentIndex(self._rows.index(row) if row >= 0 else QModelIndex())
        self._content.setCurrentWidget(self._list if found or not self._model.is_loaded else self._nothing)
        self._nothing.setText(
            self.tr("Nothing has this name.")
            if self._model.entries
            else self.tr("Nothing is saved yet. Each search that you apply will be in the history here.")
        )
        removed = self._model.removed
        self._said.show_text(removed)
        self._said.setVisible(bool(removed))
        self._undo.setVisible(bool(removed))
        self._clear.setVisible(any(one.kind is SavedKind.HISTORY for one in self._model.entries))
        self._show_actions()
        self._show_saving()

    def _show_actions(self) -> None:
        entry = self._current()
        shows_list = entry is not None and entry.kind is SavedKind.LIST
        self._use.setText(self.tr("Show") if shows_list else self.tr("Use again"))
        self._use.setEnabled(entry is not None and entry.body is not None)
        self._rename.setEnabled(entry is not None and entry.kind is not SavedKind.HISTORY)
        self._delete.setEnabled(entry is not None)

    def _show_saving(self) -> None:
        name = self._name.text().strip()
        taken = bool(name) and self._model.called(SavedKind.SEARCH, name) is not None
        self._save.setText(self.tr("Replace search") if taken else self.tr("Save search"))
        self._fault.hide()

    def _show_marked(self) -> None:
        count = self._marks.count()
        self._marked.setText(self.tr("Marked records: {count}").format(count=self._locale.toString(count)))
        self._marked.setIcon(icon("star-marked", Tint.ACCENT if count else Tint.MUTED))
        self._marked.setEnabled(count > 0)

    def _on_marked(self) -> None:
        self.marked_wanted.emit()
        self.close()

    def _current(self) -> SavedEntry | None:
        index = self._list.currentIndex()
        entry = index.data(ENTRY) if index.isValid() else None
        return entry if isinstance(entry, SavedEntry) else None

    # Doing

    def _on_use(self) -> None:
        entry = self._current()
        if entry is not None and entry.body is not None:
            self.chosen.emit(entry)
            self.close()

    def _on_rename(self) -> None:
        if self._rename.isEnabled():
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)
            self._list.edit(self._list.currentIndex())

    def _on_renamed(self, entry: SavedEntry, name: str) -> None:
        self._model.rename(entry, name)

    def _on_delete(self) -> None:
        entry = self._current()
        if entry is not None:
            self._model.remove(entry)
            self.told.emit(self._model.removed)

    def _on_save(self) -> None:
        if not self._named():
            return
        if not self._model.can_save_search():
            self._refuse(self.tr("A filter cannot be applied as it is typed. Correct it, then save the search."))
            return
        self._model.save_search(self._name.text())
        self._on_saved(self.tr("The search is saved."))

    def _on_save_list(self, action: QAction) -> None:
        if not self._are_those_counted():
            self._refuse(self.tr("The results are others than when this was opened. Close it and open it again."))
        elif self._named():
            self._model.save_list(self._name.text(), action.data())
            self._on_saved(self.tr("The list is saved."))

    def _are_those_counted(self) -> bool:
        """Whether the rows are still those that were selected and counted; a search may have ended meanwhile."""
        found, shown = self._found, self._search.shown_set()
        return found is not None and shown is not None and (found.id, found.removed) == (shown.id, shown.removed)

    def _on_saved(self, sentence: str) -> None:
        self._name.clear()
        self.told.emit(sentence)
        self._find.setFocus(Qt.FocusReason.OtherFocusReason)

    def _named(self) -> bool:
        if self._name.text().strip():
            return True
        self._refuse(self.tr("Type a name first."))
        return False

    def _refuse(self, sentence: str) -> None:
        self._fault.setText(sentence)
        self._fault.show()
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)
        self.told.emit(sentence)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys go from the lines into the list, Enter uses or saves, Delete deletes, Ctrl+Z takes that back."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if watched is self._list and not self._list.hasFocus():
            return super().eventFilter(watched, event)  # a name is being changed: its keys are its own
        enters = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if watched is self._name and enters:
            self._on_save()
        elif watched is not self._name and enters:
            self._on_use()
        elif watched is self._find and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._list.setFocus(Qt.FocusReason.TabFocusReason)
        elif watched is self._list and event.key() == Qt.Key.Key_Delete:
            self._on_delete()
        elif watched is self._list and event.matches(QKeySequence.StandardKey.Undo):
            self._model.undo_removal()
        else:
            return super().eventFilter(watched, event)
        return True

    def closeEvent(self, event: QCloseEvent) -> None:
        """What was deleted is gone now."""
        self._model.forget_removed()
        super().closeEvent(event)
