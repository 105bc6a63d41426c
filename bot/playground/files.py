"""Files that people and bots have sent, in memory, and how the Bot API speaks of them."""

import itertools
import mimetypes
import struct
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from bot.playground.errors import bad_request

LARGEST_DOWNLOAD = 20 * 1024 * 1024  # bytes that a bot can fetch
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it comes in: its name as the sender gave it (never used as a path), its bytes."""

    name: str
    data: bytes = field(repr=False)
    mime: str = ""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file with the identifiers that bots know it by; `path` is the one for downloads."""

    file_id: str
    unique_id: str
    path: str
    name: str
    mime: str
    data: bytes = field(repr=False)

    def to_json(self) -> dict[str, Any]:
        """Return what every kind of file has in common."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.data),
        }


class FileStore:
    """Keeps files by id and by path."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._numbers = itertools.count()

    def keep(self, upload: Upload, folder: str) -> StoredFile:
        """Store a file; `folder` is "documents" or "photos"."""
        number = next(self._numbers)
        suffix = PurePosixPath(upload.name.replace("\\", "/")).suffix
        tail = suffix if suffix.isascii() and suffix[1:].isalnum() else ""
        guessed = mimetypes.guess_type(f"file{tail}")[0] or "application/octet-stream"
        stored = StoredFile(
            file_id=f"BQACAgQAAxk{number:08d}{'AAB' * 8}AAE",
            unique_id=f"AgAD{number:08d}",
            path=f"{folder}/file_{number}{tail}",
            name=upload.name,
            mime=upload.mime or guessed,
            data=upload.data,
        )
        self._by_id[stored.file_id] = self._by_path[stored.path] = stored
        return stored

    def by_id(self, file_id: str) -> StoredFile | None:
        """Return the file with this id."""
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> StoredFile | None:
        """Return the file to download at this path."""
        return self._by_path.get(path)


def document_json(stored: StoredFile) -> dict[str, Any]:
    """Return a Bot API Document."""
    return {"file_name": stored.name, "mime_type": stored.mime, **stored.to_json()}


def photo_json(stored: StoredFile) -> list[dict[str, Any]]:
    """Return a Bot API array of PhotoSize; refuses what isn't a picture."""
    width, height = picture_size(stored.data)
    if min(width, height) < 1 or width + height > 10_000:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return [{**stored.to_json(), "width": width, "height": height}]


def picture_size(data: bytes) -> tuple[int, int]:
    """Return width and height of a PNG, GIF or JPEG in pixels; anything else is a 400."""
    if data.startswith(_PNG) and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    if data.startswith((b"GIF87a", b"GIF89a")) and len(data) >= 10:
        width, height = struct.unpack("<HH", data[6:10])
        return width, height
    size = _jpeg_size(data) if data.startswith(b"\xff\xd8") else None
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    return size


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Walk the segments of a JPEG up to the frame header."""
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
