"""Tabs over a store, without a session."""

from __future__ import annotations

from typing import Any

from vizdesk.domain.layout import Layout
from vizdesk.models.opening import AgencyState
from vizdesk.models.services import Services
from vizdesk.models.tabs import Tabs


class Settings:
    """Settings in memory; those of a second one are none, as after a kill before they were kept."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}

    def setting(self, name: str, default: Any = None) -> Any:
        return self.values.get(name, default)

    def set_setting(self, name: str, value: Any) -> None:
        self.values[name] = value


def tabs_of(layout: Layout, services: Services) -> Tabs:
    """The tabs of what the store holds, as a start finds them."""
    tabs = Tabs(Settings(), services.pool, services.pool)
    workspace, agency = services.workspace, layout.agency
    state = AgencyState(agency, layout, "", workspace.load_pages(agency), workspace.results.load_sets(agency))
    tabs.load(state, services)
    tabs.take(layout)
    return tabs
