"""The guide to layouts: each example is what the program accepts, and every kind has one."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema

from vizdesk.domain.layout import Kind
from vizdesk.domain.layout_check import check_layout
from vizdesk.resources import layout_schema

GUIDE = Path(__file__).parents[3] / "docs" / "layouts.md"
COLUMN = {"field": "surname", "text": {"en": {"label": "Last name"}}}


def examples() -> list[dict[str, Any]]:
    return [
        json.loads(block) for block in re.findall(r"```json\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    ]


def test_each_example_is_accepted() -> None:
    schema = layout_schema()
    for example in examples():
        if "layout" in example:
            check_layout(json.dumps(example), schema)
            continue
        if "transfers" in example:
            page = {"id": "people", "text": COLUMN["text"], "filters": [], "columns": [COLUMN]}
            check_layout({"layout": 1, "agency": "harbor", "version": 1, "pages": [page], **example}, schema)
            continue
        form = "filter" if "kind" in example else "page"
        rest = {} if form == "filter" else {"id": "people", "text": COLUMN["text"], "filters": [], "columns": [COLUMN]}
        wanted = {"$ref": f"#/$defs/{form}", "$defs": schema["$defs"]}
        jsonschema.Draft202012Validator(wanted).validate(rest | example)


def test_every_kind_has_an_example() -> None:
    shown = {example["kind"] for example in examples() if "kind" in example}
    assert shown | {Kind.CHOICE} == set(Kind)  # a choice is shown by choices: one instead of many
