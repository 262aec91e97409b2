"""A whole session on a real embedded gateway: start, restart, offline, lost gateway, new layouts."""

from __future__ import annotations

import copy
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from pytestqt.qtbot import QtBot

from tests.helpers.gateway import RunningGateway
from tests.helpers.layouts import people_document
from tests.helpers.people_gateway import put_people
from vizdesk.db.keys import load_key
from vizdesk.domain.errors import UnexpectedAnswer
from vizdesk.domain.layout import Json
from vizdesk.gateway.metadata import Metadata
from vizdesk.models.connection import Connection
from vizdesk.models.criteria import CriteriaModel
from vizdesk.models.opening import decode
from vizdesk.models.search import Phase
from vizdesk.models.session import Session
from vizdesk.net.client import GatewayClient

HAIR, HEIGHT, EYES, TALL, COLOR = (f"harbor:people.{name}" for name in ("hair", "height", "eyes", "tall", "hair_color"))
WAIT = 20_000
Open = Callable[..., Session]


@pytest.fixture
def folders(vizdesk_home: Path) -> tuple[Path, Path]:
    return vizdesk_home / "desktop", vizdesk_home / "data"


@pytest.fixture
def open_session(qapp: object, folders: tuple[Path, Path]) -> Iterator[Open]:  # noqa: ARG001  # for its event loop
    opened: list[Session] = []

    def start(gateway: str | None = None) -> Session:
        session = Session(*folders, gateway, locale=QLocale("en_US"))
        opened.append(session)
        session.start()
        return session

    yield start
    for session in opened:
        session.close()
        session.deleteLater()


def nobody() -> str:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"


def online(session: Session, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: session.connection is Connection.ONLINE, timeout=WAIT)


def with_pages(session: Session, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(session.pages()), timeout=WAIT)


def client_of(folders: tuple[Path, Path]) -> GatewayClient:
    lock = json.loads((folders[1] / "gateway.lock").read_text())
    return GatewayClient(lock["url"], lock["token"])


def test_a_first_start_on_nothing(open_session: Open, qtbot: QtBot) -> None:
    session = open_session()
    assert session.connection is Connection.STARTING
    with qtbot.waitSignal(session.layout_changed, timeout=WAIT):
        pass
    assert session.connection is Connection.ONLINE
    assert (session.agencies, session.agency, session.pages()) == ([], None, [])
    assert not session.memory_only


def test_what_was_typed_applied_and_found_is_there_again_without_a_gateway(
    open_session: Open, folders: tuple[Path, Path], qtbot: QtBot
) -> None:
    put_people(folders[1], 300)
    first = open_session()
    with_pages(first, qtbot)
    page = first.page("people")
    assert page is not None
    assert first.agencies == ["harbor"]
    page.criteria.set_draft(HAIR, {"values": ["BRO"]})
    page.criteria.apply()
    page.search.start()
    qtbot.waitUntil(lambda: page.search.status.phase is Phase.DONE, timeout=WAIT)
    page.criteria.set_query("typed and not applied")
    first.set_setting("theme", "dark")
    started = time.monotonic()
    first.close()
    first.close()
    assert time.monotonic() - started < 5

    second = open_session(nobody())
    assert second.setting("theme", "light") == "light"
    with qtbot.waitSignal(second.settings_ready, timeout=WAIT):
        pass
    assert second.setting("theme") == "dark"
    with_pages(second, qtbot)
    again = second.page("people")
    assert again is not None
    assert second.current_page_id == "people"
    assert again.criteria.query() == "typed and not applied"
    assert set(again.criteria.applied()) == {HAIR}
    assert again.search.status.phase is Phase.STORED
    assert again.results.rowCount() == 100
    qtbot.waitUntil(lambda: second.connection is Connection.OFFLINE, timeout=WAIT)
    assert second.connection_sentence == "The search service cannot be reached. Check the connection, then try again."


def test_a_gateway_that_dies_is_started_again(open_session: Open, folders: tuple[Path, Path], qtbot: QtBot) -> None:
    put_people(folders[1], 50)
    session = open_session()
    with_pages(session, qtbot)
    seen: list[Connection] = []
    session.connection_changed.connect(lambda: seen.append(session.connection))
    os.kill(json.loads((folders[1] / "gateway.lock").read_text())["pid"], signal.SIGKILL)
    qtbot.waitUntil(lambda: Connection.OFFLINE in seen, timeout=WAIT)
    online(session, qtbot)
    page = session.pages()[0]
    page.criteria.apply()
    page.search.start()
    qtbot.waitUntil(lambda: page.search.status.phase is Phase.DONE, timeout=WAIT)


