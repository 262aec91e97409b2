"""What became of a base's filters, carried into the overlay that moves on to a newer version of that base."""

from __future__ import annotations

from collections.abc import Sequence

from vizdesk.domain.layout import Json
from vizdesk.domain.migration_check import migration_faults
from vizdesk.domain.overlay import BaseOf, base_reference, is_overlay


def with_base_steps(source: Json, whole: Json, before: Json, version: int, base_of: BaseOf) -> Json:
    """A document with the steps that its base has made since the version that is left.

    Left out are steps on filters that the overlay does not have or has ended itself, and those that it names itself.

    Args:
        source: the document that is published, without faults; it stays as it is.
        whole: what it amounts to.
        before: the document of the version that is left.
        version: the version that is left.
        base_of: gives the documents of other agencies.

    Raises:
        NotFound: the base is gone.
    """
    if not (is_overlay(source) and is_overlay(before)):
        return source
    (agency, now), (agency_before, then) = base_reference(source), base_reference(before)
    if agency != agency_before or now <= then:
        return source
    made = base_of(agency, now).get("migrations", ())
    carried: list[Json] = []
    for step in [step for one in made if then <= one["from"] < now for step in one["steps"]][::-1]:
        tried = _with_steps(source, version, [step, *carried])
        if not migration_faults({**whole, "migrations": tried}):
            carried.insert(0, step)
    return {**source, "migrations": _with_steps(source, version, carried)} if carried else source


def _with_steps(source: Json, version: int, steps: Sequence[Json]) -> list[Json]:
    """The document's migrations with some steps before its own from a version."""
    migrations = source.get("migrations", [])
    own: list[Json] = next((one["steps"] for one in migrations if one["from"] == version), [])
    others = [one for one in migrations if one["from"] != version]
    return [*others, {"from": version, "steps": [*(step for step in steps if step not in own), *own]}]
