"""From settings to a storage."""

from __future__ import annotations

from pathlib import Path

from vizdesk.gateway.storage.folder import FOLDER_NAME, FolderStorage
from vizdesk.gateway.storage.protocol import ObjectStorage
from vizdesk.gateway.storage.settings import StorageSettings


def open_object_storage(settings: StorageSettings, data: Path) -> ObjectStorage:
    """The storage that the settings name; one in a folder lies in the data folder.

    Raises:
        BadRequest: the environment lacks what that storage needs.
    """
    if settings.kind == "folder":
        return FolderStorage(data / FOLDER_NAME, settings)
    if settings.kind == "azure":
        from vizdesk.gateway.storage.azure import AzureStorage  # late: Azure's library is for those who use it
        from vizdesk.gateway.storage.azure_access import AzureAccess

        return AzureStorage(settings, AzureAccess())
    from vizdesk.gateway.storage.s3 import S3Storage  # late: boto3 is for those who use it

    return S3Storage(settings)
