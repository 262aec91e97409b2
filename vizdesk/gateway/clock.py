"""The time as the contract writes it."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)


def utc_now() -> str:
    """This moment, ISO 8601 in UTC to the second: `2026-01-31T14:02:11Z`."""
    return now().strftime("%Y-%m-%dT%H:%M:%SZ")
