"""The controls of filters, one module for each kind."""

from __future__ import annotations

from typing import assert_never

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from vizdesk.domain.layout import Filter, Kind
from vizdesk.widgets.fields.base import FilterField

__all__ = ["FilterField", "make_field"]


def make_field(one: Filter, locale: QLocale, parent: QWidget | None = None) -> FilterField:
    """The control for a filter; its module is imported with the first of its kind, not with the window."""
    match one.kind:
        case Kind.TEXT:
            from vizdesk.widgets.fields.text import TextField

            return TextField(one, locale, parent)
        case Kind.IDENTIFIER:
            from vizdesk.widgets.fields.identifiers import IdentifierField

            return IdentifierField(one, locale, parent)
        case Kind.CHOICE:
            from vizdesk.widgets.fields.choices import choice_field

            return choice_field(one, locale, parent)
        case Kind.CHOICES:
            from vizdesk.widgets.fields.choices import choices_field

            return choices_field(one, locale, parent)
        case Kind.NUMBER:
            from vizdesk.widgets.fields.ranges import NumberField

            return NumberField(one, locale, parent)
        case Kind.DATE:
            from vizdesk.widgets.fields.ranges import DateField

            return DateField(one, locale, parent)
        case Kind.YES_NO:
            from vizdesk.widgets.fields.yes_no import YesNoField

            return YesNoField(one, locale, parent)
        case Kind.TREE:
            from vizdesk.widgets.fields.tree import TreeField

            return TreeField(one, locale, parent)
        case Kind.PLACE:
            from vizdesk.widgets.fields.place import PlaceField

            return PlaceField(one, locale, parent)
    assert_never(one.kind)
