"""Ending a connection under a thread that waits on it."""

from __future__ import annotations

import socket
from contextlib import suppress


def shut(one: socket.socket) -> None:
    """End a connection from another thread than the one that uses it, which then gets an error at once.

    Closing alone would not wake that thread. TLS is passed over: `SSLSocket.shutdown` would put it away first, and the
    other thread's next bytes might go out readably.
    """
    with suppress(OSError):
        socket.socket.shutdown(one, socket.SHUT_RDWR)
