"""What can be done from here, for the command palette: sources of commands, and the search among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from vizdesk.domain.text import fold
from vizdesk.models.fuzzy import fuzzy_score

MOST_FOUND = 50


class Command(NamedTuple):
    """One thing to do.

    Args:
        title: what it is called.
        run: does it.
        detail: where it belongs, such as a page's name.
        keys: its keys as `QKeySequence` writes them, or "".
        icon: the name of its icon.
    """

    title: str
    run: Callable[[], object]
    detail: str = ""
    keys: str = ""
    icon: str = "chevron-right"


CommandSource = Callable[[], Iterable[Command]]
"""Asked for its commands whenever the palette opens; it gives only those that can be run now."""


class Commands:
    """All commands of a window, from sources that each part of it adds."""

    def __init__(self) -> None:
        self._sources: list[CommandSource] = []

    def add(self, source: CommandSource) -> None:
        """Offer what a source gives, after the sources that are there already."""
        self._sources.append(source)

    def all(self) -> list[Command]:
        """All commands as they are now, in their sources' order."""
        return [command for source in self._sources for command in source()]


class CommandSearch:
    """The commands of one opening of the palette, with their comparable names worked out once.

    Args:
        commands: in the order in which equally good ones are shown.
    """

    def __init__(self, commands: Iterable[Command]) -> None:
        self._named = [(fold(one.title), fold(f"{one.title} {one.detail}"), one) for one in commands]

    def find(self, typed: str, most: int = MOST_FOUND) -> list[Command]:
        """The commands that answer to what is typed, best first; without a text the first ones.

        Letters are looked for in names. Whole words may also be of where a command belongs (“persons hair”); that
        counts less.
        """
        wanted = fold(typed)
        words = wanted.split()
        found: list[tuple[float, int, Command]] = []
        for place, (title, whole, command) in enumerate(self._named):
            score = fuzzy_score(wanted, title)
            if score is None and all(word in whole for word in words):
                score = 0.0
            if score is not None:
                found.append((-score, place, command))
        return [command for _, _, command in sorted(found, key=lambda one: one[:2])[:most]]
