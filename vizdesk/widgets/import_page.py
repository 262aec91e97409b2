"""The import page: a file becomes a search page."""

from __future__ import annotations

from pathlib import PurePath

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QStackedLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from vizdesk.domain.naming import AGENCY_PATTERN, NAME_PATTERN, snake_case
from vizdesk.models.imports import ImportModel, ImportPhase
from vizdesk.models.session import IMPORTER, Session
from vizdesk.widgets.drop_zone import DropZone
from vizdesk.widgets.form_scroll import fill_with_form
from vizdesk.widgets.import_progress import ImportProgress
from vizdesk.widgets.labels import label
from vizdesk.widgets.name_box import NameBox
from vizdesk.widgets.quiet_combo_box import QuietComboBox
from vizdesk.widgets.state_view import State, StateView
from vizdesk.widgets.theme import Type
from vizdesk.widgets.tokens import SPACE_1, SPACE_2, SPACE_3, SPACE_4

FORM_WIDTH = 560
LABEL_WIDTH = 96
FILE_ENDINGS = "*.csv *.tsv *.txt *.parquet *.csv.gz *.tsv.gz *.txt.gz"


class ImportPage(QWidget):
    """Which file, for which agency and page; then progress and result. Who may not import is told so in their place.

    Signals:
        page_wanted: agency and page that the user wants to open.
    """

    page_wanted = Signal(str, str)

    def __init__(self, session: Session, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("content")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._imports: ImportModel = session.imports
        self._locale = locale
        self._path = ""
        self._zone = DropZone(self)
        hint = self.tr("A short name, such as {name}")
        self._agency = NameBox(self.tr("Agency"), hint.format(name="harbor"), AGENCY_PATTERN, self)
        self._page = NameBox(self.tr("Page"), hint.format(name="stolen_bicycles"), NAME_PATTERN, self)
        self._agency_note = label("", Type.CAPTION, tone="muted", wrap=True, parent=self)
        self._page_note = label("", Type.CAPTION, tone="muted", wrap=True, parent=self)
        self._replace = QRadioButton(self.tr("Replace its records"), self)
        self._append = QRadioButton(self.tr("Add to its records"), self)
        self._update = QRadioButton(self.tr("Update its records by their key"), self)
        self._delete = QRadioButton(self.tr("Delete the records that the file lists"), self)
        self._modes = QWidget(self)
        self._more = QPushButton(self.tr("More options"), self)
        self._dates = self._make_dates()
        self._dates_label = label(self.tr("Dates"), tone="muted", parent=self)
        self._start = QPushButton(self.tr("Import"), self)
        self._progress = ImportProgress(self._imports, locale, self)
        self._steps = QStackedWidget(self)
        self._form = QWidget(self)
        self._refusal = StateView(self)
        self._asks = False
        self._content = QStackedLayout(self)
        self._lay_out()
        self._connect()
        self._on_layout_changed()
        self._show_step()

    def _make_dates(self) -> QComboBox:
        combo = QuietComboBox(self.tr("Order of day and month"), self)
        combo.addItem(self.tr("Find out from the file"), "auto")
        combo.addItem(self.tr("Month first: 5/31/2024"), "mdy")
        combo.addItem(self.tr("Day first: 31/5/2024"), "dmy")
        return combo

    def _lay_out(self) -> None:
        self._start.setProperty("look", "primary")
        self._more.setProperty("look", "plain")
        self._more.setCheckable(True)
        modes = QVBoxLayout(self._modes)
        modes.setContentsMargins(0, SPACE_1, 0, 0)
        modes.setSpacing(0)
        group = QButtonGroup(self._modes)
        for button in (self._replace, self._append, self._update, self._delete):
            group.addButton(button)
            modes.addWidget(button)
        self._replace.setChecked(True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_3)
        grid.setVerticalSpacing(SPACE_2)
        grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        grid.setColumnStretch(1, 1)
        agency, page = (label(text, tone="muted", parent=self) for text in (self.tr("Agency"), self.tr("Page")))
        grid.addWidget(agency, 0, 0)
        grid.addWidget(self._agency, 0, 1)
        grid.addWidget(self._agency_note, 1, 1)
        grid.addWidget(page, 2, 0)
        grid.addWidget(self._page, 2, 1)
        grid.addWidget(self._page_note, 3, 1)
        grid.addWidget(self._modes, 4, 1)
        grid.addWidget(self._dates_label, 5, 0)
        grid.addWidget(self._dates, 5, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_2)
        buttons.addSpacing(LABEL_WIDTH + SPACE_3)
        buttons.addWidget(self._start)
        buttons.addWidget(self._more)
        buttons.addStretch(1)
        form = QWidget(self)
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_4)
        column.addWidget(self._zone)
        column.addLayout(grid)
        column.addLayout(buttons)
        column.addStretch(1)
        self._steps.addWidget(form)
        self._steps.addWidget(self._progress)
        self._frame_it()

    def _frame_it(self) -> None:
        middle = QWidget(self)
        middle.setMaximumWidth(FORM_WIDTH)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        column.addWidget(label(self.tr("Import a file"), Type.TITLE, parent=middle))
        told = self.tr("Each row becomes a record, each column a field with its own filter. The file stays as it is.")
        column.addWidget(label(told, tone="muted", wrap=True, parent=middle))
        column.addSpacing(SPACE_4)
        column.addWidget(self._steps, 1)
        fill_with_form(self._form, middle, self.tr("Import a file"))
        step = self.tr("Ask an admin of your agency for the role “importer”.")
        self._refusal.show_state(State("ban", self.tr("Your account may not import files."), step))
        self._content.addWidget(self._form)
        self._content.addWidget(self._refusal)

    def _connect(self) -> None:
        self._zone.dropped.connect(self.take_file)
        self._zone.button.clicked.connect(self._on_choose)
        self._start.clicked.connect(self._on_start)
        self._more.toggled.connect(self._show_more)
        for combo in (self._agency, self._page):
            combo.editTextChanged.connect(self._show_form)
        self._session.layout_changed.connect(self._on_layout_changed)
        self._session.roles_changed.connect(self._show_step)
        self._imports.changed.connect(self._on_import_changed)
        self._progress.page_wanted.connect(self.page_wanted)
        self._progress.another_wanted.connect(self._on_another)
        self._show_more(False)

    # The form

    def take_file(self, path: str) -> None:
        """Take a file to import, and suggest a page after its name."""
        self._path = path
        name = PurePath(path).name
        self._zone.show_file(name)
        if not self._page.currentText():
            self._page.setEditText(snake_case(name.partition(".")[0]))
        self._show_form()
        self._start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_choose(self) -> None:
        kinds = self.tr("Data files ({endings})").format(endings=FILE_ENDINGS)
        every = self.tr("All files (*)")
        path, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a file to import"), "", f"{kinds};;{every}")
        if path:
            self.take_file(path)

    def _on_layout_changed(self) -> None:
        session, locale = self._session, self._locale.name()
        labels = {session.agency: session.layout.label(locale)} if session.layout else {}
        self._agency.offer([(one, labels.get(one, one)) for one in session.agencies])
        if not self._agency.name():
            self._agency.choose(session.agency or "")
        self._page.offer([(one.page.id, one.page.label(locale)) for one in session.pages()])
        self._show_form()

    def _show_form(self) -> None:
        agency, page = self._agency.name(), self._page.name()
        agency_fits = AGENCY_PATTERN.fullmatch(agency) is not None
        page_fits = NAME_PATTERN.fullmatch(page) is not None
        exists = page_fits and agency_fits and self._imports.page_exists(agency, page)
        keyed = exists and self._imports.page_has_key(agency, page)
        self._modes.setVisible(exists)
        for button in (self._update, self._delete):
            button.setVisible(keyed)
            if button.isChecked() and not keyed:
                self._replace.setChecked(True)
        self._agency_note.setText("" if agency_fits or not agency else self._short_name_rule("harbor-city"))
        self._agency_note.setVisible(bool(self._agency_note.text()))
        if exists:
            note = self.tr("“{label}” exists already; its short name is {name}.")
            note = note.format(label=self._page.label_of(page), name=page)
        elif page and not page_fits:
            note = self._short_name_rule("people")
        else:
            note = self.tr("A new search page is made of the file’s columns.")
        self._page_note.setText(note)
        self._start.setEnabled(bool(self._path) and agency_fits and page_fits)

    def _short_name_rule(self, example: str) -> str:
        return self.tr("Use a short name of small letters and digits, such as {example}.").format(example=example)

    def _show_more(self, shown: bool) -> None:
        self._dates.setVisible(shown)
        self._dates_label.setVisible(shown)
        self._more.setText(self.tr("Fewer options") if shown else self.tr("More options"))

    def _on_start(self) -> None:
        agency, page = self._agency.name(), self._page.name()
        mode = "create"
        if self._imports.page_exists(agency, page):
            modes = {self._replace: "replace", self._append: "append", self._update: "update", self._delete: "delete"}
            mode = next(name for button, name in modes.items() if button.isChecked())
        self._imports.start(self._path, agency, page, mode, str(self._dates.currentData()))

    # Progress and result

    def _show_step(self) -> None:
        """The form where a file may be asked for; an import that was begun stays, whatever the account may by now."""
        asks = self._asks or self._imports.state.phase is ImportPhase.IDLE
        self._steps.setCurrentIndex(0 if asks else 1)
        refused = asks and not self._session.allows(IMPORTER)
        self._content.setCurrentWidget(self._refusal if refused else self._form)

    def _on_import_changed(self) -> None:
        self._asks = False
        self._show_step()

    def _on_another(self) -> None:
        if self._imports.state.phase is ImportPhase.DONE:
            self._path = ""
            self._zone.show_file("")
            self._page.setEditText("")
        self._show_form()
        self._asks = True
        self._show_step()
        self._zone.button.setFocus(Qt.FocusReason.OtherFocusReason)
