"""The operating system's keyring: for the folders' keys and for what people sign in with."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from vizdesk.domain.errors import VizDeskError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

KEYRING_SERVICE = "VizDesk"
KEYRING_SECONDS = 5.0
"""How long a keyring may take: one that waits for somebody to unlock it can block for ever."""

_TRUSTED_BACKENDS = (
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)


def with_keyring(act: Callable[[KeyringBackend], object], refusal: VizDeskError) -> object:
    """Run `act` on the platform's own keyring, in a thread that is given up after `KEYRING_SECONDS`.

    Args:
        act: what is done with it.
        refusal: raised where there is no such keyring, or it refuses.

    Returns:
        What `act` returns.
    """
    outcome: queue.SimpleQueue[object] = queue.SimpleQueue()

    def work() -> None:
        try:
            outcome.put(act(_platform_keyring(refusal)))
        except Exception as error:  # noqa: BLE001  # keyring back ends raise whatever their platform raises
            outcome.put(error)

    threading.Thread(target=work, name="keyring", daemon=True).start()
    try:
        result = outcome.get(timeout=KEYRING_SECONDS)
    except queue.Empty:
        raise refusal from None
    if isinstance(result, Exception):
        raise refusal from None
    return result


def _platform_keyring(refusal: VizDeskError) -> KeyringBackend:
    """The best of the platform's own stores: never a plain-text one, whatever a configuration file says."""
    from keyring.backend import get_all_keyring  # late: 70 ms that a key file saves

    trusted = [one for one in get_all_keyring() if type(one).__module__ in _TRUSTED_BACKENDS]
    if not trusted:
        raise refusal
    return max(trusted, key=lambda one: one.priority)
