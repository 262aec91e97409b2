"""An export through the client: whole, or refused."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.gateway import RunningGateway
from tests.helpers.layouts import people_page
from tests.unit.net.test_client import Misbehaving
from vizdesk.domain.errors import BadRequest, Cancelled, StorageError, Unavailable, UnexpectedAnswer
from vizdesk.domain.exports import ExportColumn, ExportHead, ExportRequest
from vizdesk.domain.layout import Kind
from vizdesk.domain.search import SearchRequest, Total
from vizdesk.net.client import GatewayClient
from vizdesk.net.export_stream import ExportStream
from vizdesk.net.exporting import Exported, ExportTarget, export_to_file, file_name
from vizdesk.tabular.writers import FileFormat

REQUEST = ExportRequest(SearchRequest("people", layout="harbor", request_id="one"))
HEAD = ExportHead((ExportColumn("name", Kind.TEXT),), Total(3), "2026-01-01T00:00:00Z", REQUEST.echo()).to_wire()
ROWS = [["Núñez"], ['a\nb, "c"'], [None]]
END = {"end": {"rows": 3}}
LABELS = {one.field: one.label("en") for one in people_page().columns}


@pytest.fixture
def client(gateway: RunningGateway) -> Iterator[GatewayClient]:
    with GatewayClient(gateway.url, gateway.token) as made:
        yield made


def stream_of(lines: Sequence[object], cuts: Sequence[int] = (), most: int | None = None) -> list[list[object]]:
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()[:most]
    bounds = [0, *sorted(cut % (len(text) + 1) for cut in cuts), len(text)]
    chunks = [text[start:end] for start, end in pairwise(bounds)]
    return [row for rows in ExportStream(iter(chunks), REQUEST).rows() for row in rows]


@settings(max_examples=200, deadline=None)
@given(cuts=st.lists(st.integers(0, 1000), max_size=12))
def test_however_the_stream_is_cut_the_records_are_the_same(cuts: list[int]) -> None:
    assert stream_of([HEAD, *ROWS, END], cuts) == ROWS


@settings(max_examples=200, deadline=None)
@given(most=st.integers(0, 1000))
def test_a_stream_that_ends_early_is_refused_wherever_it_ends(most: int) -> None:
    whole = sum(len(json.dumps(line, ensure_ascii=False).encode()) + 1 for line in [HEAD, *ROWS, END])
    with pytest.raises(UnexpectedAnswer):
        stream_of([HEAD, *ROWS, END], most=most % whole)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [ROWS[0]],
        [HEAD | {"echo": "0"}, *ROWS, END],
        [HEAD | {"columns": [{}]}, *ROWS, END],
        [HEAD, *ROWS, {"end": {"rows": 2}}],
        [HEAD, *ROWS, END, END],
        [HEAD, *ROWS, END, ["more"]],
        [HEAD, ["too", "many"], END],
        [HEAD, *ROWS, {"other": 1}],
        [HEAD, *ROWS, "x"],
    ],
)
def test_what_is_not_this_export_is_refused(lines: list[object]) -> None:
    with pytest.raises(UnexpectedAnswer):
        stream_of(lines)


def test_a_problem_in_the_midst_is_raised_as_its_error() -> None:
    problem = {"type": "urn:vizdesk:problem:cancelled", "title": "It was cancelled.", "detail": "", "status": 499}
    with pytest.raises(Cancelled, match="It was cancelled"):
        stream_of([HEAD, ROWS[0], {"problem": problem}])


def export(
    client: GatewayClient, path: Path, request: ExportRequest = REQUEST, form: FileFormat = FileFormat.CSV
) -> Exported:
    target = ExportTarget(path, form, LABELS)
    return export_to_file(client, request, target, lambda _rows, _total: None, lambda: False)


def test_an_export_becomes_a_file_with_the_agency_s_headings(client: GatewayClient, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    target = ExportTarget(tmp_path / "people.csv", FileFormat.CSV, LABELS)
    done = export_to_file(client, REQUEST, target, lambda *both: told.append(both), lambda: False)
    assert done == Exported(500, 0)
    assert (told[0], told[-1]) == ((0, 500), (500, 500))
    lines = target.path.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "Last name,Born,Height"
    assert len(lines) == 501


def test_what_fails_leaves_no_file(client: GatewayClient, tmp_path: Path) -> None:
    with pytest.raises(BadRequest):
        export(client, tmp_path / "a.csv", REQUEST._replace(columns=("nope",)))
    with pytest.raises(StorageError):
        export(client, tmp_path / "gone" / "a.csv")
    target = ExportTarget(tmp_path / "a.csv", FileFormat.CSV, LABELS)
    with pytest.raises(Cancelled):
        export_to_file(client, REQUEST, target, lambda _rows, _total: None, lambda: True)
    assert list(tmp_path.iterdir()) == []


def test_a_connection_that_breaks_leaves_no_file(tmp_path: Path) -> None:
    lines = "".join(json.dumps(line) + "\n" for line in [HEAD, *ROWS]).encode()

    def answer(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n" % (len(lines), lines))

    with (
        closing(Misbehaving(answer)) as server,
        GatewayClient(server.url, "t") as client,
        pytest.raises(Unavailable),
    ):
        export(client, tmp_path / "a.csv")
    assert list(tmp_path.iterdir()) == []


def test_names_of_files_tell_page_and_day_only() -> None:
    assert file_name("people", "2026-11-25", FileFormat.XLSX) == "VizDesk people 2026-11-25.xlsx"
