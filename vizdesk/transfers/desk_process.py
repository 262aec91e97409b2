"""The desk in a process of its own: neither its work nor its hold on the interpreter is the window's."""

from __future__ import annotations

import pickle
import queue
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Concatenate, ParamSpec

from vizdesk.net.embedded import own_program
from vizdesk.net.link import GatewayLink
from vizdesk.net.proxy import Proxy
from vizdesk.transfers.desk import CLOSE_SECONDS, Told, TransferDesk
from vizdesk.transfers.desk_job import Asked, Begin, Way
from vizdesk.transfers.schedule import Limits

if TYPE_CHECKING:
    from vizdesk.net.client import GatewayClient

COMMAND = "transfer-job"
END_SECONDS = CLOSE_SECONDS + 1
"""So long the child may take to end; then it is killed, which loses nothing that the storage has confirmed."""

P = ParamSpec("P")


class DeskProcess:
    """A `TransferDesk` in a child process that ends with this one, however that goes. No method but `close` waits.

    Args:
        folder: where the journal is.
        gateway: its name in the journal.
        link: the way to the gateway; the child is told whenever it changes.
        on_told: called on a thread with what the desk tells; answer it with `TransferDesk.taken`.
        on_ended: called on a thread when the child has ended unasked.
        proxy: the way to a storage on another computer.
        limits: how much may be sent when.
    """

    def __init__(
        self,
        folder: Path,
        gateway: str,
        link: GatewayLink,
        on_told: Callable[[Told], None],
        on_ended: Callable[[], None],
        proxy: Proxy,
        limits: Limits,
    ) -> None:
        self._on_told, self._on_ended = on_told, on_ended
        self._words: queue.SimpleQueue[Begin | Way | Asked | None] = queue.SimpleQueue()
        self._closed = False
        self._child: subprocess.Popen[bytes] | None = None
        self._words.put(Begin(folder, gateway, proxy, limits))
        link.follow(self._on_link)
        self._thread = threading.Thread(target=self._run, name="transfer-process", daemon=True)
        self._thread.start()

    def ask(self, what: Callable[Concatenate[TransferDesk, P], None], *values: P.args, **named: P.kwargs) -> None:
        """Call a method of the desk."""
        self._words.put(Asked(what.__name__, values, named))

    def close(self) -> None:
        """Stop, wherever each transfer is; the next desk goes on with all of them. Waits a few seconds at most."""
        self._closed = True
        self._words.put(None)
        self._thread.join(END_SECONDS)
        if self._child is not None and self._thread.is_alive():
            self._child.kill()

    def _on_link(self, client: GatewayClient | None, connecting: bool) -> None:
        if client is None:
            self._words.put(Way(connecting=connecting))
        else:
            self._words.put(Way(client.url, client.token, client.route.to_json()))

    def _run(self) -> None:
        try:
            child = self._child = subprocess.Popen(
                [*own_program(), COMMAND], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        except OSError:
            self._on_ended()
            return
        with child:
            assert child.stdin is not None and child.stdout is not None  # noqa: S101  # both are pipes
            writer = threading.Thread(target=self._write, args=(child.stdin,), name="transfer-words", daemon=True)
            writer.start()
            self._read(child.stdout)
            self._words.put(None)
            writer.join()
        if not self._closed:
            self._on_ended()

    def _read(self, outgoing: IO[bytes]) -> None:
        with suppress(EOFError, pickle.UnpicklingError, OSError):
            while True:
                told = pickle.load(outgoing)  # noqa: S301  # the child is this program
                if not self._closed:
                    self._on_told(told)

    def _write(self, incoming: IO[bytes]) -> None:
        with suppress(OSError), incoming:
            while (word := self._words.get()) is not None:
                pickle.dump(word, incoming)
                incoming.flush()
