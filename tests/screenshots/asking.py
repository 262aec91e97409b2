"""How one asks: alternatives, places on the map, lists, dates, conditions; what a page requires, what is not sent."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QToolButton

from tests.screenshots.stage import Stage
from tests.screenshots.studio import Studio, settle, wait_for
from vizdesk.domain.layout import Kind
from vizdesk.models.alternatives import ANY
from vizdesk.widgets.fields.map_popup import MapPopup
from vizdesk.widgets.fields.tree_popup import TreePopup
from vizdesk.widgets.popup import Popup


def take(stage: Stage) -> None:
    """Take the pictures."""
    studio = stage.studio
    _take_alternatives(studio)
    _take_hidden(studio)
    _take_chips(studio)
    _take_popups(studio)
    _take_tree(studio)
    _take_map(studio)
    _take_required(studio)


def _take_alternatives(studio: Studio) -> None:
    """“Either … or …” in the panel and in a chip, beside a filter that counts in any case."""
    studio.window.open_page("people")
    either = {"harbor:people.hair": {"values": ["RED"]}, "harbor:people.sex": {"value": "F"}}
    groups = [either, {"harbor:people.height_cm": {"from": "6'3"}}, {}]
    studio.draft("wanted", value=True)
    studio.page.model.criteria.set_draft(ANY, {"groups": groups})
    studio.search()
    studio.page.panel._scroll.verticalScrollBar().setValue(0)
    studio.take("people-alternatives")
    studio.clear()


def _take_hidden(studio: Studio) -> None:
    """A criterion whose filter is hidden by another answer: kept, told, and not sent."""
    studio.window.open_page("people")
    studio.draft("role", value="MIS")
    studio.draft("clothing", text="red jacket")
    studio.search()
    studio.draft("role", value="WIT")
    studio.search()
    studio.take("people-inactive")
    studio.clear()


def _take_chips(studio: Studio) -> None:
    """Criteria that stand in every way to the search: applied, typed, removed, hidden, set aside, faulty."""
    studio.window.open_page("people")
    criteria = studio.page.model.criteria
    studio.draft("surname", text="quim", operator="contains")
    studio.draft("sex", value="F")
    studio.draft("role", value="WIT")
    studio.draft("clothing", text="red jacket")
    criteria.apply()
    kept = criteria.snapshot()
    kept["applied"]["harbor:people.tattoo"] = "anchor"
    criteria.restore(kept)
    studio.search()
    studio.draft("sex")
    studio.draft("hair", values=["BRO", "BLK"])
    studio.draft("height_cm", **{"from": "tall"})
    studio.take("people-chips", everywhere=True)
    for chip in criteria.chips():
        criteria.drop_parked(chip)
    studio.clear()


def _take_popups(studio: Studio) -> None:
    studio.window.open_page("people")
    calendar = studio.row("dob").field.findChild(QLineEdit)
    assert calendar is not None
    calendar.actions()[0].trigger()
    popup = calendar.findChild(Popup)
    assert popup is not None
    studio.take_popup("calendar", popup)
    menu = next(one.menu() for one in studio.row("surname").findChildren(QToolButton) if one.menu())
    menu.popup(studio.window.mapToGlobal(studio.window.rect().topLeft()))
    studio.take_popup("condition", menu)
    combo = studio.row("role").field.findChild(QComboBox)
    assert combo is not None
    combo.showPopup()
    studio.take_popup("choice", combo.view().window())
    combo.hidePopup()


def _take_tree(studio: Studio) -> None:
    studio.window.open_page("incidents")
    studio.draft("category", below=["PROPERTY"])
    studio.search()
    field = studio.row("category").field
    field.findChildren(QPushButton)[0].click()
    popup = field.findChild(TreePopup)
    assert popup is not None
    studio.take_popup("tree", popup)
    studio.clear()


def _take_map(studio: Studio) -> None:
    """A place on the small map, in each of the three ways."""
    studio.window.open_page("incidents")
    place = next(one for one in studio.page.model.page.filters if one.kind is Kind.PLACE)
    studio.page.panel.go_to(place.id)
    row = studio.row(place.id.rpartition(".")[2])
    drafts: dict[str, dict[str, str]] = {
        "map-near": {"operator": "near", "point": "36.63, -121.94", "distance": "0.8", "unit": "mi"},
        "map-box": {"operator": "inBox", "southWest": "36.6, -121.96", "northEast": "36.65, -121.92"},
        "map-area": {"operator": "inArea", "area": "36.6, -121.96\n36.65, -121.95\n36.62, -121.9"},
        "map-empty": {},
    }
    for name, draft in drafts.items():
        studio.page.model.criteria.set_draft(place.id, draft)
        if name == "map-near":
            studio.take("incidents-place")
        row.field.findChildren(QPushButton)[-1].click()
        popup = row.findChildren(MapPopup)[-1]
        wait_for(lambda popup=popup: popup.view.has_content)  # type: ignore[misc]  # a default binds this turn’s
        studio.take_popup(name, popup)
    studio.clear()


def _take_required(studio: Studio) -> None:
    """A page that asks for a reason and for one criterion at least: before, refused, and found."""
    studio.session.choose_agency("mesa")
    wait_for(lambda: studio.session.layout is not None and studio.session.layout.agency == "mesa")
    wait_for(lambda: studio.window.current_page() is not None)
    settle()
    studio.page.apply()
    studio.take("subjects-refused", everywhere=True)
    studio.session.choose_agency("harbor")
    wait_for(lambda: studio.session.layout is not None and studio.session.layout.agency == "harbor")
