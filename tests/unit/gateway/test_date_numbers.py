"""Dates as the numbers that columns hold."""

from __future__ import annotations

import math

from vizdesk.domain.layout import Precision
from vizdesk.gateway.record_format import date_numbers


def test_coarser_dates_count_from_their_start_and_finer_ones_are_cut() -> None:
    dates = ["2024-05-31T14:02Z", "2024-05-31", "", "2024-05-31T14:02:11Z"]
    first, day, missing, cut = date_numbers(dates, Precision.MINUTE).tolist()
    assert (first, day, cut) == (202405311402, 202405310000, 202405311402)
    assert math.isnan(missing)
