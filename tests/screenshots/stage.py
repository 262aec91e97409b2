"""What a part works on: the window that most pictures are of, and folders of its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.screenshots.studio import Look, Studio
from vizdesk.widgets.theme import Theme


@dataclass
class Stage:
    """The pictures of one look.

    Args:
        theme: the application's.
        look: of the pictures.
        folder: everything that is written lies here; the user's home.
        found: where to put what is clipped, in place of taking pictures; or None.
    """

    theme: Theme
    look: Look
    folder: Path
    found: list[str] | None = None
    _studio: Studio | None = None

    @property
    def studio(self) -> Studio:
        """The window over the demo agency; made when it is first wanted, its page of persons is open."""
        if self._studio is None:
            self._studio = self.open("demo")
            self._studio.wait_until_online()
        return self._studio

    def open(self, name: str, gateway: str | None = None, *, demo: bool = True, language: str = "en_US") -> Studio:
        """Another window, over folders of this name; who opens it closes it."""
        return Studio(
            self.theme, self.look, self.folder / name, gateway, demo=demo, found=self.found, language=language
        )

    def close(self) -> None:
        """Close the window, if it was wanted."""
        if self._studio is not None:
            self._studio.close()
            self._studio = None
