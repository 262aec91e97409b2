"""The rules of layout documents that a schema cannot say, and texts that are made to do harm."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from copy import deepcopy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.layouts import people_document
from vizdesk.domain.errors import Fault, LayoutRefused
from vizdesk.domain.layout import MAX_BYTES
from vizdesk.domain.layout_check import check_layout
from vizdesk.domain.layout_errors import MAX_FAULTS
from vizdesk.domain.naming import RESERVED_WORDS
from vizdesk.resources import layout_schema

Json = dict[str, Any]
SECONDS_AT_MOST = 2.0
"""Of this process's own time, the best of three; twice the second that is aimed at, as tests share their machine."""


def faults_of(document: Json | str) -> list[Fault]:
    text = document if isinstance(document, str) else json.dumps(document, indent=1)
    with pytest.raises(LayoutRefused) as caught:
        check_layout(text, layout_schema())
    return list(caught.value.faults)


def edited(edit: Callable[[Json, list[Json]], Any]) -> Json:
    document = json.loads(json.dumps(people_document()))  # nothing in it is shared
    edit(document, document["pages"][0]["filters"])
    return document


def hang(filters: list[Json], number: int, condition: Json) -> None:
    filters[number].setdefault("ui", {})["visibleWhen"] = condition


def name(number: int) -> str:
    return str(people_document()["pages"][0]["filters"][number]["id"])


def set_text(filters: list[Json], number: int, **labels: str) -> None:
    filters[number]["text"] = {locale: {"label": label} for locale, label in labels.items()}


@pytest.mark.parametrize(
    ("edit", "pointer", "sentence"),
    [
        (lambda _, f: f[2].update(vlaue=f[2].pop("value")), "filters/2/vlaue", "Unknown key “vlaue”."),
        (lambda _, f: f[2].update({"$ref": "https://example.org/x"}), "filters/2/$ref", "Unknown key “$ref”."),
        (lambda _, f: f[0].update(id="harbor:people.surnаme"), "filters/0/id", "Some letters here are not of a to z"),
        (lambda _, f: f[0].update(id="state:people.surname"), "filters/0/id", "This id belongs to another agency."),
        (lambda _, f: f[0].update(id="harbor:boats.surname"), "filters/0/id", "This id belongs to another page."),
        (lambda _, f: f[0].update(id="harbor:people.cursor"), "filters/0/id", "This name is reserved"),
        (lambda _, f: set_text(f, 1, en="ＬＡＳＴ name"), "filters/1/text/en/label", "Another filter of this group"),
        (lambda _, f: f[2]["value"]["options"][1]["text"].update(en="BROWN"), "filters/2/value/options/1/text/en",
         "Another option beside this one"),
        (lambda _, f: f[0]["text"].update({"English": {"label": "x"}}), "filters/0/text/English", "This key is no"),
        (lambda _, f: f[2].update(bind=f[2]["bind"] | {"operators": ["in", "exists", "in"]}),
         "filters/2/bind/operators/2", "This entry stands in the list twice."),
        (lambda _, f: f[0].update(ui={"order": 10**400}), "filters/0/ui/order", "This number is larger than"),
        (lambda _, f: f[4]["value"].update(maximum=10**400), "filters/4/value/maximum", "This number is larger than"),
        (lambda _, f: f[4]["value"].update(maximum=float("inf")), "filters/4/value/maximum", "This number is without"),
        (lambda _, f: set_text(f, 1, en="a\ud800"), "filters/1/text/en/label", "This text holds half a character"),
        (lambda _, f: set_text(f, 1, en="a\0b"), "filters/1/text/en/label", "This text holds half a character"),
        (lambda _, f: set_text(f, 1, en="x" * 201), "filters/1/text/en/label", "This text is longer than 200"),
        (lambda _, f: f[0].update(id="a" * 200), "filters/0/id", "This text is longer than 160"),
        (lambda _, f: hang(f, 0, {"id": name(1)}), "filters/0/ui/visibleWhen", "The key “in” is missing."),
        (lambda _, f: hang(f, 0, {"id": name(1), "inn": ["x"]}), "filters/0/ui/visibleWhen/inn", "Unknown key “inn”."),
        (lambda _, f: hang(f, 0, {"id": name(1), "in": ["x"], "exists": True}), "filters/0/ui/visibleWhen",
         "This condition says two things at once."),
        (lambda _, f: hang(f, 0, {"any": []}), "filters/0/ui/visibleWhen/any", "This list is empty."),
        (lambda _, f: hang(f, 0, {"not": {"all": [{"id": "harbor:people.hat", "exists": True}]}}),
         "filters/0/ui/visibleWhen/not/all/0/id", "There is no filter with this id."),
        (lambda _, f: hang(f, 3, {"not": {"id": name(3), "exists": True}}), "filters/3/ui/visibleWhen/not/id",
         "A filter cannot hang on itself."),
    ],
)  # fmt: skip
def test_one_fault_is_told_at_its_node(edit: Callable[[Json, list[Json]], Any], pointer: str, sentence: str) -> None:
    faults = faults_of(edited(edit))
    first = faults[0]
    assert (first.pointer, first.line > 0) == (f"/pages/0/{pointer}", True)
    assert first.sentence.startswith(sentence)
    assert len(faults) == 1


