"""Mutated documents and bodies: refused in sentences, or sound. The long run of it is `make soak`."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.mutations import CHECKS, run


@pytest.mark.parametrize("what", list(CHECKS))
def test_they_are_sound_before(what: str) -> None:
    sound, check = CHECKS[what]
    check(json.dumps(sound()))


@pytest.mark.parametrize("what", list(CHECKS))
@given(seed=st.integers(0, 2**32))
def test_no_mutation_breaks_the_check(what: str, seed: int) -> None:
    run(what, seed, 1)
