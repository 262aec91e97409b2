"""A real gateway with synthetic people, for tests of its clients."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.helpers.gateway import RunningGateway, running_gateway
from tests.helpers.layouts import people_document
from tests.helpers.records import PEOPLE_FIELDS, people, publish

AGENCY = "harbor"


def put_people(data: Path, count: int) -> None:
    """Put people and their layout into a folder that no gateway runs on."""
    publish(data, AGENCY, "people", PEOPLE_FIELDS, people(count), people_document())


@contextmanager
def people_gateway(data: Path, key_file: Path, count: int) -> Iterator[RunningGateway]:
    """A gateway on a new folder with people in it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VIZDESK_KEY_FILE", str(key_file))
        put_people(data, count)
        with running_gateway(data) as running:
            yield running
