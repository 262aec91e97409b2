"""Who the gateway is to Azure, and the signatures (SAS) that it gives clients."""

from __future__ import annotations

import os
import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from vizdesk.domain.errors import BadRequest

if TYPE_CHECKING:
    from azure.core.credentials import TokenCredential
    from azure.storage.blob import BlobServiceClient, UserDelegationKey

CONNECTION_VARIABLE = "AZURE_STORAGE_CONNECTION_STRING"
ACCOUNT_VARIABLE = "AZURE_STORAGE_ACCOUNT"
ENDPOINT_VARIABLE = "AZURE_STORAGE_SERVICE_ENDPOINT"
"""Where the account is reached, if not at `https://ACCOUNT.blob.core.windows.net`."""

API_VERSION = "2024-11-04"
CONNECT_SECONDS = 5
READ_SECONDS = 300
TRIES = 3

DELEGATION = timedelta(days=6)
"""For how long a user delegation key is asked; Azure gives one for 7 days at most."""

DELEGATION_MARGIN = timedelta(days=1)


class Leave(NamedTuple):
    """A query that permits writing one blob, and for how many seconds."""

    query: str
    seconds: int


class AzureAccess:
    """The client of a storage account, and what signs for it: the account's key, or a key that Azure lends us.

    Args:
        credential: the identity; by default the connection string of the environment, else the platform's own identity.

    Raises:
        BadRequest: the environment does not say which account.
    """

    def __init__(self, credential: TokenCredential | None = None) -> None:
        from azure.storage.blob import BlobServiceClient  # late: 300 ms that no other start pays

        options: dict[str, Any] = {
            "api_version": API_VERSION,
            "connection_timeout": CONNECT_SECONDS,
            "read_timeout": READ_SECONDS,
            "retry_total": TRIES - 1,
        }
        connection = os.environ.get(CONNECTION_VARIABLE)
        self.service: BlobServiceClient
        if connection and credential is None:
            try:
                self.service = BlobServiceClient.from_connection_string(connection, **options)
            except ValueError:
                raise BadRequest(f"{CONNECTION_VARIABLE} is not a connection string.", "Copy it again.") from None
        else:
            self.service = BlobServiceClient(_endpoint(), credential=credential or _identity(), **options)
        key = getattr(self.service.credential, "account_key", None)
        if connection and credential is None and key is None:
            raise BadRequest(
                f"{CONNECTION_VARIABLE} holds no AccountKey.", "Use that of an access key, or an identity."
            )
        self._key: str | None = key
        self._lent: UserDelegationKey | None = None
        self._lent_until = datetime.min.replace(tzinfo=UTC)
        self._lock = threading.Lock()

    def sign(self, container: str, blob: str, seconds: int) -> Leave:
        """Leave to write a blob for so many seconds; less where a lent key ends sooner."""
        from azure.storage.blob import BlobSasPermissions, generate_blob_sas

        now = datetime.now(UTC)
        until = now + timedelta(seconds=seconds)
        lent = None
        if self._key is None:
            lent, lent_until = self._lent_key(now, until)
            until = min(until, lent_until)
        query = generate_blob_sas(
            str(self.service.account_name),
            container,
            blob,
            account_key=self._key,
            user_delegation_key=lent,
            permission=BlobSasPermissions(write=True),
            expiry=until,
            protocol="https" if self.service.url.startswith("https:") else None,
        )
        return Leave(query, int((until - now).total_seconds()))

    def close(self) -> None:
        """Close the connections."""
        self.service.close()

    def _lent_key(self, now: datetime, until: datetime) -> tuple[UserDelegationKey, datetime]:
        with self._lock:
            if self._lent is None or self._lent_until < min(until, now + DELEGATION - DELEGATION_MARGIN):
                self._lent_until = now + DELEGATION
                self._lent = self.service.get_user_delegation_key(now - timedelta(minutes=5), self._lent_until)
            return self._lent, self._lent_until


def _endpoint() -> str:
    endpoint, account = os.environ.get(ENDPOINT_VARIABLE), os.environ.get(ACCOUNT_VARIABLE)
    if not endpoint and not account:
        raise BadRequest(
            "It is not said which storage account of Azure to use.",
            f"Set {CONNECTION_VARIABLE}, or {ACCOUNT_VARIABLE} for the platform’s own identity.",
        )
    return endpoint or f"https://{account}.blob.core.windows.net"


def _identity() -> TokenCredential:
    from azure.identity import DefaultAzureCredential

    return DefaultAzureCredential()
