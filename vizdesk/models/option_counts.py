"""How often the options of a filter stand in what was found, as people read it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QLocale

from vizdesk.domain.facets import Facet
from vizdesk.domain.search import Relation

translate = QCoreApplication.translate


class Counted(NamedTuple):
    """The count of one option.

    Args:
        records: how many; 0 also where at least so many are known.
        text: “214”, “214+” or “≈214”.
        spoken: “214 records”, “at least 214 records” or “about 214 records”.
        none: whether it is certain that there is none.
    """

    records: int
    text: str
    spoken: str
    none: bool = False


class OptionCounts:
    """The counts of one filter's options.

    Args:
        facet: what the gateway counted.
        locale: the reader's.
    """

    def __init__(self, facet: Facet, locale: QLocale) -> None:
        self._records = {str(one.value): one.records for one in facet.values}
        self._facet = facet
        self._locale = locale

    def of(self, value: str) -> Counted | None:
        """The count of one option; None where nobody counted it."""
        return self.below([value])

    def below(self, values: Iterable[str]) -> Counted | None:
        """The count of several options together, as of an entry of a tree with all below it.

        A record may have several of them, so the sum of more than one is an estimate.
        """
        known = [self._records.get(value) for value in values]
        if self._facet.more and None in known:
            return None
        others = self._facet.others  # in an alternative, what the others find is found with every choice
        told = [one - others for one in known if one]
        several = len(told) > 1
        return self._counted(others + sum(told), Relation.ESTIMATE if several else self._facet.relation)

    def _counted(self, records: int, relation: Relation) -> Counted:
        number = self._locale.toString(records)
        text = {Relation.EXACT: number, Relation.AT_LEAST: f"{number}+", Relation.ESTIMATE: f"≈{number}"}[relation]
        one, several = translate("Counts", "1 record"), translate("Counts", "{count} records")
        spoken = one if records == 1 else several.format(count=number)
        forms = {
            Relation.EXACT: "{records}",
            Relation.AT_LEAST: translate("Counts", "at least {records}"),
            Relation.ESTIMATE: translate("Counts", "about {records}"),
        }
        exact = relation is Relation.EXACT
        return Counted(records, text, forms[relation].format(records=spoken), none=exact and records == 0)
