"""The nearest in promise: boto3, a Content-MD5 for each part. `boto3_peer ENDPOINT FILE PART_SIZE AT_ONCE`."""

from __future__ import annotations

import base64
import hashlib
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import boto3
from botocore.config import Config
from s3transfer.utils import ReadFileChunk

PIECE = 1024 * 1024


def md5_of(file: Path, start: int, size: int) -> str:
    """Of a part, as a Content-MD5."""
    digest = hashlib.md5(usedforsecurity=False)
    with file.open("rb", buffering=0) as source:
        source.seek(start)
        while size:
            data = source.read(min(PIECE, size))
            digest.update(data)
            size -= len(data)
    return base64.b64encode(digest.digest()).decode()


def main(endpoint: str, file: Path, part_size: int, at_once: int) -> None:
    """Upload the file."""
    config = Config(
        s3={"addressing_style": "path", "payload_signing_enabled": False},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        max_pool_connections=at_once,
    )
    client = boto3.client("s3", endpoint_url=endpoint, config=config)
    place = {"Bucket": "bench", "Key": "boto3"}
    upload = client.create_multipart_upload(**place)["UploadId"]
    size = file.stat().st_size

    def send(number: int) -> dict[str, object]:
        start = (number - 1) * part_size
        length = min(part_size, size - start)
        md5 = md5_of(file, start, length)
        with ReadFileChunk.from_filename(str(file), start, length) as body:
            answer = client.upload_part(
                **place, UploadId=upload, PartNumber=number, Body=body, ContentLength=length, ContentMD5=md5
            )
        return {"PartNumber": number, "ETag": answer["ETag"]}

    with ThreadPoolExecutor(at_once) as pool:
        parts = list(pool.map(send, range(1, -(-size // part_size) + 1)))
    client.complete_multipart_upload(**place, UploadId=upload, MultipartUpload={"Parts": parts})


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
