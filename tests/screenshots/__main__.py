"""Takes all pictures, or those of the parts that are named: `python -m tests.screenshots searching transfers`."""

from __future__ import annotations

import argparse
import os
import secrets
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.helpers.pseudo_locale import PseudoLocale
from tests.screenshots import (
    asking,
    density,
    exporting,
    helping,
    importing,
    longer,
    marking,
    photos,
    printing,
    saving,
    searching,
    settings,
    slow,
    starting,
    tables,
    transfers,
    transfers_trouble,
    trouble,
)
from tests.screenshots.stage import Stage
from tests.screenshots.studio import Look, high_contrast
from vizdesk.app import make_application
from vizdesk.widgets.theme import Theme

PARTS: Mapping[str, Callable[[Stage], None]] = {
    module.__name__.rpartition(".")[2]: module.take
    for module in (
        searching,
        asking,
        saving,
        tables,
        marking,
        exporting,
        printing,
        slow,
        trouble,
        helping,
        settings,
        density,
        photos,
        importing,
        starting,
        transfers,
        transfers_trouble,
        longer,  # last: what is said while it runs is said in its language, in other windows too
    )
}


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"one of {', '.join(PARTS)}; all without one")
    parser.add_argument("--look", choices=[*Look], action="append", help="only in this one; all without one")
    parser.add_argument("--clipped", action="store_true", help="no pictures: tell what longer words clip")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    application = make_application()
    theme = Theme(application)
    found: list[str] | None = None
    looks = asked.look or [*Look]
    if asked.clipped:
        found, looks = [], asked.look or [Look.LIGHT, Look.LARGE_TEXT]
        longer_words = PseudoLocale()
        application.installTranslator(longer_words)
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        key = home / "key"
        key.write_text(secrets.token_hex(32), encoding="ascii")
        key.chmod(0o600)
        os.environ |= {
            "VIZDESK_KEY_FILE": str(key),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        }
        for look in map(Look, looks):
            os.environ["HOME"] = str(home / look)
            with high_contrast(theme) if look is Look.HIGH_CONTRAST else nullcontext():
                _take(Stage(theme, look, home / look, found), asked.parts or list(PARTS))
            theme.set_text_size(100)
    if found:
        raise SystemExit(f"{len(found)} texts are clipped.")


def _take(stage: Stage, parts: Sequence[str]) -> None:
    for part, take in PARTS.items():
        if part in parts:
            take(stage)
    stage.close()


if __name__ == "__main__":
    main()