def test_a_new_layout_keeps_what_is_typed_and_leaves_other_pages_alone(
    open_session: Open, folders: tuple[Path, Path], qtbot: QtBot
) -> None:
    put_people(folders[1], 50)
    session = open_session()
    with_pages(session, qtbot)
    before = session.pages()[0]
    before.criteria.set_query("typed")
    before.criteria.set_draft(HEIGHT, {"from": "18"})
    before.criteria.set_draft(HAIR, {"values": ["BRO"]})
    with client_of(folders) as client:
        document = copy.deepcopy(client.layout("harbor").document)
        more = copy.deepcopy(document["pages"][0])
        more["id"], more["filters"] = "vehicles", []
        document["pages"].append(more)
        document["version"] = client.publish_layout(document)
        session.refresh()
        qtbot.waitUntil(lambda: len(session.pages()) == 2, timeout=WAIT)
        assert session.page("people") is before

        filters = document["pages"][0]["filters"]
        document["pages"][0]["filters"] = [one for one in filters if one["id"] != HEIGHT]
        client.publish_layout(document)
        session.refresh()
        qtbot.waitUntil(lambda: session.page("people") is not before, timeout=WAIT)
    after = session.page("people")
    assert after is not None
    assert after.criteria.query() == "typed"
    assert after.criteria.draft(HAIR) == {"values": ["BRO"]}
    assert [chip.state.value for chip in after.criteria.chips()][-1] == "parked"


@pytest.mark.parametrize(
    ("document", "told"),
    [
        (people_document() | {"layout": 2, "pages": {}}, "The agency’s layout is for a newer VizDesk."),
        (people_document() | {"pages": [{"id": "people"}]}, "The agency’s layout cannot be read; the last good one"),
    ],
)
def test_what_is_no_layout_of_this_form_is_refused(document: Json, told: str) -> None:
    with pytest.raises(UnexpectedAnswer, match=told):
        decode(document)


def test_the_last_good_layout_stays_and_what_is_wrong_is_told_once(
    open_session: Open, folders: tuple[Path, Path], qtbot: QtBot
) -> None:
    put_people(folders[1], 30)
    first = open_session()
    with_pages(first, qtbot)
    first.close()
    qtbot.waitUntil(lambda: not (folders[1] / "gateway.lock").exists(), timeout=WAIT)
    store_unchecked(folders[1], people_document() | {"layout": 2})

    session = open_session()
    notices: list[str] = []
    session.notice.connect(lambda sentence, _: notices.append(sentence))
    with_pages(session, qtbot)
    qtbot.waitUntil(lambda: bool(notices), timeout=WAIT)
    with qtbot.waitSignal(session._fetches.failed, timeout=WAIT):
        session.refresh()
    assert notices == ["The agency’s layout is for a newer VizDesk."]
    assert session.layout is not None
    assert session.layout.version == 1
    assert len(session.pages()[0].page.filters) == 7
    session.close()

    offline = open_session(nobody())
    with_pages(offline, qtbot)
    assert offline.layout is not None
    assert offline.layout.version == 1


def store_unchecked(data: Path, document: Json) -> None:
    """What a gateway of a newer program may have stored."""
    metadata = Metadata(data / "metadata.db", load_key(data))
    text = json.dumps(document | {"version": 2})
    statement = "INSERT INTO layouts (agency, version, document, at, by) VALUES ('harbor', 2, ?, '', '')"
    metadata._db.write(lambda connection: connection.execute(statement, (text,))).result()
    metadata.close()


