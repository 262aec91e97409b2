"""Layout documents: what is refused, where, and in which words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vizdesk.domain.errors import LayoutRefused
from vizdesk.domain.json_positions import Positions
from vizdesk.domain.layout import decode_layout
from vizdesk.domain.layout_check import check_layout
from vizdesk.domain.layout_text import MAX_DEPTH
from vizdesk.resources import layout_schema, resource

DESIGN: dict[str, Any] = {
    "layout": 1, "agency": "harbor", "version": 7, "base": None, "timeZone": "America/Los_Angeles",
    "pages": [{
        "id": "people", "text": {"en": {"label": "Persons"}, "es": {"label": "Personas"}},
        "groups": [{"id": "appearance", "text": {"en": {"label": "Appearance"}}}],
        "filters": [
            {"id": "core:people.type", "kind": "text", "bind": {"field": "type"}, "text": {"en": {"label": "Type"}}},
            {"id": "harbor:people.hair", "kind": "choices",
             "value": {"options": [{"value": "BRO", "text": {"en": "Brown"}}, {"value": "BLK"}]},
             "ui": {"group": "appearance", "order": 30, "widget": "checkboxes",
                    "visibleWhen": {"id": "core:people.type", "in": ["subject"]}},
             "bind": {"field": "hair", "operators": ["in", "notIn", "exists"], "missing": "exclude"},
             "text": {"en": {"label": "Hair color", "help": "As last seen"}},
             "policy": {"roles": ["searcher"], "sensitivity": "normal"}}],
        "columns": [{"field": name, "text": {"en": {"label": name}}, "width": 160}
                    for name in ("surname", "given_name", "photo_url")],
        "sort": [{"field": "surname", "direction": "asc"}],
        "record": {"title": ["surname", "given_name"], "photo": "photo_url"},
        "policy": {"minimumCriteria": 0, "reason": "none"}}],
    "migrations": [{"from": 6, "steps": [
        {"op": "rename", "from": "harbor:people.hair_color", "id": "harbor:people.hair"}]}],
}  # fmt: skip

Edit = Callable[[dict[str, Any]], Any]


def refused(document: Any) -> LayoutRefused:
    with pytest.raises(LayoutRefused) as caught:
        check_layout(document, layout_schema())
    return caught.value


def edited(edit: Edit) -> dict[str, Any]:
    document = deepcopy(DESIGN)
    edit(document)
    return document


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(layout_schema())


def test_good_layouts_pass() -> None:
    assert check_layout(json.dumps(DESIGN), layout_schema()) == DESIGN
    for demo in resource("demo", "layouts").glob("*.json"):
        assert decode_layout(check_layout(demo.read_bytes(), layout_schema())).pages


def page(document: dict[str, Any]) -> dict[str, Any]:
    return document["pages"][0]  # type: ignore[no-any-return]  # JSON


def hair(document: dict[str, Any]) -> dict[str, Any]:
    return page(document)["filters"][1]  # type: ignore[no-any-return]  # JSON


@pytest.mark.parametrize(
    ("edit", "pointer"),
    [
        (lambda d: d.update(layout=2), "/layout"),
        (lambda d: d.update(agency="Harbor City"), "/agency"),
        (lambda d: d.pop("agency"), ""),
        (lambda d: d.update(extra=1), "/extra"),
        (lambda d: d.update(pages=[]), "/pages"),
        (lambda d: d.update(version=0), "/version"),
        (lambda d: page(d).update(text={}), "/pages/0/text"),
        (lambda d: hair(d).update(kind="color"), "/pages/0/filters/1/kind"),
        (lambda d: hair(d).update(id="hair"), "/pages/0/filters/1/id"),
        (lambda d: hair(d)["value"]["options"][1].update(value=3), "/pages/0/filters/1/value/options/1/value"),
        (lambda d: hair(d)["value"].update(minimum=3), "/pages/0/filters/1/value/minimum"),
        (lambda d: hair(d)["bind"].update(operators=["between"]), "/pages/0/filters/1/bind/operators/0"),
        (lambda d: hair(d)["value"]["options"][1].update(value="BRO"), "/pages/0/filters/1/value/options/1/value"),
        (lambda d: hair(d)["ui"].update(group="other"), "/pages/0/filters/1/ui/group"),
        (lambda d: hair(d).update(id="core:people.type"), "/pages/0/filters/1/id"),
        (lambda d: hair(d)["ui"]["visibleWhen"].update(id="a:b.c"), "/pages/0/filters/1/ui/visibleWhen/id"),
        (lambda d: page(d)["sort"][0].update(field="dob"), "/pages/0/sort/0/field"),
        (lambda d: page(d)["record"].update(photo="face"), "/pages/0/record/photo"),
        (lambda d: page(d)["columns"][1].update(field="surname"), "/pages/0/columns/1/field"),
        (lambda d: d["pages"].append(page(d) | {"filters": []}), "/pages/1/id"),
    ],
)
def test_one_fault_is_told_once_and_in_its_place(edit: Edit, pointer: str) -> None:
    faults = refused(edited(edit)).faults
    at = [fault for fault in faults if fault.pointer == pointer]
    assert len(at) == 1
    assert at[0].sentence.endswith(".")


def test_all_faults_are_told_together() -> None:
    def edit(document: dict[str, Any]) -> None:
        document["version"] = "seven"
        hair(document)["kind"] = "color"
        page(document)["columns"] = []

    error = refused(edited(edit))
    assert {fault.pointer for fault in error.faults} == {"/version", "/pages/0/filters/1/kind", "/pages/0/columns"}
    assert error.sentence == "The layout has 3 faults."
    assert (error.code, error.status) == ("layout-refused", 422)


def test_a_syntax_fault_stands_alone_with_its_place() -> None:
    (fault,) = refused('{"layout": 1,\n  "agency" "harbor"}').faults
    assert (fault.sentence, fault.line, fault.column) == ("This is not JSON.", 2, 12)


def test_every_fault_of_a_text_has_its_line_and_column() -> None:
    text = json.dumps(DESIGN, indent=1).replace('"hair"', '"no such Field"').replace('"version": 7', '"version": "7"')
    for fault in refused(text).faults:
        value = text.splitlines()[fault.line - 1][fault.column - 1 :]
        assert value.startswith('"no such Field"' if fault.pointer != "/version" else '"7"')


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(JSON)
def test_positions_lead_to_the_values(value: Any) -> None:
    text = json.dumps(value, indent=2)
    positions = Positions(text)
    decoder = json.JSONDecoder()
    for pointer, inner in values_of(value, ""):
        line, column = positions.place(pointer)
        found, _ = decoder.raw_decode(
            text.splitlines(keepends=True)[line - 1][column - 1 :] + "".join(text.splitlines(keepends=True)[line:])
        )
        assert found == inner


def values_of(value: Any, pointer: str) -> Iterator[tuple[str, Any]]:
    yield pointer, value
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from values_of(one, f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"layout": 1, "layout": 1}', "This key stands twice in one object."),
        ('{"a": {"b": 1}, "a": {"b": 2}}', "This key stands twice in one object."),
        ('{"layout": NaN}', "This number is without end."),
        (b"\xff\xfe", "The layout is not text in UTF-8."),
        (" " * (1024 * 1024 + 1), "The layout is larger than 1,024 KiB."),
        ("[" * 50 + "]" * 50, f"The layout is nested deeper than {MAX_DEPTH} levels."),
        ("[" * 100_000, None),
    ],
)
def test_limits(text: str | bytes, told: str | None) -> None:
    faults = refused(text).faults
    assert len(faults) == 1
    assert told is None or faults[0].sentence == told


def test_sentences_do_not_repeat_the_document() -> None:
    error = refused(edited(lambda d: d.update(agency="DOE, JANE 1990-01-02")))
    assert all("JANE" not in fault.sentence + fault.hint for fault in error.faults)


@given(JSON, st.sampled_from(["layout", "version", "pages", "text", "migrations", "agency", "base"]))
def test_agrees_with_another_validator_and_never_breaks(value: Any, key: str) -> None:
    document = DESIGN | {key: value}
    oracle = jsonschema.Draft202012Validator(layout_schema())
    try:
        check_layout(document, layout_schema())
    except LayoutRefused as error:
        assert error.faults
    else:
        assert oracle.is_valid(document)
