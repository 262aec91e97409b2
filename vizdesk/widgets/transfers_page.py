"""The transfers: what is on its way to the agency's storage, what has arrived, and where files are dropped."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from PySide6.QtCore import QLocale, QMimeData, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from vizdesk.domain.questions import Question, questions_of
from vizdesk.models.session import Session
from vizdesk.models.transfer_words import said_counts, said_files, said_missed
from vizdesk.models.wording import told
from vizdesk.transfers.desk import Standing
from vizdesk.transfers.rows import Part, Row, View
from vizdesk.widgets.announcing import announce
from vizdesk.widgets.banner import Banner
from vizdesk.widgets.fitting import fit
from vizdesk.widgets.icons import Tint, lead_with, offer_clearing
from vizdesk.widgets.segments import Segments
from vizdesk.widgets.shortcuts import Key, bind
from vizdesk.widgets.state_view import State, StateView
from vizdesk.widgets.theme import scaled, set_look
from vizdesk.widgets.tokens import DETAIL_WIDTH, MOST_SOUGHT, SPACE_2, SPACE_3, SPACE_6
from vizdesk.widgets.transfer_actions import Action, loses_something, run_action
from vizdesk.widgets.transfer_detail import TransferDetail
from vizdesk.widgets.transfer_questions import QuestionsCard
from vizdesk.widgets.transfers_head import TransfersHead
from vizdesk.widgets.transfers_list import TransfersList
from vizdesk.widgets.window_parts import enter_first

TYPED_MILLISECONDS = 150
"""After the last letter of a search, the rows are picked anew."""

SEARCH_WIDTH, LEAST_SEARCH_WIDTH, LEAST_LIST_WIDTH = 280, 144, 240


class TransfersPage(QWidget):
    """Head, list and details; files and folders may be dropped anywhere on it.

    Args:
        session: whose transfers.
        locale: how numbers and dates are written.
    """

    def __init__(self, session: Session, locale: QLocale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("content")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self._session, self._locale = session, locale
        self._model = session.transfers.model
        self._asked: list[Row] = []
        self._added: tuple[list[str], str] = ([], "")
        self._said: tuple[int, int] | None = None
        self.head = TransfersHead(self._model, locale, self)
        self._elsewhere = Banner("info", closable=False, parent=self)
        self._question = Banner("triangle-alert", closable=True, action=self.tr("Cancel and remove"), parent=self)
        self._offer = Banner("folder", closable=True, action=self.tr("Send them"), parent=self)
        self._missed = Banner("triangle-alert", closable=False, parent=self)
        self._notice = Banner("info", closable=True, parent=self)
        self._parts = Segments(
            self.tr("Shown"),
            [(Part.QUEUE, self.tr("To be sent")), (Part.FINISHED, self.tr("Finished"))],
            self,
        )
        self._search = QLineEdit(self)
        self._search.setMaxLength(MOST_SOUGHT)
        self.list = TransfersList(self._model, self)
        self.detail = TransferDetail(self._model, locale, self)
        self._nothing = StateView(self)
        self._stack = QStackedWidget(self)
        self._row, self._bar = QHBoxLayout(), QHBoxLayout()
        self._typed = QTimer(self, singleShot=True, interval=TYPED_MILLISECONDS)
        self._lay_out()
        self._connect()
        self._parts.show_value(self._model.view.part)
        self._model.start()
        self._on_layout_changed()

    def _lay_out(self) -> None:
        self._search.setAccessibleName(self.tr("Find a file by its name"))
        self._search.setPlaceholderText(self.tr("Find by name"))
        offer_clearing(self._search)
        self._search.setMinimumWidth(scaled(LEAST_SEARCH_WIDTH))
        self._search.setMaximumWidth(SEARCH_WIDTH)
        lead_with(self._search, "search")
        bar = self._bar
        bar.setContentsMargins(SPACE_6, SPACE_3, SPACE_6, SPACE_2)
        bar.setSpacing(SPACE_3)
        bar.addWidget(self._parts)
        bar.addStretch(1)
        bar.addWidget(self._search, 1)
        listed = self._listed = QWidget(self)
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._nothing)
        inset = QHBoxLayout()
        inset.setContentsMargins(SPACE_3, 0, SPACE_3, SPACE_2)
        inset.addWidget(self._stack)
        column.addLayout(inset, 1)
        self._row.setSpacing(0)
        self._row.addWidget(listed, 1)
        self._row.addWidget(self.detail)
        self._drop = QFrame(self)
        self._drop.setObjectName("dropZone")
        self._drop.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        for banner in (self._elsewhere, self._question, self._offer, self._missed, self._notice):
            layout.addWidget(banner)
        layout.addLayout(self._row, 1)

    def _arrange(self) -> None:
        """Where list and details have no room side by side, the details stand below."""
        room = self.width()
        self._stack.setMinimumWidth(scaled(LEAST_LIST_WIDTH))  # else it is as wide as what stands in the list's place
        beside = fit(self._row, (scaled(LEAST_LIST_WIDTH), scaled(DETAIL_WIDTH)), room)
        self._row.setStretchFactor(self.detail, 0 if beside else 1)
        self.detail.stand(beside=beside)
        listed = room - (scaled(DETAIL_WIDTH) if beside and not self.detail.isHidden() else 0)
        fit(self._bar, (self._parts, 0, scaled(LEAST_SEARCH_WIDTH)), listed - 2 * SPACE_6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have all parts where there is room."""
        super().resizeEvent(event)
        self._arrange()

    def _connect(self) -> None:
        model = self._model
        model.changed.connect(self._show)
        model.noticed.connect(self._on_noticed)
        self._session.connection_changed.connect(self._show)
        self._session.roles_changed.connect(self._show)
        self._session.layout_changed.connect(self._on_layout_changed)
        self.head.files.clicked.connect(self.choose_files)
        self.head.folder.clicked.connect(self.choose_folder)
        self.head.rate.chosen.connect(self._on_rate)
        self._parts.chosen.connect(self._pick)
        self._search.textEdited.connect(self._on_typed)
        self._typed.timeout.connect(self._pick)
        self.list.acted.connect(self.act)
        self.detail.acted.connect(self.act)
        self.list.chosen_changed.connect(self._show_detail)
        self.list.details_wanted.connect(self._on_details_wanted)
        self._question.acted.connect(self._on_cancel_meant)
        self._offer.acted.connect(self._on_offer_taken)
        self._offer.closed.connect(self._on_offer_left)
        self._nothing.acted.connect(self._on_next_step)
        self._nothing.other_acted.connect(self.choose_folder)
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        bind(Key.ADD_FILES, self, context).triggered.connect(self.choose_files)
        bind(Key.FIND_TRANSFER, self, context).triggered.connect(self._on_find)

    def _on_layout_changed(self) -> None:
        self.detail.show_questions(self.questions())
        self._show()

    # What is shown

    @property
    def allowed(self) -> bool:
        """Whether files may be sent from here."""
        return self._model.ours and self._session.transfers.allowed()

    def focus_first(self) -> None:
        """Take the focus in the list, or where files are added."""
        target = self.list if self._model.rows.rowCount() else self.head.files
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> list[QWidget]:
        """The parts of the page that F6 goes through."""
        return [one for one in (self.head, self._listed, self.detail) if one.isVisible()]

    def enter(self, pane: QWidget) -> None:
        """Take the focus in one of `panes`."""
        enter_first(self.list if pane is self._listed and self.list.isVisible() else pane)

    def _show(self) -> None:
        model = self._model
        allowed = self.allowed
        self.head.show_totals(allowed=allowed and self._session.agency is not None)
        self.list.allow(allowed=allowed)
        self.list.settle()
        elsewhere = self.tr("Another VizDesk sends files on this computer. Here they are only shown.")
        problem = told(model.problem) if model.problem is not None and model.standing is Standing.OURS else ""
        self._elsewhere.tell(elsewhere if model.standing is Standing.ELSEWHERE else problem)
        self._show_offer()
        state = self._state()
        if state is not None:
            self._nothing.show_state(state)
        self._stack.setCurrentWidget(self.list if state is None else self._nothing)
        self._show_detail()
        self._announce()

    def _state(self) -> State | None:
        """What stands in place of the list, None where there are rows to show."""
        model = self._model
        if model.standing is Standing.STARTING:
            return State("loader", self.tr("Opening the transfers…"))
        again = "" if model.started else self.tr("Try again now")
        if model.standing is Standing.NOWHERE and model.problem is not None:
            sentence = self.tr("Files cannot be sent now.")
            return State("circle-alert", sentence, told(model.problem), again, Tint.DANGER)
        if model.standing is Standing.DOWN:
            sentence = self.tr("The part of VizDesk that sends files has stopped.")
            step = self.tr("It starts again by itself within {count} seconds. Nothing that has arrived is sent again.")
            count = self._locale.toString(round(model.again_seconds))
            return State("circle-alert", sentence, step.format(count=count), again, Tint.DANGER)
        if model.rows.rowCount():
            return None
        if model.view.text:
            step = self.tr("Shorten the name, or look in the other list.")
            return State("search-x", self.tr("No file of this list has this name."), step)
        if model.view.part is Part.FINISHED:
            return self._nothing_finished()
        if not self._session.transfers.allowed():
            step = self.tr("Ask an admin of your agency for the role “uploader”.")
            return State("ban", self.tr("Your account may not send files."), step)
        if not self.allowed or self._session.agency is None:
            return State("upload", self.tr("Nothing is being sent."), self._why_not_here())
        step = self.tr("They go straight to your agency’s storage, and carry on by themselves after an interruption.")
        return State(
            "upload",
            self.tr("Drop files or folders here."),
            step,
            self.tr("Add files…"),
            Tint.ACCENT,
            self.tr("Add a folder…"),
        )

    def _nothing_finished(self) -> State:
        step = self.tr("A file stands here, with its time and checksum, once it has arrived whole.")
        if self._model.totals.unfinished or self._model.totals.failed:
            other = self.tr("What is still on its way stands under “To be sent”.")
            return State("inbox", self.tr("Nothing has arrived yet."), f"{step} {other}", self.tr("Show them"))
        if not self.allowed or self._session.agency is None:
            return State("inbox", self.tr("Nothing has arrived yet."), step)
        adding = self.tr("Drop files or folders on this page, or add them.")
        words = self.tr("Add files…"), Tint.ACCENT, self.tr("Add a folder…")
        return State("inbox", self.tr("Nothing has arrived yet."), f"{step} {adding}", *words)

    def _why_not_here(self) -> str:
        """What somebody who sees nothing and can add nothing does next."""
        if self._model.standing is Standing.ELSEWHERE:
            return self.tr("Add files in the other VizDesk; what it sends is shown here, too.")
        return self.tr("Files are added once VizDesk knows your agency: wait until it is connected, or ask an admin.")

    def _show_offer(self) -> None:
        count = len(self._model.offered)
        one = self.tr("1 new file is in the watched folder.")
        many = self.tr("{count} new files are in the watched folder.")
        self._offer.tell(said_files(count, self._locale, one, many) if count else "")
        self._missed.tell(said_missed(self._model.missed, self._locale))

    def _show_detail(self) -> None:
        rows = self.list.chosen() if self._stack.currentWidget() is self.list else []
        if bool(rows) is self.detail.isHidden():
            self.detail.setVisible(bool(rows))
            self._arrange()
        if rows:
            self.detail.show_rows(rows, allowed=self.allowed)
        if [one.transfer.id for one in rows] != [one.transfer.id for one in self._asked]:
            self._ask([])

    def _announce(self) -> None:
        """Tell a screen reader when something has ended; not of every step."""
        totals = self._model.totals
        if self._model.standing in (Standing.STARTING, Standing.DOWN):  # nobody knows what has arrived
            self._said = None
            return
        ended = (totals.finished, totals.failed)
        if self._said is not None and ended != self._said and not totals.active:
            told = said_counts(totals, self._locale) or self.tr("All files have arrived.")
            announce(self, told)
        self._said = ended

    # What the user does

    def _on_next_step(self) -> None:
        """What stands in place of the list offers it."""
        waiting = self._model.totals.unfinished or self._model.totals.failed
        if self._model.started and self._model.view.part is Part.FINISHED and waiting:
            self._show_part(Part.QUEUE)
        elif self._model.started:
            self.choose_files()
        else:
            self._model.start()

    def choose_files(self) -> None:
        """Ask which files are to be sent."""
        if self.head.files.isEnabled():
            paths, _ = QFileDialog.getOpenFileNames(self, self.tr("Choose files to send"))
            self.add(paths)

    def choose_folder(self) -> None:
        """Ask which folder is to be sent."""
        if self.head.folder.isEnabled():
            path = QFileDialog.getExistingDirectory(self, self.tr("Choose a folder to send"))
            self.add([path] if path else [])

    def add(self, paths: list[str]) -> None:
        """Send files and folders."""
        agency = self._session.agency
        if paths and agency is not None and self.allowed:
            self._show_part(Part.QUEUE)
            questions = self.questions()
            if questions:
                self._ask_about(paths, agency, questions)
            else:
                self._model.add(paths, agency, {})

    def questions(self) -> tuple[Question, ...]:
        """What the agency asks about a file."""
        layout = self._session.layout
        return questions_of(layout.document) if layout is not None else ()

    def _ask_about(self, paths: list[str], agency: str, questions: tuple[Question, ...]) -> None:
        many = self.tr("About {count} files and folders").format(count=self._locale.toString(len(paths)))
        said = self.tr("About “{name}”").format(name=PurePath(paths[0]).name) if len(paths) == 1 else many
        self._added = (paths, agency)
        card = QuestionsCard(self.window(), questions, said, self._locale)
        card.answered.connect(self._on_answered)
        card.open()

    def _on_answered(self, answers: dict[str, Any]) -> None:
        self._model.add(*self._added, answers)

    def act(self, action: Action, rows: list[Row]) -> None:
        """Do something with transfers; what would throw away bytes that were sent is asked once."""
        if action is Action.CANCEL and loses_something(rows):
            self._ask(rows)
        else:
            run_action(action, rows, self._model)

    def _ask(self, rows: list[Row]) -> None:
        self._asked = rows
        one = self.tr("Cancel this transfer? What was sent of it is removed.")
        many = self.tr("Cancel {count} transfers? What was sent of them is removed.")
        self._question.tell(said_files(len(rows), self._locale, one, many) if rows else "")

    def _on_cancel_meant(self) -> None:
        rows, self._asked = self._asked, []
        self._question.tell("")
        run_action(Action.CANCEL, rows, self._model)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_offer_taken(self) -> None:
        self._model.take_offered(send=True)

    def _on_offer_left(self) -> None:
        self._model.take_offered(send=False)

    def _on_noticed(self, sentence: str) -> None:
        self._notice.tell(sentence)

    def _on_rate(self, rate: int | None) -> None:
        limits = self._model.limits
        now_in_hours = self._model.rate == limits.rate_in_hours != limits.rate and limits.hours
        changed = limits._replace(rate_in_hours=rate) if now_in_hours else limits._replace(rate=rate)
        self._session.transfers.set_limits(changed)

    def _on_typed(self, _text: str) -> None:
        self._typed.start()

    def _on_find(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _show_part(self, part: Part) -> None:
        self._parts.show_value(part)
        self._pick()

    def _pick(self, _part: object = None) -> None:
        part = self._parts.value()
        self._model.show(View(Part(str(part)), self._search.text().strip()))

    def _on_details_wanted(self) -> None:
        self.detail.setFocus(Qt.FocusReason.OtherFocusReason)
        self.detail.focusNextChild()

    # Dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show that the files would be taken."""
        if self.head.files.isEnabled() and _paths_of(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._show_drop(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Look as before."""
        super().dragLeaveEvent(event)
        self._show_drop(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Send them."""
        self._show_drop(False)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.add(_paths_of(event.mimeData()))

    def _show_drop(self, shown: bool) -> None:
        set_look(self._nothing, over=shown)
        self._drop.setGeometry(self.rect().adjusted(SPACE_2, SPACE_2, -SPACE_2, -SPACE_2))
        self._drop.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        set_look(self._drop, over=shown)
        self._drop.setVisible(shown)
        self._drop.lower() if not shown else self._drop.raise_()


def _paths_of(data: QMimeData) -> list[str]:
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
