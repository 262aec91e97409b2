"""Real servers: `make test-servers` installs them, these fixtures start them once a run and stop them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import boto3
import pytest
from azure.storage.blob import ContainerClient

from vizdesk.gateway.storage.azure_access import API_VERSION

REPOSITORY = Path(__file__).parents[2]
PORT = 15_003
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "vizdeskaccess",
    "AWS_SECRET_ACCESS_KEY": "vizdesksecret",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_ENDPOINT_URL": f"http://127.0.0.1:{PORT}",
}
BUCKET = "vizdesk-tests"


AZURITE_PORT = 15_010
AZURITE_URL = f"http://127.0.0.1:{AZURITE_PORT}/devstoreaccount1"
AZURITE_KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
"""The key that every Azurite has; it is published."""

CONTAINER = "vizdesk-tests"


@pytest.fixture(scope="session")
def ceph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Ceph's S3 gateway with an empty bucket."""
    with running("ceph", tmp_path_factory.mktemp("ceph"), PORT, CREDENTIALS):
        with closing(boto3.client("s3")) as client:
            client.create_bucket(Bucket=BUCKET)
        yield


@pytest.fixture(scope="session")
def azurite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ContainerClient]:
    """Azurite with an empty container."""
    account = f"AccountName=devstoreaccount1;AccountKey={AZURITE_KEY}"
    connection = f"DefaultEndpointsProtocol=http;{account};BlobEndpoint={AZURITE_URL};"
    variables = {"AZURE_STORAGE_CONNECTION_STRING": connection}
    with (
        running("azurite", tmp_path_factory.mktemp("azurite"), AZURITE_PORT, variables),
        ContainerClient.from_connection_string(connection, CONTAINER, api_version=API_VERSION) as client,
    ):
        client.create_container()
        yield client


@contextmanager
def running(script: str, folder: Path, port: int, variables: Mapping[str, str], *options: str) -> Iterator[None]:
    """Run a server, and have the environment that leads to it."""
    command = [str(REPOSITORY / "scripts" / script)]
    # its processes live longer than any one test, so they do not carry the mark of what a test must not leave behind
    environment = {name: value for name, value in os.environ.items() if name != "VIZDESK_TEST_RUN"} | dict(variables)
    try:
        subprocess.run([*command, "start", str(folder), str(port), *options], env=environment, check=True, timeout=110)
        with pytest.MonkeyPatch.context() as patch:
            for name, value in variables.items():
                patch.setenv(name, value)
            yield
    finally:
        subprocess.run([*command, "stop", str(folder)], env=environment, check=True, timeout=60)
