"""Real servers: `make test-servers` installs them, these fixtures start them once a run and stop them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest

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


@pytest.fixture(scope="session", autouse=True)
def ceph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Ceph's S3 gateway with an empty bucket."""
    folder = tmp_path_factory.mktemp("ceph")
    command = [str(REPOSITORY / "scripts" / "ceph")]
    # its daemons live longer than any one test, so they do not carry the mark of what a test must not leave behind
    environment = {name: value for name, value in os.environ.items() if name != "VIZDESK_TEST_RUN"} | CREDENTIALS
    try:
        subprocess.run([*command, "start", str(folder), str(PORT)], env=environment, check=True, timeout=110)
        with pytest.MonkeyPatch.context() as patch:
            for name, value in CREDENTIALS.items():
                patch.setenv(name, value)
            client = boto3.client("s3")
            client.create_bucket(Bucket=BUCKET)
            client.close()
            yield
    finally:
        subprocess.run([*command, "stop", str(folder)], env=environment, check=True, timeout=60)
