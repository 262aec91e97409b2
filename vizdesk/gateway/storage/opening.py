"""From settings to a storage."""

from __future__ import annotations

from pathlib import Path

from vizdesk.gateway.storage.folder import FOLDER_NAME, FolderStorage
from vizdesk.gateway.storage.protocol import ObjectStorage
from vizdesk.gateway.storage.settings import StorageSettings


def open_object_storage(settings: StorageSettings, data: Path) -> ObjectStorage:
    """The storage that the settings name; one in a folder lies in the data folder."""
    if settings.kind == "folder":
        return FolderStorage(data / FOLDER_NAME, settings)
    from vizdesk.gateway.storage.s3 import S3Storage  # late: boto3 is for those who use it

    return S3Storage(settings)
