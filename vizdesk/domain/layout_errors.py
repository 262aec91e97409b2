"""The schema's errors of a layout document: the first ones, however many there are."""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from vizdesk.domain.layout import Json

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator, ValidationError

MAX_FAULTS: Final = 200
"""Faults told at once; a document with more is of another form altogether."""

FIRST_ROOM: Final = 12_000
LARGEST_WHOLE: Final = 64_000
"""Objects and entries of a document whose errors are told together in any case: a layout of 2,000 filters has fewer."""

LONG_OBJECT: Final = 100
"""More keys than any object of the schema has."""


def first_errors(schema: Json, document: Any) -> list[ValidationError]:
    """At most `MAX_FAULTS` errors of a document.

    The validator makes all errors before it gives the first, and a document of a megabyte can have a million. So it is
    asked about the beginning of the document, and about four times as much until there are enough; beyond what layouts
    have, one is enough.

    Args:
        schema: a JSON Schema.
        document: nested no deeper than Python recurs.
    """
    validator = _validator(json.dumps(schema))
    if validator.is_valid(document):
        return []
    room = FIRST_ROOM
    while True:
        beginning = _Beginning(room)
        errors = list(islice(validator.iter_errors(beginning.of(document)), MAX_FAULTS))
        enough = MAX_FAULTS if room < LARGEST_WHOLE else 1
        if beginning.room > 0 or len(errors) >= enough:
            return errors
        room *= 4


class _Beginning:
    """Copies of values in which lists and long objects end once `room` objects and entries are copied.

    A list keeps its first entry in any case, and an object of the schema all its keys: what is left out makes no error.
    """

    def __init__(self, room: int) -> None:
        self.room = room

    def of(self, value: Any) -> Any:
        if isinstance(value, dict):
            self.room -= 1
            if len(value) <= LONG_OBJECT:
                return {key: self.of(inner) for key, inner in value.items()}
            self.room -= len(value)
            return {key: self.of(inner) for key, inner in islice(value.items(), max(1, self.room + len(value)))}
        if isinstance(value, list):
            kept: list[Any] = []
            for inner in value:
                if kept and self.room <= 0:
                    break
                self.room -= 1
                kept.append(self.of(inner))
            return kept
        return value


@lru_cache(maxsize=2)
def _validator(schema: str) -> Draft202012Validator:
    import jsonschema_rs  # late: only who checks a layout pays for it

    linear = jsonschema_rs.RegexOptions()  # of the two engines, the one whose time no text can stretch
    return jsonschema_rs.Draft202012Validator(json.loads(schema), pattern_options=linear, offline=True)