def test_hints_say_what_is_meant() -> None:
    (fault,) = faults_of(edited(lambda _, f: f[2].update(vlaue=f[2].pop("value"))))
    assert fault.hint == "Is “value” meant?"
    (fault,) = faults_of(edited(lambda d, _: d.update({"$schema": "https://example.org/"})))
    assert fault.hint.startswith("Known here: layout, agency, version")


@pytest.mark.parametrize("length", [2, 3, 7])
def test_conditions_in_a_circle_are_told_once_at_the_first_filter(length: int) -> None:
    def edit(_: Json, filters: list[Json]) -> None:
        for number in range(length):
            one = {"id": name((number + 1) % length), "exists": True}
            hang(filters, number, {"any": [one, {"not": one}]})

    (fault,) = faults_of(edited(edit))
    assert fault.pointer == "/pages/0/filters/0/ui/visibleWhen"
    assert fault.hint.startswith(f"Cut it somewhere: {name(0)} → {name(1)}")


def test_conditions_that_meet_again_are_no_circle() -> None:
    def edit(_: Json, filters: list[Json]) -> None:
        hang(filters, 0, {"all": [{"id": name(1), "exists": True}, {"id": name(2), "in": ["BRO"]}]})
        hang(filters, 1, {"id": name(3), "exists": True})
        hang(filters, 2, {"id": name(3), "exists": True})

    assert check_layout(edited(edit), layout_schema())


def test_equal_labels_in_two_groups_or_two_languages_pass() -> None:
    assert check_layout(
        edited(lambda _, f: (set_text(f, 2, en="Born"), set_text(f, 3, en="Eyes", es="Born"))), layout_schema()
    )


@pytest.mark.parametrize("word", sorted(RESERVED_WORDS))
def test_reserved_words_name_no_page(word: str) -> None:
    def edit(document: Json, filters: list[Json]) -> None:
        document["pages"][0]["id"] = word
        for one in filters:
            one["id"] = one["id"].replace("people", word)

    (fault,) = faults_of(edited(edit))
    assert (fault.pointer, fault.sentence) == ("/pages/0/id", "This name is reserved for requests.")


def test_keys_that_stand_twice_are_told_with_the_later_place() -> None:
    text = json.dumps(people_document(), indent=1).replace('"kind": "text",', '"kind": "text",\n"kind": "date",')
    (fault,) = faults_of(text)
    assert fault.pointer == "/pages/0/filters/0/kind"
    assert text.splitlines()[fault.line - 1][fault.column - 1 :] == '"date",'


