"""The program `vizdesk`: its window, or one of its commands."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line; without any words, open the window at once."""
    os.umask(0o077)  # whatever is written is for this user only
    if len(sys.argv) == 1:
        from vizdesk.lean_start import prepare

        prepare()
        from vizdesk.app import run  # the window's start does not wait for click

        sys.exit(run())
    from vizdesk.cli import command_line

    command_line.main(prog_name="vizdesk")


if __name__ == "__main__":
    main()
