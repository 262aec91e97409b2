"""A real gateway over records that are slow to search: so slow that a search can be taken back while it runs."""

from __future__ import annotations

import string
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.helpers.gateway import RunningGateway, running_gateway
from tests.helpers.layouts import people_document
from tests.helpers.records import PEOPLE_FIELDS, write_records
from vizdesk.db.keys import load_key
from vizdesk.gateway.metadata import Metadata
from vizdesk.gateway.record_files import RecordFiles
from vizdesk.gateway.record_format import Coding

ROWS = 100_000
LETTERS = string.ascii_lowercase
FIELDS = (replace(PEOPLE_FIELDS[0], coding=Coding.OWN), *PEOPLE_FIELDS[1:])


def slow_query(number: int | None = None) -> str:
    """Words so that all records are read 26 times: each holds a word of every beginning.

    Args:
        number: gives the words a mark that does not count, so that nobody keeps their answer yet.
    """
    mark = "" if number is None else chr(0x300 + number)
    return " ".join(f"{letter}{mark}*" for letter in LETTERS)


@contextmanager
def slow_gateway(data: Path, key_file: Path) -> Iterator[RunningGateway]:
    """A gateway on a new folder with such records."""
    data.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VIZDESK_KEY_FILE", str(key_file))
        key = load_key(data)
        files = RecordFiles(data, key)
        name, generation = files.new_name("harbor", "people")
        connection = files.writer(name)
        rows = [{"surname": " ".join(f"{letter}{n % 10}" for letter in LETTERS)} for n in range(ROWS)]
        write_records(connection, FIELDS, rows)
        connection.close()
        metadata = Metadata(data / "metadata.db", key)
        metadata.publish_import("harbor", "people", name, generation, ROWS, people_document(), "test")
        metadata.close()
        with running_gateway(data) as running:
            yield running
