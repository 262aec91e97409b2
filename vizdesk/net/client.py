"""The typed client of a gateway: one method a call of the contract (`docs/http.md`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from vizdesk.domain.errors import NotFound, UnexpectedAnswer
from vizdesk.domain.exports import ExportRequest
from vizdesk.domain.facets import FacetsAnswer, FacetsRequest, facets_answer_from_wire
from vizdesk.domain.layout import Json
from vizdesk.domain.options import OptionsAnswer, OptionsRequest, options_answer_from_wire
from vizdesk.domain.records_state import HeldRecords, RecordsChanges, RecordsState, records_state_from_wire
from vizdesk.domain.search import SearchAnswer, SearchRequest, Sources, answer_from_wire
from vizdesk.net import breaker
from vizdesk.net.export_stream import ExportStream
from vizdesk.net.proxy import BY_SYSTEM, Route
from vizdesk.net.retries import Retries
from vizdesk.net.transport import CALL_SECONDS, CONNECT_SECONDS, Transport, well_formed

T = TypeVar("T")

CONTRACT = 1
"""The version of the HTTP contract that this client speaks."""

SEARCH_SECONDS = 30.0
FACETS_SECONDS = 10.0
STATE_SECONDS = 2.0
"""For how a search stands: who waits for it longer would not be told of now."""

EXPORT_SECONDS = 60.0
"""Between two pieces of an export; putting millions of records in order comes before the first."""

LEASE_SECONDS = 45.0
"""Three beats of a lease: one may be lost, two may be late."""

LARGEST_LIST = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Me:
    """Who the gateway takes us for.

    Args:
        user: a name.
        agencies: the agencies that this user sees, each with its layout's version.
        roles: what the user may do.
        memory_only: the gateway has no key, so it keeps nothing.
        notice: what its operator tells everybody; empty for nothing.
        records: per agency and page, which records are served.
        counts: whether facets are counted.
    """

    user: str
    agencies: Mapping[str, int]
    roles: frozenset[str]
    memory_only: bool
    notice: str = ""
    records: Mapping[str, Mapping[str, RecordsState]] = field(default_factory=dict)
    counts: bool = True


@dataclass(frozen=True, slots=True)
class FetchedLayout:
    """A layout document, and the tag that tells whether it is still the current one."""

    document: Json
    etag: str


class GatewayClient(Transport):
    """The calls of the contract. Every method blocks and may raise `VizDeskError`; made as a `Transport` is."""

    def __init__(self, url: str, token: str, route: Route = BY_SYSTEM) -> None:
        super().__init__(url, token, route)
        self._retries = Retries()
        self._searching, self._counting, self._offering = breaker.Sources(), breaker.Sources(), breaker.Sources()

    def close(self) -> None:
        """Close all connections; calls that are under way on other threads fail at once with `Unavailable`."""
        self._retries.close()
        super().close()

    def version(self) -> str:
        """The gateway's program version.

        Raises:
            UnexpectedAnswer: it speaks another contract.
        """
        answer = self.call("GET", "/version").body
        with well_formed():
            if answer["contract"] != CONTRACT:
                raise UnexpectedAnswer("This VizDesk and the gateway do not fit together.", "Update the older one.")
            return str(answer["program"])

    def me(self) -> Me:
        """Who the gateway takes us for."""
        answer = self.call("GET", "/me").body
        with well_formed():
            agencies = {str(one["id"]): int(one["version"]) for one in answer["agencies"]}
            return Me(
                str(answer["user"]),
                agencies,
                frozenset(answer["roles"]),
                bool(answer["memoryOnly"]),
                str(answer.get("notice", "")),
                {str(one["id"]): _records(one.get("records", {})) for one in answer["agencies"]},
                answer.get("facets") != "off",
            )

    def layout(self, agency: str) -> FetchedLayout:
        """The current layout of an agency."""
        answer = self.call("GET", _layout_path(agency))
        with well_formed():
            return FetchedLayout(dict(answer.body), answer.etag)

    def layout_if_changed(self, agency: str, etag: str) -> FetchedLayout | None:
        """The current layout of an agency, or None if it is still the one of this tag."""
        answer = self.call("GET", _layout_path(agency), headers={"If-None-Match": etag})
        if answer.status == 304:
            return None
        with well_formed():
            return FetchedLayout(dict(answer.body), answer.etag)

    def layout_source(self, agency: str) -> Json:
        """The current layout of an agency as it was published: of one that stands on a base, the overlay."""
        version = self.layout(agency).document["version"]
        return self.layout_version(agency, version)

    def layout_version(self, agency: str, version: int) -> Json:
        """One version of an agency's layout; for admins.

        Raises:
            NotFound: there is no such version.
        """
        body = self.call("GET", f"{_layout_path(agency)}/versions/{version}").body
        with well_formed():
            return dict(body)

    def publish_layout(self, document: Json) -> int:
        """Make a document its agency's next layout.

        Args:
            document: its `version` is the one that was edited.

        Returns:
            The new version.

        Raises:
            Conflict: somebody else published a version in between.
            LayoutRefused: it has faults.
        """
        agency = str(document["agency"])
        headers = {}
        try:
            self.call("GET", _layout_path(agency))
            headers["If-Match"] = f'"{document["version"]}"'
        except NotFound:
            pass  # the agency's first layout replaces none
        answer = self.call("PUT", _layout_path(agency), document, headers=headers).body
        with well_formed():
            return int(answer["version"])

    def search(self, request: SearchRequest) -> SearchAnswer:
        """Search.

        Raises:
            Busy: too many searches run, also when it was sent again.
            DeadlineExceeded: no whole answer within `SEARCH_SECONDS`; the gateway is told to stop.
            Cancelled: taken back by `cancel_search`.
            NotAnswering: searches of the page failed several times in a row, and are not sent for a moment.
            Unavailable: no answer, also when it was sent again.
            UnexpectedAnswer: the answer is another search's, also when it was sent again.
        """

        def ask(seconds: float) -> SearchAnswer:
            return answer_from_wire(self.call("POST", "/search", request.to_wire(), seconds=seconds).body, request)

        return self._ask(self._searching, request, SEARCH_SECONDS, ask)

    def facets(self, request: FacetsRequest) -> FacetsAnswer:
        """Count the values of some filters.

        Raises:
            Busy: too many counts run, also when it was sent again.
            DeadlineExceeded: no whole answer within `FACETS_SECONDS`; the gateway is told to stop.
            Cancelled: taken back by `cancel_search`.
            NotAnswering: counts of the page failed several times in a row, and are not asked for for a moment.
            Unavailable: no answer, also when it was asked for again.
            UnexpectedAnswer: the answer is another request's, also when it was asked for again.
        """

        def ask(seconds: float) -> FacetsAnswer:
            body = self.call("POST", "/facets", request.to_wire(), seconds=seconds).body
            return facets_answer_from_wire(body, request)

        return self._ask(self._counting, request.search, FACETS_SECONDS, ask)

    def options(self, request: OptionsRequest) -> OptionsAnswer:
        """Find options of a filter, or what some values are called.

        Raises:
            VizDeskError: as for `facets`.
        """

        def ask(seconds: float) -> OptionsAnswer:
            return options_answer_from_wire(self.call("POST", "/options", request.to_wire(), seconds=seconds).body)

        return self._ask(self._offering, request.search, CALL_SECONDS, ask)

    def option_list(self, agency: str, name: str) -> Json:
        """The current version of a list of options.

        Raises:
            NotFound: there is none.
        """
        answer = self.call("GET", _list_path(agency, name), seconds=SEARCH_SECONDS, largest=LARGEST_LIST).body
        with well_formed():
            return dict(answer)

    def publish_list(self, agency: str, document: Json) -> int:
        """Make a list of options its agency's next version of it.

        Args:
            agency: its short name.
            document: its `version`, where it has one, is the one that was edited.

        Returns:
            The new version.

        Raises:
            Conflict: somebody else published a version in between.
            LayoutRefused: it has faults.
        """
        name, headers = str(document["list"]), {}
        with suppress(NotFound):  # the agency's first list of this name replaces none
            current = self.option_list(agency, name)["version"]
            headers["If-Match"] = f'"{document.get("version", current)}"'
        answer = self.call("PUT", _list_path(agency, name), document, headers=headers, seconds=SEARCH_SECONDS).body
        with well_formed():
            return int(answer["version"])

    def search_sources(self, request_id: str) -> Sources:
        """How many sources of a running search have answered.

        Raises:
            NotFound: it does not run at the gateway, or not any more.
        """
        answer = self.call("GET", f"/search/{quote(request_id, safe='')}", seconds=STATE_SECONDS).body
        with well_formed():
            return Sources(int(answer["sources"]["answered"]), int(answer["sources"]["total"]))

    def cancel_search(self, request_id: str) -> bool:
        """Take a search back, on another connection than its own; one that waits to be sent again is not.

        Returns:
            Whether it was still running at the gateway.
        """
        self._retries.take_back(request_id)
        answer = self.call("POST", "/search/cancel", {"requestId": request_id}).body
        with well_formed():
            return answer["cancelled"] is True

    def records_changes(self, held: HeldRecords) -> RecordsChanges:
        """What became of records that were found before."""
        answer = self.call("POST", "/records/state", held.to_wire()).body
        with well_formed():
            return RecordsChanges(tuple(map(str, answer["gone"])), tuple(map(str, answer["changed"])))

    @contextmanager
    def export(self, request: ExportRequest) -> Iterator[ExportStream]:
        """All records of a search, as they come; leaving the block early tells the gateway to stop.

        Raises:
            Cancelled: taken back by `cancel_search`.
            DeadlineExceeded: nothing came for `EXPORT_SECONDS`.
            NotAllowed: the principal may not export.
            UnexpectedAnswer: the answer is another export's, or was cut short.
        """
        import httpx

        timeout = httpx.Timeout(EXPORT_SECONDS, connect=CONNECT_SECONDS)
        with self.stream("POST", "/export", json=request.to_wire(), timeout=timeout) as pieces:
            yield ExportStream(pieces, request)

    def start_import(
        self, file: Path, agency: str, page: str, mode: str, date_order: str, key: Sequence[str] = ()
    ) -> str:
        """Start an import; only for a gateway on this computer.

        Args:
            file: absolute path.
            agency: its short name.
            page: its short name.
            mode: `create`, `replace`, `append`, `update` or `delete`.
            date_order: `auto`, `mdy` or `dmy`.
            key: the fields that are to tell one record from another; none to leave that as the layout says.

        Returns:
            The import's id.
        """
        body: Json = {"path": str(file), "agency": agency, "page": page, "mode": mode, "dateOrder": date_order}
        if key:
            body["key"] = list(key)
        answer = self.call("POST", "/imports", body).body
        with well_formed():
            return str(answer["id"])

    def import_state(self, identifier: str) -> Json:
        """How an import stands, as the contract says."""
        answer = self.call("GET", f"/imports/{quote(identifier, safe='')}").body
        with well_formed():
            return dict(answer)

    def cancel_import(self, identifier: str) -> None:
        """Stop an import; what was there before stays, and one that has ended stays as it ended."""
        self.call("POST", f"/imports/{quote(identifier, safe='')}/cancel", {})

    def operations(self) -> Json:
        """The operator's switches, as the contract says."""
        return self._switches(self.call("GET", "/operations").body)

    def change_operations(self, changes: Json) -> Json:
        """Change switches; null clears one.

        Returns:
            All of them, as they are then.
        """
        return self._switches(self.call("PATCH", "/operations", changes).body)

    def _switches(self, answer: Any) -> Json:
        with well_formed():
            return {part: dict(answer[part]) for part in ("inForce", "configured", "changed")}

    @contextmanager
    def lease(self) -> Iterator[Iterator[bytes]]:
        """Hold a lease: an embedded gateway lives while one is open. Yields its beats; they end with the gateway."""
        import httpx

        timeout = httpx.Timeout(CONNECT_SECONDS, read=LEASE_SECONDS)
        with self.stream("GET", "/lease", timeout=timeout) as beats:
            yield beats

    def _ask(self, sources: breaker.Sources, request: SearchRequest, seconds: float, ask: Callable[[float], T]) -> T:
        """A search's call: its whole body is made anew for each attempt, under the same request id."""
        with sources.of(request).guarding():
            return self._retries.send(request.request_id, seconds, ask)


def _records(told: Mapping[str, Any]) -> dict[str, RecordsState]:
    states = {str(page): records_state_from_wire(one) for page, one in told.items()}
    return {page: state for page, state in states.items() if state is not None}


def _layout_path(agency: str) -> str:
    return f"/layouts/{quote(agency, safe='')}"


def _list_path(agency: str, name: str) -> str:
    return f"/lists/{quote(agency, safe='')}/{quote(name, safe='')}"
