"""What records cost, by field."""

from __future__ import annotations

from pathlib import Path

from tests.helpers.layouts import people_document
from tests.helpers.records import PEOPLE_FIELDS, people, publish
from vizdesk.db.keys import load_key
from vizdesk.gateway.costs import record_costs


def test_each_field_words_and_the_rest_are_told(tmp_path: Path) -> None:
    publish(tmp_path, "harbor", "people", PEOPLE_FIELDS, people(500), people_document())
    (cost,) = record_costs(tmp_path, load_key(tmp_path))
    assert (cost.agency, cost.page, cost.rows) == ("harbor", "people", 500)
    assert set(cost.columns) == {one.name for one in PEOPLE_FIELDS}
    assert min(cost.columns.values()) > 0
    assert 0 < cost.words < cost.size
    assert sum(cost.columns.values()) < cost.size
    assert cost.told().startswith("harbor/people: 500 records in 0.")
    assert list(record_costs(tmp_path / "nothing", load_key(tmp_path))) == []
