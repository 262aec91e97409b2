"""The one way to the files under `resources/`: from a checkout, from a wheel and from a frozen program."""

from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path
from typing import Any


def resource(*parts: str) -> Path:
    """The path of a shipped file or folder, for example `resource("icons", "search.svg")`."""
    return _root().joinpath(*parts)


@cache
def _root() -> Path:
    if frozen := getattr(sys, "_MEIPASS", None):
        return Path(frozen, "resources")
    packaged = Path(__file__).parent / "_resources"
    return packaged if packaged.is_dir() else Path(__file__).parents[1] / "resources"


def layout_schema() -> dict[str, Any]:
    """The published JSON Schema of layout documents."""
    schema: dict[str, Any] = json.loads(resource("layout.schema.json").read_text(encoding="utf-8"))
    return schema
