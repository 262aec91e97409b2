"""Comparing what people write."""

from __future__ import annotations

import pytest

from vizdesk.domain.text import fold


@pytest.mark.parametrize(
    "text",
    [
        "\u00c5berg",
        "\u200e\u00c5berg",
        "\ufeff\u00c5berg",
        "A\u030aberg\u200b",
        "\u00c5\u00adberg",
        "\u202b\u00c5BERG\u202c",
        " aberg ",
    ],
)
def test_case_accents_and_what_nobody_sees_do_not_count(text: str) -> None:
    assert fold(text) == "aberg"
