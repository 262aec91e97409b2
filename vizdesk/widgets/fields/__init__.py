"""The controls of filters, one module for each kind; importing this package registers them all."""

from __future__ import annotations

from vizdesk.domain.layout import Kind
from vizdesk.widgets.fields.base import FilterField, make_field, register
from vizdesk.widgets.fields.choices import choice_field, choices_field
from vizdesk.widgets.fields.identifiers import IdentifierField
from vizdesk.widgets.fields.place import PlaceField
from vizdesk.widgets.fields.ranges import DateField, NumberField
from vizdesk.widgets.fields.text import TextField
from vizdesk.widgets.fields.tree import TreeField
from vizdesk.widgets.fields.yes_no import YesNoField

__all__ = ["FilterField", "make_field", "register"]

register(Kind.TEXT, TextField)
register(Kind.IDENTIFIER, IdentifierField)
register(Kind.CHOICE, choice_field)
register(Kind.CHOICES, choices_field)
register(Kind.NUMBER, NumberField)
register(Kind.DATE, DateField)
register(Kind.YES_NO, YesNoField)
register(Kind.TREE, TreeField)
register(Kind.PLACE, PlaceField)
