"""Pages from profiles, and what an admin edited that stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from vizdesk.domain.layout import Kind, decode_layout
from vizdesk.domain.layout_check import check_layout
from vizdesk.domain.naming import field_names
from vizdesk.resources import layout_schema
from vizdesk.tabular.infer import infer_page, merge_page, new_layout
from vizdesk.tabular.profile import Column, profile
from vizdesk.tabular.source import open_source
from vizdesk.tabular.values import CellReader

PEOPLE = "ID,Hair,SURNAME,Born,Height,Wanted\n1,BRO,Quimby,1981-03-04,180,yes\n2,BLK,Doe,1990-01-02,NA,no\n"


def page_of(folder: Path, text: str) -> dict[str, Any]:
    file = folder / "data.csv"
    header, _, rows = text.partition("\n")
    file.write_text(f"{header}\n{rows * 2}", encoding="utf-8")
    return infer_page("harbor", "people", profile(open_source(file), 2026).columns)


def test_a_page_shows_and_asks_for_everything(tmp_path: Path) -> None:
    page = page_of(tmp_path, PEOPLE)
    layout = decode_layout(check_layout(new_layout("harbor", page), layout_schema()))
    shown = layout.pages[0]
    assert [one.id for one in shown.filters][:3] == [
        "harbor:people.id_field", "harbor:people.hair", "harbor:people.surname",
    ]  # fmt: skip
    assert [one.kind for one in shown.filters] == [
        Kind.NUMBER, Kind.CHOICES, Kind.CHOICES, Kind.DATE, Kind.NUMBER, Kind.YES_NO,
    ]  # fmt: skip
    assert [one.value for one in shown.filters[1].options] == ["BLK", "BRO"]
    assert (shown.filters[3].minimum, shown.filters[3].maximum) == ("1981-03-04", "1990-01-02")
    assert [one.label("en") for one in shown.columns] == ["ID", "Hair", "Surname", "Born", "Height", "Wanted"]
    assert shown.title_fields == ("id_field",), "no field of this page is text"


def test_what_was_edited_stays(tmp_path: Path) -> None:
    edited = page_of(tmp_path, PEOPLE)
    hair = edited["filters"][1]
    hair |= {"kind": "choice", "text": {"en": {"label": "Hair color", "help": "As last seen"}}}
    hair["ui"] = {"group": "looks", "order": 5}
    hair["value"]["options"][0]["text"] = {"en": "Black"}
    edited["groups"] = [{"id": "looks", "text": {"en": {"label": "Looks"}}}]
    edited["filters"][3]["ui"]["visibleWhen"] = {"id": "harbor:people.wanted", "in": [True]}
    del edited["columns"][0]
    fresh = page_of(
        tmp_path, "Hair,SURNAME,Born,Height,ID,Eyes\nRED,Quimby,1970-03-04,x,1,BRO\nBRO,Doe,1971-01-01,y,2,BLU\n"
    )
    merged = merge_page(edited, fresh)
    page = merged.page
    check_layout(new_layout("harbor", page), layout_schema())
    by_field = {one["bind"]["field"]: one for one in page["filters"]}
    assert by_field["hair"]["kind"] == "choice"
    assert by_field["hair"]["text"]["en"]["help"] == "As last seen"
    assert by_field["hair"]["ui"] == {"group": "looks", "order": 5}
    assert [(one["value"], one["text"]) for one in by_field["hair"]["value"]["options"]] == [
        ("BLK", {"en": "Black"}), ("BRO", {}), ("RED", {}),
    ]  # fmt: skip
    assert by_field["born"]["value"]["minimum"] == "1970-03-04"
    assert "visibleWhen" not in by_field["born"]["ui"]
    assert list(by_field) == ["id_field", "hair", "surname", "born", "height", "eyes"]
    assert [one["field"] for one in page["columns"]] == ["hair", "surname", "born", "height", "eyes"]
    assert [(step["op"], step["id"]) for step in merged.steps] == [
        ("retype", "harbor:people.height"), ("retire", "harbor:people.wanted"),
    ]  # fmt: skip
    assert len(merged.notes) == 3


def test_merging_the_same_page_changes_nothing(tmp_path: Path) -> None:
    page = page_of(tmp_path, PEOPLE)
    merged = merge_page(page, page)
    assert merged.page == page
    assert not merged.steps
    assert not merged.notes


@given(st.lists(st.text(max_size=80), min_size=1, max_size=30))
def test_any_headers_make_a_layout_without_faults(headers: list[str]) -> None:
    columns = [
        Column(name, header, CellReader(Kind.TEXT)) for name, header in zip(field_names(headers), headers, strict=True)
    ]
    check_layout(new_layout("harbor", infer_page("harbor", "people", columns)), layout_schema())


def test_a_filter_for_identifiers_stays_one(tmp_path: Path) -> None:
    rows = "Plate\n" + "".join(f"AB{number}\n" for number in range(300))
    edited = page_of(tmp_path, rows)
    edited["filters"][0] |= {"kind": "identifier"}
    edited["filters"][0]["bind"]["operators"] = ["in", "looksLike"]
    merged = merge_page(edited, page_of(tmp_path, rows))
    assert merged.page["filters"][0]["kind"] == "identifier"
    assert merged.steps == []


CARS = "Plate,Lat,Lng,X,Y,home_latitude,home_longitude\nAB,47.5,-122.25,1400,200,1,2\nCD,48,-123,1300,100,3,4\n"


def test_a_latitude_and_its_longitude_get_one_filter_for_the_place(tmp_path: Path) -> None:
    page = page_of(tmp_path, CARS)
    (shown,) = decode_layout(check_layout(new_layout("harbor", page), layout_schema())).pages
    assert [(one.id.partition(".")[2], one.kind, one.fields) for one in shown.filters] == [
        ("plate", Kind.CHOICES, ("plate",)),
        ("place", Kind.PLACE, ("lat", "lng")),
        ("x", Kind.NUMBER, ("x",)),
        ("y", Kind.NUMBER, ("y",)),
        ("home_place", Kind.PLACE, ("home_latitude", "home_longitude")),
    ]
    assert merge_page(page, page).page == page
    assert merge_page(page, page).steps == []


def test_ranges_of_coordinates_stay_when_an_admin_has_them(tmp_path: Path) -> None:
    page = page_of(tmp_path, CARS)
    lat, lng = (
        {"id": f"harbor:people.{name}", "kind": "number", "ui": {"order": 1}, "bind": {"field": name},
         "text": {"en": {"label": name}}}
        for name in ("lat", "lng")
    )  # fmt: skip
    edited = page | {"filters": [page["filters"][0], lat, lng, *page["filters"][2:]]}
    merged = merge_page(edited, page)
    assert [one["kind"] for one in merged.page["filters"]] == [
        "choices",
        "number",
        "number",
        "number",
        "number",
        "place",
    ]
    assert merged.steps == []


def test_a_place_whose_longitude_is_gone_retires(tmp_path: Path) -> None:
    merged = merge_page(page_of(tmp_path, CARS), page_of(tmp_path, "Plate,Lat\nAB,47.5\nCD,48\n"))
    assert ("retire", "harbor:people.place") in [(step["op"], step["id"]) for step in merged.steps]
    assert [one["bind"]["field"] for one in merged.page["filters"]] == ["plate", "lat"]


def test_new_values_are_added_to_a_tree_where_it_has_them_not(tmp_path: Path) -> None:
    edited = page_of(tmp_path, "Code\nVIO\nROB\n")
    edited["filters"][0]["kind"] = "tree"
    edited["filters"][0]["value"] = {"options": [{"value": "VIO", "children": [{"value": "ROB"}]}]}
    edited["filters"][0]["bind"]["operators"] = ["below"]
    merged = merge_page(edited, page_of(tmp_path, "Code\nROB\nARS\n"))
    options = merged.page["filters"][0]["value"]["options"]
    assert options == [{"value": "VIO", "children": [{"value": "ROB"}]}, {"value": "ARS", "text": {}}]
