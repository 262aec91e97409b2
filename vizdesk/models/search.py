"""One page's search: asks, waits, shows, and says at every moment how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from vizdesk.domain.errors import (
    Busy,
    Cancelled,
    CursorExpired,
    NotAnswering,
    StorageError,
    Unavailable,
    VizDeskError,
)
from vizdesk.domain.layout import Direction, Json, Page, SortKey
from vizdesk.domain.records_state import RecordsState
from vizdesk.domain.search import Hit, SearchRequest, Total, new_request_id, request_from_wire
from vizdesk.models import search_words as words
from vizdesk.models.criteria import CriteriaModel
from vizdesk.models.reason import ReasonModel
from vizdesk.models.records_check import RecordsCheck
from vizdesk.models.results import ResultsModel
from vizdesk.models.search_wait import DEADLINE_SECONDS, SearchWait
from vizdesk.models.search_words import Part, Phase, SearchStatus
from vizdesk.models.services import Services
from vizdesk.models.tasks import Requests
from vizdesk.store.concerns import CRITERIA, SORT
from vizdesk.store.results import Replacement, ResultSet, asked_by

__all__ = ["Part", "Phase", "SearchModel", "SearchStatus"]

CANCEL_SECONDS = 2.0
FIRST_ROWS = 100
"""More than a screen holds, and no more: whoever pressed Enter waits for these to be sent and painted."""
MORE_ROWS = 200
SETTLE_MILLISECONDS = 500
"""When the first rows have long been painted, the following come, for whoever goes offline; what they replaced goes."""
FIELDS_IN_PAGE = 6000
"""About 33 bytes a field: answers stay under 200 KB."""


class _Found(NamedTuple):
    new: Replacement
    records: RecordsState | None


class _More(NamedTuple):
    grown: ResultSet | None
    records: RecordsState | None


class _Front(NamedTuple):
    """What is shown in front of what was found: a saved list, the marked records, or a part of the results.

    Args:
        behind: what it stands in front of.
        is_marked: whether it is the one of the marked records.
        part: which of the results behind it are shown, where it is a part of them.
        before: what was said of all results, where a part of them is shown.
    """

    behind: ResultSet | None
    is_marked: bool = False
    part: Part | None = None
    before: tuple[words.Said, Phase] | None = None


class SearchModel(QObject):
    """Searches for the applied criteria of one tab of a page.

    Args:
        page: the page.
        key: what the tab is kept under.
        agency: the page's.
        layout: its reference.
        criteria: the tab's.
        reason: why it is searched.
        results: shows what is found.
        services: what it works with.
        parent: its owner.

    Signals:
        status_changed: `status` is another one.
        started: the applied criteria are being searched for.
        answered: what was found for them, a `ResultSet`.
        announced: a count, for screen readers; never what was searched for.
        refused: the gateway refused the request itself; the layout may be an old one.
        ended_unwatched: a search has ended whose end the user wants to be told; how, never what was searched for.
    """

    status_changed = Signal()
    started = Signal()
    answered = Signal(object)
    announced = Signal(str)
    refused = Signal()
    ended_unwatched = Signal(str)
    _unkept = Signal(object, object)

    def __init__(
        self,
        page: Page,
        key: str,
        agency: str,
        layout: str,
        criteria: CriteriaModel,
        reason: ReasonModel,
        results: ResultsModel,
        services: Services,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page, self._key, self._agency, self._layout = page, key, agency, layout
        self._criteria, self._reason, self._results, self._services = criteria, reason, results, services
        self._sort: tuple[SortKey, ...] = page.sort
        self._shown: ResultSet | None = None
        self._front: _Front | None = None
        self._running: SearchRequest | None = None
        self._loading = ""  # the request of the following rows, while they are fetched
        self._tells_end = False
        self._step = ""  # the next step without what is said of rows that cannot be read
        self._records = RecordsCheck(page.id, services, self)
        self._records.checked.connect(self._on_checked)
        said = words.said_of_nothing()
        self.status = SearchStatus(headline=said.headline, next_step=said.next_step)
        self._wait = SearchWait(services, self)
        self._wait.lasts.connect(self._say_slow)
        self._wait.over.connect(self._on_deadline)
        self._searches = Requests(self._services.pool, self, self._on_found, self._on_failed)
        self._unkept.connect(self._on_unkept)
        self._mores = Requests(self._services.pool, self, self._on_more, self._on_more_failed)
        self._cancels = Requests(services.pool, self)
        self._sweeps = Requests(services.pool, self)
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MILLISECONDS)
        self._settling.timeout.connect(self._on_settled)
        results.more_wanted.connect(self.load_more)
        results.unread_changed.connect(self._on_unread_changed)

    # Asking

    def sort(self) -> tuple[SortKey, ...]:
        """The order of the results."""
        return self._sort

    def set_sort(self, sort: Iterable[SortKey]) -> None:
        """Change the order; what has been searched for is searched for again."""
        wanted = tuple(sort)
        if wanted == self._sort:
            return
        if self.is_list_shown:
            self.announced.emit(words.said_of_fixed_part() if self.part else words.said_of_fixed_order())
            return
        self._sort = wanted
        if self.status.phase is Phase.EMPTY:
            self._services.workspace.save_page(self._agency, self._key, SORT, self.sort_json())
        else:
            self.start()

    def set_layout(self, layout: str) -> None:
        """The page is unchanged in a newer version of the layout: name that one from now on."""
        self._layout = layout

    def start(self) -> None:
        """Keep the applied criteria on disk and search for them. An earlier search is taken back."""
        self._take_back()
        self._take_more_back()
        self._put_list_away()
        request = self.request()._replace(request_id=new_request_id())
        self._running, self._tells_end = request, False
        number, saves = self._searches.next_number(), self._save_asked()
        self._searches.submit(lambda: self._search(number, request, saves))
        self.started.emit()  # behind what the search waits for: its answer need not wait for its place in the history
        self._wait.start(request.request_id)
        self._results.set_more(False)
        # Nothing new is shown before 200 ms: the headline stays until the first stage.
        status = self._status_of_shown()._replace(phase=Phase.SEARCHING, headline=self.status.headline)
        self._set_status(status._replace(previous=self._said_of_previous()))

    def retry(self) -> None:
        """Search for the applied criteria again."""
        self.start()

    def cancel(self) -> None:
        """Take the running search back; what is shown stays."""
        if self._running is not None:
            self._take_back()
            self._end(Phase.CANCELLED, words.said_of_cancelled())
        elif self.status.loading_more:
            self._take_more_back()
            self._set_status(self.status._replace(loading_more=False))

    def tell_when_done(self) -> None:
        """The user works on while the search runs, and is told when it has ended."""
        if self._running is not None:
            self._tells_end = True
            self._say_slow()

    def load_more(self) -> None:
        """Fetch the following rows of the shown search, if there are any."""
        shown = self._shown
        if shown is None or shown.next is None or self._running is not None or self._is_changing_set():
            return
        body = {**shown.request, "requestId": new_request_id()}
        request = request_from_wire(body)._replace(after=shown.next, size=self._page_size(MORE_ROWS))
        self._set_status(self.status._replace(loading_more=True))
        self._loading = request.request_id
        self._mores.submit(lambda: self._search_on(shown, request))

    def set_records(self, current: RecordsState | None) -> None:
        """Take note of the records that the page serves now.

        Results of earlier ones are said to be that; of these, records that are gone are taken out. Nothing is searched.
        """
        if current is None:
            return
        self._records.note(current)
        self._set_status(self.status._replace(changed=self._said_of_change()))
        self._check_shown()

    def restore(self, stored: ResultSet | None, sort: Json | None) -> None:
        """Show what an earlier run found for the criteria that are applied now; no search is sent."""
        if sort is not None:
            known = {one.field for one in self._page.columns}.union(*(one.fields for one in self._page.filters))
            kept = [SortKey(key["field"], Direction(key["direction"])) for key in sort["keys"] if key["field"] in known]
            self._sort = tuple(kept) or self._page.sort
        if stored is not None and stored.asked == asked_by(self.request()):
            self._show(stored, ())
            self._end(Phase.STORED, words.said_of_stored(stored, self._services.locale))
        elif stored is not None or self._criteria.has_applied():
            self._end(Phase.CANCELLED, words.said_of_unfinished())

    def forget(self) -> None:
        """Show nothing, as before the first search."""
        self._take_back()
        self._take_more_back()
        self._shown = self._front = None
        self._results.show_set(None)
        self._end(Phase.EMPTY, words.said_of_nothing())

    def result_set(self) -> ResultSet | None:
        """What was found last; also while a saved list stands in front of it."""
        return self._front.behind if self._front is not None else self._shown

    def shown_set(self) -> ResultSet | None:
        """What the table shows."""
        return self._shown

    # Saved lists

    @property
    def is_list_shown(self) -> bool:
        """Whether the table shows a saved list."""
        return self._front is not None

    @property
    def is_marked_shown(self) -> bool:
        """Whether that list is the one of the marked records, which no search has found together."""
        return self._front is not None and self._front.is_marked

    @property
    def part(self) -> Part | None:
        """Which of the results are shown; None for all."""
        return self._front.part if self._front is not None else None

    @property
    def can_part(self) -> bool:
        """Whether the table shows results of the criteria that are applied, so that only some of them can be shown."""
        return self.status.phase in (Phase.DONE, Phase.STORED) and self.status.shown > 0 and not self.status.previous

    def show_part(self, found: ResultSet, part: Part, set_id: int, rows: int) -> None:
        """Show only some of the loaded results, until `close_list`; nothing is sent.

        Args:
            found: the results that they are of; where others are shown by now, nothing is done.
            part: which of them.
            set_id: where they stand.
            rows: how many they are.
        """
        if not self.can_part or self._shown is None or self._shown.id != found.id:
            return
        kept = found._replace(id=set_id, rows=rows, total=Total(rows), next=None, generation="")
        said = words.said_of_part(part, rows, found, self._services.locale)
        step = self._step if self.status.unread else self.status.next_step
        before = words.Said(self.status.headline, step), self.status.phase
        self._show_kept(kept, said, _Front(self.result_set(), part=part, before=before))

    def show_list(self, stored: ResultSet, name: str) -> None:
        """Show a saved list in front of what was found; nothing is sent, and a running search is taken back."""
        said = words.said_of_list(name, stored, self._services.locale)
        self._show_kept(stored, said, _Front(self.result_set()))

    def show_marked(self, stored: ResultSet) -> None:
        """Show the marked records as a saved list is shown."""
        said = words.said_of_marked(stored, self._services.locale)
        self._show_kept(stored, said, _Front(self.result_set(), is_marked=True))

    def _show_kept(self, stored: ResultSet, said: words.Said, front: _Front) -> None:
        self._take_back()
        self._take_more_back()
        self._front = front
        self._show(stored, ())
        self._end(Phase.PART if front.part else Phase.LISTED, said)
        self.announced.emit(said.headline)

    def close_list(self) -> None:
        """Show again what was found before; nothing is sent."""
        if self._front is None:
            return
        before = self._front.before
        self._put_list_away()
        if before is not None:
            said, phase = before
            self._end(phase, said)
            self._check_shown()
            return
        shown, locale = self._shown, self._services.locale
        if shown is not None and shown.asked == asked_by(self.request()):
            self._end(Phase.STORED, words.said_of_stored(shown, locale))
        elif shown is not None or self._criteria.has_applied():
            self._end(Phase.CANCELLED, words.said_of_unfinished())
        else:
            self._end(Phase.EMPTY, words.said_of_nothing())

    def let_go_of(self, set_ids: frozenset[int]) -> None:
        """These saved lists are deleted: what was found before is shown again, where one of them is shown."""
        if self.is_list_shown and self._shown is not None and self._shown.id in set_ids:
            self.close_list()

    def _put_list_away(self) -> None:
        if self._front is not None:
            self._shown, self._front = self._front.behind, None
            self._results.show_set(self._shown)

    def expanded(self) -> Mapping[str, Sequence[str]]:
        """By filter id, words that were looked for beside those typed; nothing while other criteria are applied."""
        shown = self._shown
        own = shown is not None and shown.asked == asked_by(self.request())
        return shown.expanded if shown is not None and own else {}

    def shown_request(self) -> SearchRequest | None:
        """The search whose results are shown, None where there are none; it has no request id."""
        return request_from_wire(self._shown.request) if self._shown is not None else None

    def request(self) -> SearchRequest:
        """What the next search asks for; it has no request id yet."""
        return SearchRequest(
            type=self._page.id,
            query=self._criteria.applied_query(),
            filters=self._criteria.applied(),
            any_of=self._criteria.applied_groups(),
            sort=self._sort,
            size=self._page_size(FIRST_ROWS),
            layout=self._layout,
            reason=self._reason.asked(),
        )

    def _page_size(self, rows: int) -> int:
        fields = max(1, len(self._page.filters), len(self._page.columns))
        return max(20, min(rows, FIELDS_IN_PAGE // fields))

    def sort_json(self) -> Json:
        """The order, for the store."""
        return {"keys": [key.to_wire() for key in self._sort]}

    def _is_changing_set(self) -> bool:
        return self.status.loading_more or self._records.is_running

    def _said_of_change(self) -> str:
        shown = self._shown if self.part is None else self.result_set()  # a part is of what stands behind it
        newer = self._records.newer(shown)
        if shown is None or newer is None:
            return ""
        return words.said_of_changed(shown, newer.at, self._services.locale)

    def _check_shown(self) -> None:
        """Look whether the shown records are there still, once for each time that they changed."""
        if self._shown is not None and not self._is_changing_set():
            self._records.start(self._shown, self._layout)

    def _take_back(self) -> None:
        """Forget the running search, here and at the gateway."""
        running = self._waited()
        if running is not None:
            self._searches.drop()
            self._tell_taken_back(running.request_id)

    def _take_more_back(self) -> None:
        """Forget the following rows that are being fetched, here and at the gateway."""
        self._mores.drop()
        loading, self._loading = self._loading, ""
        if loading:
            self._tell_taken_back(loading)

    def _tell_taken_back(self, request_id: str) -> None:
        link = self._services.link
        self._cancels.submit(lambda: link.client(CANCEL_SECONDS).cancel_search(request_id))

    def _waited(self) -> SearchRequest | None:
        """Wait for no search any more; for which one, so far."""
        self._wait.stop()
        running, self._running = self._running, None
        return running

    def _save_asked(self) -> list[Future[None]]:
        """Hand the applied criteria to the writer now: from a worker they could come after what is typed next."""
        workspace, agency, page = self._services.workspace, self._agency, self._key
        return [
            workspace.save_page(agency, page, CRITERIA, self._criteria.snapshot()),
            workspace.save_page(agency, page, SORT, self.sort_json()),
        ]

    # In a worker

    def _search(self, number: int, request: SearchRequest, saves: list[Future[None]]) -> _Found:
        workspace, agency, page = self._services.workspace, self._agency, self._key
        client = self._services.link.client(DEADLINE_SECONDS)
        if not self._searches.is_current(number):  # taken back while it waited for the gateway to start
            raise Cancelled("The search was cancelled.", "Nothing was sent.")
        answer = client.search(request)
        for save in saves:  # they are kept while the gateway searches; nothing is shown for criteria that are not
            save.result()
        workspace.settle()  # nor before the search has its place in the history
        new = workspace.results.replace(agency, page, request, answer, lambda: self._searches.is_current(number))
        return _Found(new, answer.records)

    def _search_on(self, shown: ResultSet, request: SearchRequest) -> _More:
        results = self._services.workspace.results
        try:
            answer = self._services.link.client(DEADLINE_SECONDS).search(request)
        except CursorExpired:
            results.forget_next(shown).result()
            raise
        return _More(results.append(shown, answer).result(), answer.records)

    # Answers

    def _on_found(self, found: _Found) -> None:
        self._waited()
        self._records.note(found.records)
        new, locale = found.new.result_set, self._services.locale
        self._show(new, found.new.hits)
        self.answered.emit(new)
        self._end(Phase.NO_RESULTS if new.found_nothing else Phase.DONE, words.said_of_set(new, locale))
        self.announced.emit(words.said_total(new, locale) if new.complete else self.status.headline)
        self._tell_end()
        self._settling.start()
        found.new.kept.add_done_callback(lambda kept: self._on_kept(new, kept))

    def _on_kept(self, new: ResultSet, kept: Future[bool]) -> None:
        """On the writer's thread; the signal crosses over."""
        if isinstance(error := kept.exception(), VizDeskError):
            with suppress(RuntimeError):  # the page is gone
                self._unkept.emit(new, error)

    def _on_unkept(self, new: ResultSet, error: VizDeskError) -> None:
        """What is shown stays; there is nothing that following rows could be added to."""
        if self._shown is not None and self._shown.id == new.id:
            self._shown = self._shown._replace(next=None)
            self._results.set_more(False)
            self._set_status(self._with_step(self.status, words.said_of_unkept(error)))

    def _on_failed(self, error: VizDeskError) -> None:
        self._waited()
        if isinstance(error, Cancelled):
            self._end(Phase.CANCELLED, words.said_of_cancelled())
            return
        unreachable = isinstance(error, Unavailable) and not isinstance(error, NotAnswering)
        phase = Phase.OFFLINE if unreachable else Phase.FAILED
        self._end(phase, words.said_of_error(error, DEADLINE_SECONDS, self._shown, self._services.locale))
        self.announced.emit(self.status.headline)
        self._tell_end()
        if not isinstance(error, StorageError | Busy) and 400 <= error.status < 500:
            self.refused.emit()

    def _on_deadline(self) -> None:
        self._take_back()
        self._end(Phase.FAILED, words.said_of_deadline(DEADLINE_SECONDS))
        self.announced.emit(self.status.headline)
        self._tell_end()

    def _say_slow(self) -> None:
        """Say how the running search stands after so long."""
        sources, locale = self._wait.sources, self._services.locale
        if self._tells_end:
            said = words.said_of_keeping_on(sources, locale)
        else:
            said = words.said_while_searching(self._wait.seconds, sources, locale)
        offers = not self._tells_end and self._wait.is_long
        status = self.status._replace(headline=said.headline, next_step=said.next_step)
        self._set_status(status._replace(slow=True, offers_to_tell=offers, sources=sources))

    def _tell_end(self) -> None:
        if self._tells_end:
            self._tells_end = False
            page = self._page.label(self._services.locale.name())
            self.ended_unwatched.emit(words.said_of_end(page, self.status.headline))

    def _on_more(self, found: _More) -> None:
        grown, self._loading = found.grown, ""
        if grown is None:
            self._set_status(self.status._replace(loading_more=False))
            return
        self._records.note(found.records)
        self._shown = grown
        self._results.extend_set(grown)
        said = words.said_of_set(grown, self._services.locale)
        self._end(Phase.DONE, said)
        self._check_shown()

    def _on_more_failed(self, error: VizDeskError) -> None:
        self._loading = ""
        if isinstance(error, CursorExpired) and self._shown is not None:
            self._shown = self._shown._replace(next=None)
            self._results.set_more(False)
        self._set_status(self._with_step(self.status._replace(loading_more=False), words.said_of_more_error(error)))

    def _on_checked(self, left: ResultSet | None) -> None:
        shown = self._shown
        front = self._front
        if left is not None and front is not None and front.behind is not None and front.behind.id == left.id:
            self._front = front._replace(behind=left)
        if left is None or shown is None or shown.id != left.id:
            return
        self._shown = left
        if left.removed > shown.removed:
            self._results.show_set(left)
            saying = {Phase.DONE: words.said_of_set, Phase.STORED: words.said_of_stored}.get(self.status.phase)
            if saying is not None:
                self._end(self.status.phase, saying(left, self._services.locale))
        self._set_status(self.status._replace(shown=left.rows, changed=self._said_of_change()))

    # Showing

    def _show(self, stored: ResultSet, hits: Sequence[Hit]) -> None:
        self._shown = stored
        self._results.show_set(stored, hits)

    def _end(self, phase: Phase, said: words.Said) -> None:
        goes_on = phase is Phase.DONE and self._shown is not None and self._shown.next is not None
        self._results.set_more(goes_on)
        status = self._status_of_shown()._replace(
            phase=phase, headline=said.headline, next_step=said.next_step, changing_helps=said.changing_helps
        )
        if phase in (Phase.FAILED, Phase.CANCELLED):  # the rows are of a search before it, even if that asked the same
            status = status._replace(previous=self._said_of_previous())
        self._set_status(self._with_unread(status))

    def _with_unread(self, status: SearchStatus) -> SearchStatus:
        """A status, and that some of the rows cannot be read, if so."""
        unread = self._results.unread
        if unread is None:
            return status
        self._step = status.next_step
        said = words.said_of_unread(unread.reason, searched=not self.is_list_shown)
        return status._replace(next_step=said, unread=True)

    def _with_step(self, status: SearchStatus, step: str) -> SearchStatus:
        """A status with a next step; so long as some of the rows cannot be read, that is told in its place."""
        if status.unread:
            self._step = step
            return status
        return status._replace(next_step=step)

    def _on_unread_changed(self) -> None:
        if self.status.phase is Phase.SEARCHING:
            return  # its end tells
        before = self.status.unread
        status = self.status._replace(next_step=self._step, unread=False) if before else self.status
        self._set_status(self._with_unread(status))
        if self.status.unread:
            self.announced.emit(self.status.next_step)

    def _said_of_previous(self) -> str:
        return words.said_of_previous(self._shown, self._services.locale) if self._shown is not None else ""

    def _status_of_shown(self) -> SearchStatus:
        shown = self._shown
        if shown is None:
            return SearchStatus()
        own = shown.asked == asked_by(self.request())
        return SearchStatus(
            shown=shown.rows,
            total=shown.total.value,
            relation=shown.total.relation,
            as_of=words.moment(shown.as_of),
            dates=words.said_dates(shown, self._page, self._services.locale),
            previous="" if own or self.is_list_shown else words.said_of_previous(shown, self._services.locale),
            changed=self._said_of_change(),
        )

    def _set_status(self, status: SearchStatus) -> None:
        if status != self.status:
            self.status = status
            self.status_changed.emit()

    # Behind the first paint

    def _on_settled(self) -> None:
        self._sweep()
        if self.status.phase is Phase.DONE and self.status.shown <= FIRST_ROWS:  # no other search has failed meanwhile
            self.load_more()

    def _sweep(self) -> None:
        """Delete replaced rows piece by piece; the table has let go of them."""
        results = self._services.workspace.results

        def sweep() -> None:
            while results.sweep().result():  # each piece a write of its own, so that typing is saved in between
                pass

        self._sweeps.submit(sweep)  # what a failure leaves is deleted after the next search