@pytest.fixture
def asked_paths() -> Iterator[tuple[str, list[str]]]:
    """A server's address, and what was asked of it."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name that the server calls
            asked.append(self.path)
            self.send_error(404)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/layout.json", asked
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize("key", ["$ref", "$schema", "$dynamicRef", "$id", "extends", "url"])
def test_nothing_is_fetched(key: str, asked_paths: tuple[str, list[str]]) -> None:
    url, asked = asked_paths
    for around in (lambda d, _: d, lambda _, f: f[2], lambda _, f: f[2]["value"], lambda d, _: d["pages"][0]):
        document = people_document()
        around(document, document["pages"][0]["filters"])[key] = url
        (fault,) = faults_of(document)
        assert fault.sentence == f"Unknown key “{key}”."
    assert asked == []


def hostile_texts() -> Iterator[str]:
    """Texts of about the largest size, each made to be slow to check or to tell."""
    room = MAX_BYTES - 20_000
    sound = people_document()

    def with_part(edit: Callable[[Json, list[Json]], Any]) -> str:
        document = deepcopy(sound)
        edit(document, document["pages"][0]["filters"])
        return json.dumps(document)

    yield with_part(lambda _, f: f[0].update(id="a" * room))
    yield with_part(lambda _, f: f[0].update(id="a:" + "a_" * (room // 2)))
    yield with_part(lambda _, f: f[0]["bind"].update(field="a_" * (room // 2) + "!"))
    yield with_part(lambda _, f: f[4].update(value={"minimum": int("9" * 4000)}))
    yield with_part(lambda _, f: f[1].update(value={"minimum": "2000-01-01T00:00:0" * (room // 20)}))
    yield with_part(lambda _, f: f[0].update({"x" * room: 1}))
    yield with_part(lambda _, f: f[0]["text"].update({"x" * (room // 2): {f"k{n}": 1 for n in range(20_000)}}))
    yield with_part(lambda d, _: d.update(pages=[{}] * (room // 4)))
    yield with_part(lambda _, f: f[2]["value"].update(options=[{}] * (room // 4)))
    yield with_part(lambda _, f: f[2]["bind"].update(operators=[1] * (room // 4)))
    yield with_part(lambda _, f: f[0].update({f"k{n}": 1 for n in range(room // 14)}))
    yield with_part(lambda _, f: [hang(f, 0, {"any": [{"id": name(1), "exists": True}] * (room // 60)})])
    yield "[" * room
    yield "[" * 900 + "]" * 900
    yield '{"a":' * 30 + "[" + ",".join(["[]"] * (room // 4)) + "]" + "}" * 30
    yield "{" + ",".join(['"a":1'] * (room // 8)) + "}"
    yield "{" + ",".join(['"a":{"a":1,"a":2}'] * (room // 20)) + "}"
    yield '{"layout": ' + "9" * room + "}"
    yield '{"layout": 1e' + "9" * room + "}"
    yield '{"layout": "' + "\\ud800" * (room // 6) + '"}'
    yield "[" + ",".join(["NaN"] * (room // 4)) + "]"
    yield '"' + "\\" * room
    yield " " * MAX_BYTES


def test_the_largest_hostile_texts_are_refused_soon() -> None:
    for text in hostile_texts():
        took = SECONDS_AT_MOST
        for _ in range(3):
            started = time.process_time()
            faults = faults_of(text)
            took = min(took, time.process_time() - started)
            if took < SECONDS_AT_MOST:
                break
        assert took < SECONDS_AT_MOST, text[:60]
        assert 1 <= len(faults) <= MAX_FAULTS
        assert all(len(fault.pointer) < 2000 for fault in faults)
        assert all(fault.line and len(fault.sentence) + len(fault.hint) < 1000 for fault in faults)


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_no_text_breaks_the_check(text: str | bytes) -> None:
    with pytest.raises(LayoutRefused):
        check_layout(text, layout_schema())
