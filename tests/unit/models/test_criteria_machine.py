"""Random work on several pages: no criterion is lost, bleeds into another page, or comes back."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.helpers.criteria_machine import CriteriaMachine

USUAL = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    stateful_step_count=50,
    phases=(Phase.explicit, Phase.generate),  # each step waits for a disk, so that making a failure small takes minutes
)


@pytest.mark.timeout(300)
@pytest.mark.usefixtures("qapp")
def test_hundreds_of_random_steps() -> None:
    run_state_machine_as_test(CriteriaMachine, settings=settings(USUAL, max_examples=20))


@pytest.mark.soak
@pytest.mark.timeout(7200)
@pytest.mark.usefixtures("qapp")
def test_ten_thousand_random_steps() -> None:
    run_state_machine_as_test(CriteriaMachine, settings=settings(USUAL, max_examples=200))
