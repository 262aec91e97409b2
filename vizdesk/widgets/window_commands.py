"""What the command palette offers in the main window: its pages, their filters, and the actions there are now."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from vizdesk.models.commands import Command, Commands
from vizdesk.models.search import Part
from vizdesk.models.session import Session
from vizdesk.widgets.rail import IMPORT, SETTINGS, TRANSFERS, page_icon
from vizdesk.widgets.shortcuts import SHORTCUTS, Key, keys_of
from vizdesk.widgets.theme import Scheme

if TYPE_CHECKING:
    from vizdesk.widgets.main_window import MainWindow

MOST_SAVED = 200
"""Of each page; the others are found in the list of what is saved."""


class WindowCommands(QObject):
    """The window's own sources of commands.

    Args:
        window: what the commands work on.
        session: whose pages and filters there are.
    """

    def __init__(self, window: MainWindow, session: Session) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._locale = session.locale.name()
        self.commands = Commands()
        for source in (self._actions, self._pages, self._saved, self._sending, self._filters, self._schemes):
            self.commands.add(source)

    def _actions(self) -> Iterator[Command]:
        page = self._window.current_page()
        if page is not None:
            here = page.model.page.label(self._locale)
            yield Command(self.tr("Apply filters"), page.apply, here, keys_of(Key.APPLY), "check")
            yield Command(self.tr("Clear all"), page.model.criteria.clear_all, here, icon="x")
            if page.model.criteria.has_defaults:
                opened = self.tr("Reset to what the page opens with")
                yield Command(opened, page.model.criteria.reset, here, icon="rotate-cw")
            yield Command(self.tr("Go to the search line"), page.focus_query, here, keys_of(Key.QUERY), "search")
            yield Command(
                self.tr("Find a filter"), page.panel.focus_first, here, keys_of(Key.FIND_FILTER), "sliders-horizontal"
            )
            either = self.tr("Ask for alternatives: either … or …")
            yield Command(either, page.panel.add_alternatives, here, icon="sliders-horizontal")
            marked = page.model.marks.show_list
            yield Command(self.tr("Show all marked records"), marked, here, keys_of(Key.MARKED), "star")
            if page.model.results.loaded_rows:
                columns = page.results.tools.choose_columns
                yield Command(self.tr("Choose columns…"), columns, here, keys_of(Key.COLUMNS), "table-2")
                only, noted = (partial(page.model.marks.show_part, one) for one in (Part.MARKED, Part.NOTED))
                yield Command(self.tr("Show only marked results"), only, here, keys_of(Key.ONLY_MARKED), "star")
                yield Command(self.tr("Show only results with a note"), noted, here, keys_of(Key.ONLY_NOTED), "note")
            if page.results.table.current_row() >= 0:
                mark = page.results.tools.marking.mark_selected
                yield Command(self.tr("Mark the selected records"), mark, here, keys_of(Key.MARK), "star")
                yield Command(self.tr("Write a note"), page.write_note, here, keys_of(Key.NOTE), "note")
            if page.model.results.loaded_rows and page.results.export_button.isEnabled():
                pdf, paper = page.results.tools.save_pdf, page.results.tools.print_results
                yield Command(self.tr("Save as PDF…"), pdf, here, keys_of(Key.PDF), "file-text")
                yield Command(self.tr("Print…"), paper, here, keys_of(Key.PRINT), "printer")
                yield Command(self.tr("Export…"), page.results.show_export, here, keys_of(Key.EXPORT), "download")

    def _pages(self) -> Iterator[Command]:
        window = self._window
        for place, model in enumerate(self._session.pages()):
            identifier = model.page.id
            keys = SHORTCUTS[Key.PAGES].keys[place] if place < len(SHORTCUTS[Key.PAGES].keys) else ""
            title, sign = model.page.label(self._locale), page_icon(identifier)
            yield Command(title, partial(window.enter_page, identifier), self.tr("Page"), keys, sign)
        yield Command(
            self.tr("Transfers"), partial(window.open_page, TRANSFERS), keys=keys_of(Key.TRANSFERS), icon="upload"
        )
        yield Command(self.tr("Import a file…"), partial(window.open_page, IMPORT), icon="file-up")
        settings = partial(window.open_page, SETTINGS)
        yield Command(self.tr("Settings"), settings, keys=keys_of(Key.SETTINGS), icon="settings")
        sheet = window.show_shortcuts
        yield Command(self.tr("Keyboard shortcuts"), sheet, keys=keys_of(Key.SHORTCUTS), icon="keyboard")

    def _saved(self) -> Iterator[Command]:
        """What the user saved under a name, of all pages, as far as it was read; the newest of each."""
        kinds = {"search": self.tr("Saved search"), "list": self.tr("Saved list")}
        for model in self._session.pages():
            usable = (one for one in model.saved.entries if one.kind.value in kinds and one.body is not None)
            for entry in islice(usable, MOST_SAVED):
                detail = f"{model.page.label(self._locale)} · {kinds[entry.kind.value]}"
                use = partial(self._window.use_saved, model.page.id, entry)
                yield Command(entry.name, use, detail, icon="bookmark")

    def _sending(self) -> Iterator[Command]:
        """What can be done with all transfers, from whatever page one is on."""
        where = self.tr("Transfers")
        page = self._window.transfers_in_sight()
        if page is not None and page.head.files.isEnabled():
            yield Command(self.tr("Add files…"), page.choose_files, where, keys_of(Key.ADD_FILES), "upload")
            yield Command(self.tr("Add a folder…"), page.choose_folder, where, icon="folder")
        model = self._session.transfers.made
        if model is None or not model.ours:
            return
        if model.totals.active:
            yield Command(self.tr("Pause all transfers"), model.pause, where, icon="pause")
        if model.totals.paused:
            yield Command(self.tr("Resume all transfers"), model.resume, where, icon="play")
        if model.totals.failed:
            yield Command(self.tr("Try all failed transfers again"), model.retry, where, icon="rotate-cw")

    def _filters(self) -> Iterator[Command]:
        """Those of the open page first, so that of equally good ones they come first."""
        current = self._window.current_page()
        models = self._session.pages()
        if current is not None:
            models.sort(key=lambda one: one is not current.model)
        for model in models:
            page = model.page
            for group, filters in page.filters_by_group():
                names = [page.label(self._locale), group.label(self._locale) if group else ""]
                for one in filters:
                    if model.criteria.is_active(one.id):
                        run = partial(self._window.enter_filter, page.id, one.id)
                        detail = " · ".join(filter(None, names))
                        yield Command(one.label(self._locale), run, detail, icon="sliders-horizontal")

    def _schemes(self) -> Iterator[Command]:
        names = {
            Scheme.SYSTEM: self.tr("Colors as the system"),
            Scheme.LIGHT: self.tr("Light colors"),
            Scheme.DARK: self.tr("Dark colors"),
        }
        for scheme, name in names.items():
            yield Command(
                name, partial(self._window.appearance.choose_scheme, scheme), self.tr("Settings"), icon="settings"
            )
