"""What an import does with the records that a page has."""

from __future__ import annotations

from enum import StrEnum


class Mode(StrEnum):
    """The modes of `POST /imports`."""

    CREATE = "create"
    """Make a page that is not there yet."""
    REPLACE = "replace"
    """Put the file's records in place of all others; on a page with a key, a record that comes again keeps its id."""
    APPEND = "append"
    """Add the file's records; on a page with a key, those whose key is not there yet."""
    UPDATE = "update"
    """By key: put the file's records in place of the old ones, add new ones, leave others."""
    DELETE = "delete"
    """By key: remove the records that the file lists."""

    @property
    def keeps_others(self) -> bool:
        """Whether it starts from the records that are there."""
        return self in (Mode.APPEND, Mode.UPDATE, Mode.DELETE)

    @property
    def needs_key(self) -> bool:
        """Whether it is for pages with a key only."""
        return self in (Mode.UPDATE, Mode.DELETE)
