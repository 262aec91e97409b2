"""`vizdesk layout diff` and `layout migrate`, from files and a real gateway to the terminal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.helpers.gateway import running_gateway
from tests.helpers.layouts import people_document
from tests.helpers.people_gateway import put_people
from vizdesk.cli import command_line

HAIR, OLD = "harbor:people.hair", "harbor:people.hair_color"
STEPS = [
    {"op": "rename", "from": OLD, "id": HAIR},
    {"op": "retire", "id": "harbor:people.build", "why": "Nobody fills it in."},
]


@pytest.fixture
def layout(tmp_path: Path) -> Path:
    """A draft of version 8, made from version 7."""
    return written(
        tmp_path / "layout.json", json.dumps(people_document() | {"migrations": [{"from": 7, "steps": STEPS}]})
    )


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def run(*words: object) -> Result:
    return CliRunner().invoke(command_line, ["layout", *map(str, words)])


def saved(**parts: Any) -> dict[str, Any]:
    return {"name": "mine", "type": "people", "layout": "harbor@7", "query": "q", "filters": {}} | parts


def test_each_search_is_told_and_what_is_broken_is_set_aside(layout: Path, tmp_path: Path) -> None:
    searches = [
        saved(filters={OLD: ["BRO"], "harbor:people.build": "thin", "harbor:people.armed": True}, owner="ana"),
        saved(layout="harbor@12", filters={"x": 1}),
        saved(layout="bay@1"),
        saved(filters=[]),
    ]
    text = "\n".join([*map(json.dumps, searches), "{", "", '{"type": "people", "filters": {"x": NaN}}', '"text"'])
    done = run("migrate", layout, written(tmp_path / "saved.jsonl", text))
    assert done.exit_code == 0
    first, newer = map(json.loads, done.stdout.splitlines())
    assert first == {
        "name": "mine",
        "type": "people",
        "layout": "harbor@8",
        "query": "q",
        "owner": "ana",
        "filters": {HAIR: ["BRO"], "harbor:people.armed": True},
        "outcomes": [
            {"id": OLD, "outcome": "converted", "why": "“hair color: BRO” has become “Hair color: Brown”."},
            {"id": "harbor:people.build", "outcome": "parked", "why": "“build” was retired: Nobody fills it in."},
            {"id": "harbor:people.armed", "outcome": "kept"},
        ],
        "parked": [{"id": "harbor:people.build", "layout": "harbor@7", "saved": "thin"}],
    }
    assert newer == searches[1] | {"readOnly": True}
    assert done.stderr.splitlines() == [
        "Searches under harbor@8: 1. Criteria: 1 kept, 1 converted, 1 parked.",
        "1 search is broader than meant, until somebody sets what is parked anew.",
        "1 saved with a newer version: left as they are, to be read only.",
        "Set aside, line 3: It is another agency’s.",
        "Set aside, line 4: It has no object “filters”.",
        "Set aside, line 5: It is not JSON.",
        "Set aside, line 7: It is not JSON.",
        "Set aside, line 8: It is not a JSON object.",
    ]


def test_twice_is_once_and_a_list_is_read_too(layout: Path, tmp_path: Path) -> None:
    searches = [
        saved(filters={OLD: "BRO", "harbor:people.build": "thin"}),
        {"page": "people", "filters": {HAIR: "BLK"}},
    ]
    once = run("migrate", layout, written(tmp_path / "saved.json", json.dumps(searches)), "--from", 7)
    assert len(once.stdout.splitlines()) == 2
    twice = run("migrate", layout, written(tmp_path / "once.jsonl", once.stdout))
    for first, second in zip(once.stdout.splitlines(), twice.stdout.splitlines(), strict=True):
        before, after = json.loads(first), json.loads(second)
        assert {one["outcome"] for one in after.pop("outcomes")} == {"kept"}
        del before["outcomes"]
        assert after == before


def test_a_search_of_no_known_version_is_set_aside(layout: Path, tmp_path: Path) -> None:
    for text in ('{"type": "people", "filters": {}}', '{"type": "people", "layout": "harbor@x", "filters": {}}'):
        done = run("migrate", layout, written(tmp_path / "saved.jsonl", text))
        assert (done.exit_code, done.stdout) == (0, "")
        assert "Set aside, line 1: It does not name its version in “layout”, as in harbor@6." in done.stderr


def test_a_difference_is_told_by_consequence(layout: Path, tmp_path: Path) -> None:
    document = people_document()
    document["pages"][0]["filters"].pop()
    document["pages"][0]["text"]["en"]["label"] = "People"
    told = run("diff", layout, written(tmp_path / "after.json", json.dumps(document)))
    assert told.stdout.splitlines() == [
        "Looks",
        "  The page “People” is called “People”, no longer “Persons” (“en”).",
        "Results: searches can find other records, or saved criteria are converted or parked",
        "  On “People”, the filter “Armed” has left without a migration step; saved criteria are parked unexplained.",
        "This is a major step.",
    ]
    assert run("diff", layout, layout).stdout == "Nothing changes.\n"


def test_published_versions_are_compared_by_name(layout: Path, tmp_path: Path) -> None:
    put_people(tmp_path / "data", 5)
    with running_gateway(tmp_path / "data"):
        told = run("diff", "harbor@1", layout, "--data", tmp_path / "data")
        assert (told.exit_code, told.stdout) == (0, "Nothing changes.\n")
        missing = run("diff", "harbor@9", layout, "--data", tmp_path / "data")
        assert (missing.exit_code, missing.stdout) == (1, "")
    neither = run("diff", "nowhere", layout)
    assert neither.exit_code == 1
    assert neither.stderr == "vizdesk: There is no file nowhere. Name a file, or a version such as harbor@6.\n"
