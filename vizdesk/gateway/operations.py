"""The operator's switches of one gateway: those of a file, and those changed while it runs, which win."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

from vizdesk.domain.errors import StorageError, VizDeskError
from vizdesk.domain.layout import Json
from vizdesk.gateway.metadata import Metadata
from vizdesk.gateway.switches import Switches, check_switches, switches_of

FILE_NAME = "gateway.json"

log = logging.getLogger(__name__)


class Operations:
    """Knows which switches are in force.

    Args:
        metadata: keeps those that were changed while the gateway ran.
        data: the data folder, whose `gateway.json` holds the others; it need not be there.
        named: another file that holds them.

    Raises:
        StorageError: the file cannot be read, or has a fault; the sentence names it.
    """

    def __init__(self, metadata: Metadata, data: Path, named: Path | None = None) -> None:
        self._metadata = metadata
        self._data = data
        self._named = named
        self._configured = self._read()
        self.switches: Switches
        """Those in force; a tuple that is replaced as a whole."""
        self._put_in_force()

    def reload(self) -> None:
        """Read the file again; one with a fault is told in the log, and what was in force stays."""
        try:
            self._configured = self._read()
        except VizDeskError as error:
            log.warning("%s What was configured before stays in force.", error.told())
        self._put_in_force()

    def change(self, changes: Any, by: str) -> None:
        """Change switches until they are cleared.

        Args:
            changes: decoded JSON; null clears a switch, so that the file's is in force again.
            by: who changes them.

        Raises:
            BadRequest: they are not as they must be.
            StorageError: they cannot be kept.
        """
        self._metadata.change_switches(check_switches(changes, clearing=True), by)
        self._put_in_force()

    def to_wire(self) -> Json:
        """The answer to `GET /operations`."""
        changed = {key: one._asdict() for key, one in self._metadata.switches().items()}
        return {"inForce": self.switches.to_wire(), "configured": self._configured, "changed": changed}

    def _read(self) -> Json:
        standing = self._data / FILE_NAME
        if self._named is None and not standing.exists():
            return {}
        return read_configuration(self._named or standing)

    def _put_in_force(self) -> None:
        changed = {key: one.value for key, one in self._metadata.switches().items()}
        self.switches = switches_of(self._configured, changed)


def read_configuration(path: Path) -> Json:
    """The switches of a file.

    Raises:
        StorageError: it cannot be read, is not JSON, or has a fault.
    """
    try:
        source = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_without_doubles)
        return check_switches(source)
    except json.JSONDecodeError as error:
        raise StorageError(
            f"The configuration file is not JSON: line {error.lineno}, column {error.colno}.", "Mend it, or remove it."
        ) from None
    except (OSError, ValueError, RecursionError):
        raise StorageError("The configuration file cannot be read.", "Check its path and its rights.") from None
    except VizDeskError as error:
        raise StorageError(f"The configuration file has a fault: {error.sentence}", error.next_step) from None


def _without_doubles(pairs: list[tuple[str, Any]]) -> Json:
    found: Json = dict(pairs)
    if len(found) < len(pairs):
        raise StorageError("a key stands in it twice.", "Keep one of them.")
    return found
