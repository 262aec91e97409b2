"""Prometheus takes the alerts; `promtool` comes with its package, and where it is missing this fails."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.servers

RULES = Path(__file__).parents[2] / "docs" / "alerts.yml"


def test_prometheus_takes_the_rules() -> None:
    subprocess.run(["promtool", "check", "rules", str(RULES)], check=True, capture_output=True)
