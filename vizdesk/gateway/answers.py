"""How long answers are written."""

from __future__ import annotations

from typing import Any

import orjson
from starlette.responses import JSONResponse


class JsonAnswer(JSONResponse):
    """An answer with many records or counts: somebody waits for each millisecond of its encoding."""

    def render(self, content: Any) -> bytes:
        """The body."""
        return orjson.dumps(content)
