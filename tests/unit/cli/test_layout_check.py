"""`vizdesk layout check`: overlays beside their base, and the languages that lack texts."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from tests.helpers.layouts import people_document
from vizdesk.cli import command_line

OVERLAY = {
    "layout": 1, "agency": "bay", "version": 1, "base": "harbor@7",
    "overlay": [{"op": "hide", "id": "harbor:people.hair"}],
}  # fmt: skip


def run(folder: Path, *arguments: str, **documents: object) -> tuple[int, str]:
    for name, document in documents.items():
        (folder / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
    named = [str(folder / one) if one.endswith(".json") else one for one in arguments]
    result = CliRunner().invoke(command_line, ["layout", "check", *named])
    return result.exit_code, result.output


def test_languages_that_lack_texts_are_counted(tmp_path: Path) -> None:
    code, told = run(tmp_path, "a.json", a=people_document())
    assert code == 0
    assert told.splitlines() == ["No fault: 1 page, 7 filters.", "en: complete.", "es: 13 missing texts."]


def test_an_overlay_is_checked_with_its_base(tmp_path: Path) -> None:
    code, told = run(tmp_path, "b.json", "--base", "a.json", a=people_document(), b=OVERLAY)
    assert (code, told.splitlines()[0]) == (0, "No fault: 1 page, 6 filters.")
    code, told = run(tmp_path, "b.json", b=OVERLAY)
    assert code == 1
    assert "/base: There is no such layout to stand on." in told
