"""Single faults of all kinds, planted in sound layouts: the first message names the very node."""

from __future__ import annotations

import json
import random

from benchmarks.faults import FAULTS, FIRST_RIGHT, MOST_MESSAGES, PLANTERS, check, plant, sound_layout
from vizdesk.domain.layout_check import check_layout
from vizdesk.resources import layout_schema


def test_the_layouts_are_sound_before() -> None:
    for seed in range(20):
        assert check_layout(json.dumps(sound_layout(random.Random(seed))), layout_schema())


def test_the_first_message_names_the_node_and_few_more_come() -> None:
    told = check(plant(FAULTS))
    assert told.first_right >= FIRST_RIGHT * FAULTS, told.wrong
    assert told.messages <= MOST_MESSAGES * FAULTS


def test_every_kind_of_fault_is_told() -> None:
    told = check(plant(len(PLANTERS), seed=1))
    assert told.messages >= len(PLANTERS)
    assert not told.wrong
