"""Which control one choice and many choices get; each control's module is imported with its first."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from vizdesk.domain.layout import Filter
from vizdesk.widgets.fields.base import FilterField

MOST_OPEN = 8
"""More options than these go into a list."""


def choice_field(one: Filter, locale: QLocale, parent: QWidget | None = None) -> FilterField:
    """The control for one of several options."""
    if one.offers_many or len(one.options) > MOST_OPEN:
        return _list(one, locale, parent, several=False)
    if one.widget == "radio":
        from vizdesk.widgets.fields.open_options import RadioField

        return RadioField(one, locale, parent)
    from vizdesk.widgets.fields.combo import ComboField

    return ComboField(one, locale, parent)


def choices_field(one: Filter, locale: QLocale, parent: QWidget | None = None) -> FilterField:
    """The control for any of several options."""
    if one.offers_many or len(one.options) > MOST_OPEN:
        return _list(one, locale, parent, several=True)
    from vizdesk.widgets.fields.open_options import CheckField

    return CheckField(one, locale, parent)


def _list(one: Filter, locale: QLocale, parent: QWidget | None, *, several: bool) -> FilterField:
    if one.offers_many:
        from vizdesk.widgets.fields.typeahead import TypeaheadField

        return TypeaheadField(one, locale, parent, several=several)
    from vizdesk.widgets.fields.listed import ListField

    return ListField(one, locale, parent, several=several)
