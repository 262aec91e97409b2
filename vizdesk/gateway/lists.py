"""The lists of options that agencies keep at the gateway, with all their versions."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from vizdesk.db.connection import Connection
from vizdesk.db.database import Database
from vizdesk.domain.errors import Conflict, NotFound
from vizdesk.domain.layout import Json
from vizdesk.domain.option_lists import decode_options
from vizdesk.gateway.clock import utc_now
from vizdesk.gateway.option_index import OptionIndex

ListKey = tuple[str, str]
"""Agency and name."""


class Lists:
    """Keeps lists; the index of a current version is made once, and kept.

    Args:
        database: the metadata database; see `gateway.metadata` for its tables.
    """

    def __init__(self, database: Database) -> None:
        self._db = database
        self._lock = threading.Lock()
        self._building = threading.Lock()
        self._warming = ThreadPoolExecutor(1, "lists")
        self._indexes: dict[ListKey, tuple[int, OptionIndex]] = {}
        self._versions: dict[ListKey, int] = database.read(_versions)

    def version(self, agency: str, name: str) -> int:
        """The current version of a list.

        Raises:
            NotFound: there is no such list.
        """
        with self._lock:
            version = self._versions.get((agency, name))
        if version is None:
            raise NotFound("There is no such list of options.", "Publish it first.")
        return version

    def names(self, agency: str) -> list[str]:
        """The lists of an agency."""
        with self._lock:
            return sorted(name for owner, name in self._versions if owner == agency)

    def document(self, agency: str, name: str) -> Json:
        """The current version of a list.

        Raises:
            NotFound: there is no such list.
        """
        return self._read(agency, name, self.version(agency, name))

    def put(self, agency: str, document: Json, base: int | None, by: str) -> int:
        """Store a checked list as its next version.

        Args:
            agency: whose list it is.
            document: without faults; its `version` is set here.
            base: the version that it was made from, None where there is none.
            by: who stores it.

        Returns:
            The new version.

        Raises:
            Conflict: the current version is another than `base`.
        """
        name = document["list"]
        options = json.dumps(document["options"], ensure_ascii=False)

        def write(connection: Connection) -> int:
            statement = "SELECT max(version) FROM lists WHERE agency = ? AND list = ?"
            current = connection.execute(statement, (agency, name)).fetchone()[0]
            if current != base:
                raise Conflict("Somebody changed this list in between.", "Load the current list, then change it again.")
            connection.execute(
                "INSERT INTO lists (agency, list, version, options, at, by) VALUES (?, ?, ?, ?, ?, ?)",
                (agency, name, (current or 0) + 1, options, utc_now(), by),
            )
            return (current or 0) + 1

        version = self._db.write(write).result()
        with self._lock:
            self._versions[agency, name] = max(version, self._versions.get((agency, name), 0))
        self.index(agency, name)
        return version

    def index(self, agency: str, name: str) -> OptionIndex:
        """The options of a list's current version, ready to be found.

        Raises:
            NotFound: there is no such list.
        """
        version = self.version(agency, name)
        with self._building:  # who waits for it needs it, and it is made once
            held, index = self._indexes.get((agency, name), (0, None))
            if index is None or held < version:
                index = OptionIndex(decode_options(self._read(agency, name, version)))
                self._indexes[agency, name] = version, index
        return index

    def warm(self, agency: str) -> None:
        """Make an agency's lists ready to be found in, which somebody is about to do. Returns at once."""
        with suppress(RuntimeError):  # the gateway is closing
            for name in self.names(agency):
                if (agency, name) not in self._indexes:
                    self._warming.submit(self.index, agency, name)

    def close(self) -> None:
        """Make nothing ready any more."""
        self._warming.shutdown(cancel_futures=True)

    def _read(self, agency: str, name: str, version: int) -> Json:
        statement = "SELECT options FROM lists WHERE agency = ? AND list = ? AND version = ?"
        (row,) = self._db.read(lambda connection: connection.execute(statement, (agency, name, version)).fetchall())
        return {"list": name, "version": version, "options": json.loads(row[0])}


def _versions(connection: Connection) -> dict[ListKey, int]:
    rows: Any = connection.execute("SELECT agency, list, max(version) FROM lists GROUP BY agency, list")
    return {(agency, name): version for agency, name, version in rows}
