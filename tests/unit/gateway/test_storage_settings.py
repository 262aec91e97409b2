"""`--storage` addresses."""

from __future__ import annotations

import pytest

from vizdesk.domain.errors import BadRequest
from vizdesk.domain.sizes import MIB
from vizdesk.gateway.storage.azure_access import (
    ACCOUNT_VARIABLE,
    CONNECTION_VARIABLE,
    ENDPOINT_VARIABLE,
    AzureAccess,
)
from vizdesk.gateway.storage.settings import parse_storage


def test_a_folder() -> None:
    settings = parse_storage("folder")
    assert (settings.kind, settings.root, settings.limits.smallest) == ("folder", "", 1)


def test_a_bucket_with_options() -> None:
    settings = parse_storage(
        "s3://evidence/intake/2026?partSize=64MiB&mostParts=1000&urlSeconds=60&publicUrl=https://x"
    )
    assert (settings.kind, settings.bucket, settings.root) == ("s3", "evidence", "intake/2026/")
    assert (settings.limits.preferred, settings.limits.most) == (64 * MIB, 1000)
    assert (settings.url_seconds, settings.public_url) == (60, "https://x")


def test_a_container_of_azure() -> None:
    settings = parse_storage("azure://evidence-7/intake?partSize=4000MiB")
    assert (settings.kind, settings.bucket, settings.root) == ("azure", "evidence-7", "intake/")
    assert (settings.limits.smallest, settings.limits.most) == (1, 50_000)


def test_azure_needs_an_account(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (CONNECTION_VARIABLE, ACCOUNT_VARIABLE, ENDPOINT_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(BadRequest, match="which storage account"):
        AzureAccess()
    monkeypatch.setenv(CONNECTION_VARIABLE, "AccountName=a;SharedAccessSignature=sig=x;BlobEndpoint=https://a.example")
    with pytest.raises(BadRequest, match="no AccountKey"):
        AzureAccess()
    monkeypatch.setenv(CONNECTION_VARIABLE, "a secret")
    with pytest.raises(BadRequest, match="not a connection string") as refusal:
        AzureAccess()
    assert "secret" not in refusal.value.told()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "folder/x",
        "s3://",
        "s3://bucket/../x",
        "s3://bucket/a//x",
        "azure://",
        "azure://c/p",
        "azure://Evidence",
        "azure://evidence--x",
        "azure://evidence?mostParts=50001",
        "azure://evidence?partSize=4001MiB",
        "folder?size=1",
        "s3://b?partSize=1MiB",
        "s3://b?partSize=6GiB",
        "folder?urlSeconds=0",
        "folder?urlSeconds=604801",
        "folder?port=65536",
        "folder?mostParts=10001",
        "folder?partSize=big",
    ],
)
def test_what_is_none(text: str) -> None:
    with pytest.raises(BadRequest):
        parse_storage(text)
