"""From the paths that somebody names to the files in them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from vizdesk.domain.errors import VizDeskError
from vizdesk.domain.reasons import Reason, because
from vizdesk.domain.uploads import MAX_NAME_CHARACTERS


class Found(NamedTuple):
    """A file, and what it is called at the gateway: with its folders, where a folder was named."""

    path: Path
    name: str


class Unreadable(NamedTuple):
    """A path that no file can be had from, and why."""

    path: Path
    name: str
    problem: VizDeskError


def walk(paths: Iterable[Path]) -> Iterator[Found | Unreadable]:
    """All files in these paths, each once, folders in the order of their names.

    Links are followed; a folder is entered once, so that links in a circle end. Whether a file can be read is found out
    when it is read.
    """
    seen: set[Path] = set()
    entered: set[tuple[int, int]] = set()
    for path in paths:
        absolute = Path(os.path.abspath(path))  # noqa: PTH100  # not resolve(): a link keeps the name it was given
        for one in _below(absolute, absolute.parent, entered):
            if one.path not in seen:
                seen.add(one.path)
                yield one


def _below(path: Path, base: Path, entered: set[tuple[int, int]]) -> Iterator[Found | Unreadable]:
    waiting = [path]
    while waiting:
        one = waiting.pop()
        if not os.path.isdir(one):  # noqa: PTH112  # Path.is_dir raises where a path is too long
            yield Found(one, _name(one, base))
            continue
        try:
            told = one.stat()
            if (told.st_dev, told.st_ino) in entered:
                continue
            entered.add((told.st_dev, told.st_ino))
            waiting += sorted(one.iterdir(), reverse=True)
        except OSError:
            refusal = because(Reason.FOLDER_FORBIDDEN)
            yield Unreadable(one, _name(one, base), refusal)


def _name(path: Path, base: Path) -> str:
    """As text: what a name holds that is no character becomes U+FFFD, and only the end of a very long one is kept."""
    text = path.relative_to(base).as_posix() if path.is_relative_to(base) else path.name
    readable = os.fsencode(text).decode("utf-8", "replace")
    return readable[-MAX_NAME_CHARACTERS:] or "unnamed"
