"""Finding options by the beginning of a word, among a hundred thousand in well under a millisecond."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import islice

from vizdesk.domain.dependent_options import fits
from vizdesk.domain.layout import Option
from vizdesk.domain.text import fold


class OptionIndex:
    """Options in their order, with every beginning of a word of their values and labels in sorted order.

    Args:
        options: those that are offered; of a tree all of them.
    """

    def __init__(self, options: Iterable[Option]) -> None:
        self._options = list(options)
        self._places = {one.value: place for place, one in enumerate(self._options)}
        # Texts that end in their option's place sort in a third of the time that pairs of both take.
        self._texts = [f"{text}\0{place}" for place, one in enumerate(self._options) for text in _beginnings(one)]
        self._texts.sort()

    def beginning_so(self, prefix: str, limit: int, parents: frozenset[str] | None = None) -> tuple[list[Option], bool]:
        """The options in which a word begins so, by the alphabet; without a prefix the first ones in their order.

        Args:
            prefix: case and accents do not count.
            limit: the most options.
            parents: only options that belong to one of these values (`domain.dependent_options`); None for all.

        Returns:
            The options, and whether there are more.
        """
        wanted = fold(prefix)
        if not wanted:
            offered = (one for one in self._options if fits(one.of, parents))
            first = list(islice(offered, limit + 1))
            return first[:limit], len(first) > limit
        found: dict[int, None] = {}
        for at in range(bisect_left(self._texts, wanted), len(self._texts)):
            if not self._texts[at].startswith(wanted):
                break
            place = int(self._texts[at].rpartition("\0")[2])
            if fits(self._options[place].of, parents):
                found[place] = None
            if len(found) > limit:
                break
        return [self._options[place] for place in list(found)[:limit]], len(found) > limit

    def named(self, values: Iterable[str]) -> list[Option]:
        """The options of some values; one that is not offered has no name."""
        return [self._options[self._places[one]] if one in self._places else Option(one, {}) for one in values]


def _beginnings(option: Option) -> Iterator[str]:
    """The option's value and labels as they are compared, from each word on."""
    for text in {fold(text) for text in (option.value, *option.text.values())}:
        yield text
        at = text.find(" ")
        while at >= 0:
            yield text[at + 1 :]
            at = text.find(" ", at + 1)