def test_a_renamed_filter_takes_along_what_is_typed_in_it_and_a_restart_knows_the_way_too(
    open_session: Open, folders: tuple[Path, Path], qtbot: QtBot
) -> None:
    put_people(folders[1], 50)
    session = open_session()
    with_pages(session, qtbot)
    page = session.pages()[0]
    page.criteria.set_draft(HAIR, {"values": ["BRO"]})
    page.criteria.set_draft(EYES, {"value": "blue"})
    page.criteria.apply()
    page.search.start()
    qtbot.waitUntil(lambda: page.search.status.phase is Phase.DONE, timeout=WAIT)
    page.criteria.set_draft(HEIGHT, {"from": "18x"})
    with client_of(folders) as client:
        document = client.layout("harbor").document
        filters = {one["id"]: one for one in document["pages"][0]["filters"]}
        filters[HEIGHT]["id"], filters[HAIR]["id"] = TALL, COLOR
        document["pages"][0]["filters"].remove(filters[EYES])
        rename = [{"op": "rename", "from": old, "id": new} for old, new in ((HEIGHT, TALL), (HAIR, COLOR))]
        steps = [*rename, {"op": "retire", "id": EYES, "why": "Nobody fills it in."}]
        document["migrations"] = [{"from": document["version"], "steps": steps}]
        client.publish_layout(document)
    session.refresh()
    qtbot.waitUntil(lambda: session.pages()[0] is not page, timeout=WAIT)

    def told(criteria: CriteriaModel) -> list[tuple[str, str, str]]:
        return [(chip.text, chip.state.value, chip.note) for chip in criteria.chips()]

    after = session.pages()[0]
    expected = [
        ("Height", "faulty", "“Height” needs a number, such as 100."),
        ("Hair color: Brown", "applied", "“Hair color: Brown” is asked for in another form, and means the same."),
        ("Eyes: blue", "parked", "“eyes” was retired: Nobody fills it in."),
    ]
    assert told(after.criteria) == expected
    assert after.criteria.draft(TALL) == {"from": "18x"}
    assert after.search.status.phase is Phase.CANCELLED, "nothing is asked before somebody says so"
    after.search.start()
    qtbot.waitUntil(lambda: after.search.status.phase is Phase.DONE, timeout=WAIT)
    session.close()

    again = open_session()
    with_pages(again, qtbot)
    assert told(again.pages()[0].criteria) == expected
    assert again.pages()[0].search.status.phase is Phase.STORED


def test_without_a_key_nothing_is_kept_and_the_window_is_told(
    open_session: Open, folders: tuple[Path, Path], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("VIZDESK_KEY_FILE")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'no-bus'}")
    session = open_session()
    with qtbot.waitSignal(session.memory_only_changed, timeout=WAIT):
        pass
    assert session.memory_only
    online(session, qtbot)
    session.set_setting("theme", "dark")
    session.close()
    assert not list(folders[0].glob("*.db*"))


def test_another_key_is_refused_in_plain_words(
    open_session: Open, folders: tuple[Path, Path], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first = open_session()
    with qtbot.waitSignal(first.settings_ready, timeout=WAIT):
        pass
    first.close()
    other = tmp_path / "other-key"
    other.write_text("cd" * 32)
    monkeypatch.setenv("VIZDESK_KEY_FILE", str(other))
    second = Session(*folders, nobody(), locale=QLocale("en_US"))
    with qtbot.waitSignal(second.memory_only_changed, timeout=WAIT):
        second.start()
    assert second.store_refusal.startswith("The key does not belong to this data folder. Use the key ")
    assert second.memory_only
    second.close()


def test_closing_while_everything_is_starting(open_session: Open) -> None:
    started = time.monotonic()
    session = open_session()
    session.close()
    assert time.monotonic() - started < 5


def test_a_gateway_elsewhere_with_its_token(
    open_session: Open, gateway: RunningGateway, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIZDESK_TOKEN", gateway.token)
    session = open_session(gateway.url)
    with_pages(session, qtbot)
    monkeypatch.setenv("VIZDESK_TOKEN", "wrong")
    session.reconnect()
    qtbot.waitUntil(lambda: session.connection is Connection.OFFLINE, timeout=WAIT)
    assert session.connection_sentence == "The gateway does not know this token. Ask your admin for a new one."
    assert session.pages()


def test_the_window_s_start_waits_for_no_heavy_import() -> None:
    heavy = {"httpx", "keyring", "sqlite_utils", "duckdb", "cryptography", "sqlcipher3", "asyncio", "ssl", "email"}
    heavy |= {"_hashlib", "dataclasses", "orjson", "uuid", "numpy"}
    program = "import sys, vizdesk.app, vizdesk.widgets.main_window; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert not heavy & set(done.stdout.split())
