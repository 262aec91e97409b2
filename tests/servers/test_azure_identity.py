"""Azure without an account's key: the platform's own identity, and signatures by a key that Azure lends it."""

from __future__ import annotations

import base64
import json
import secrets
import ssl
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any

import httpx
import pytest
from azure.core.credentials import AccessToken
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.helpers.storage_contract import md5, new_key, part_sum
from tests.servers.conftest import CONTAINER, running
from vizdesk.domain.parts import PartPlan
from vizdesk.domain.uploads import StoredPart
from vizdesk.gateway.storage.azure import AzureStorage
from vizdesk.gateway.storage.azure_access import AzureAccess
from vizdesk.gateway.storage.settings import parse_storage

pytestmark = [pytest.mark.servers, pytest.mark.timeout(300)]

PORT = 15_011
ENDPOINT = f"https://127.0.0.1:{PORT}/devstoreaccount1"


class Identity:
    """Gives tokens as Entra would; Azurite reads them and cannot check their signature."""

    def get_token(self, *_scopes: str, **_options: Any) -> AccessToken:
        now = int(time.time())
        claims = {
            "aud": "https://storage.azure.com",
            "iss": "https://sts.windows.net/ab1f708d-50f6-404c-a006-d71b2ac7a606/",
            "iat": now - 60,
            "nbf": now - 60,
            "exp": now + 3600,
            "oid": "23657296-5cd5-45b0-a809-d972a7f4dfe1",
            "tid": "dd0d0df1-06c3-436c-8034-4b9a153097ce",
        }
        parts = ({"typ": "JWT", "alg": "RS256"}, claims)
        token = ".".join(base64.urlsafe_b64encode(json.dumps(one).encode()).decode().rstrip("=") for one in parts)
        return AccessToken(f"{token}.c2ln", now + 3600)


def certificate(folder: Path) -> tuple[Path, Path]:
    """For 127.0.0.1, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "cert.pem", folder / "key.pem"
    form = serialization.PrivateFormat.PKCS8
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()))
    return paths


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Azurite with HTTPS, which it demands for identities, and its certificate."""
    folder = tmp_path_factory.mktemp("azurite-identity")
    cert, key = certificate(folder)
    variables = {"AZURE_STORAGE_SERVICE_ENDPOINT": ENDPOINT, "REQUESTS_CA_BUNDLE": str(cert)}
    with running("azurite", folder, PORT, variables, "--oauth", "basic", "--cert", str(cert), "--key", str(key)):
        yield cert


def test_a_file_arrives_by_a_lent_key(trusted: Path) -> None:
    content = secrets.token_bytes(1000)
    access = AzureAccess(Identity())
    access.service.create_container(CONTAINER)
    with (
        closing(AzureStorage(parse_storage(f"azure://{CONTAINER}?urlSeconds=60"), access)) as storage,
        httpx.Client(verify=ssl.create_default_context(cafile=trusted), trust_env=False) as client,
    ):
        key = new_key()
        store_id = storage.create(key, PartPlan(len(content), len(content)))
        batch = storage.sign(key, store_id, [part_sum(1, content)])
        assert 0 < batch.seconds <= 60
        (signed,) = batch.parts
        assert "skoid=" in signed.url  # who lent the key
        assert "spr=https" in signed.url
        assert client.put(signed.url, content=content, headers=signed.headers).status_code == 201
        assert client.put(signed.url.replace("se=2", "se=3"), content=content).status_code == 403
        storage.complete(key, store_id, [StoredPart(1, len(content), md5(content).hex())])
        found = storage.head(key)
        assert found is not None
        assert found.size == len(content)
        lent = access._lent
        storage.sign(key, store_id, [part_sum(1, content)])
        assert access._lent is lent  # asked for once, good for days
