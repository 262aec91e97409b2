"""What an import makes of a layout that stands on a base."""

from __future__ import annotations

import pytest

from tests.helpers.layouts import people_document
from vizdesk.domain.errors import ImportRefused
from vizdesk.domain.layout import Json, decode_layout
from vizdesk.domain.overlay import apply_overlay
from vizdesk.gateway.import_overlay import overlay_with

SOURCE: Json = {
    "layout": 1, "agency": "bay", "version": 2, "base": "harbor@7",
    "overlay": [{"op": "hide", "id": "harbor:people.hair"}],
}  # fmt: skip


def inferred(page: str, without: str = "", **kinds: str) -> Json:
    source = people_document()["pages"][0]
    filters = [one | {"kind": kinds.get(one["bind"]["field"], one["kind"])} for one in source["filters"]]
    columns = [one for one in source["columns"] if one["field"] != without]
    return source | {
        "id": page,
        "filters": [one for one in filters if one["bind"]["field"] != without],
        "columns": columns,
    }


def test_a_page_that_stands_is_left_to_its_base() -> None:
    layout = decode_layout(apply_overlay(SOURCE, people_document()).whole)
    document, notes = overlay_with(layout, SOURCE, inferred("people"))
    assert document is None
    assert notes == ["The layout stands on harbor@7, so its filters were kept as they are."]
    assert overlay_with(layout, SOURCE, inferred("people", without="hair"))[0] is None  # hidden, so not asked for


@pytest.mark.parametrize("page", [inferred("people", without="dob"), inferred("people", height="text")])
def test_a_file_that_lacks_what_the_page_asks_for_is_refused(page: Json) -> None:
    layout = decode_layout(apply_overlay(SOURCE, people_document()).whole)
    with pytest.raises(ImportRefused, match=r"dob|height"):
        overlay_with(layout, SOURCE, page)


def test_a_new_page_is_added_by_an_operation() -> None:
    layout = decode_layout(apply_overlay(SOURCE, people_document()).whole)
    document, _ = overlay_with(layout, SOURCE, inferred("boats"))
    assert document is not None
    assert document["overlay"][:1] == SOURCE["overlay"]
    assert document["overlay"][1]["newPage"]["id"] == "boats"
