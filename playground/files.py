"""Files that people and the bot sent."""

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import PurePosixPath

from playground.refusals import Json, bad_request

LARGEST_DOWNLOAD = 20 * 1024 * 1024  # bytes, by getFile
LARGEST_UPLOAD = 50 * 1024 * 1024
LARGEST_PHOTO = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class File:
    id: str
    unique_id: str
    name: str
    mime_type: str
    content: bytes
    path: str  # as in the download address
    width: int = 0
    height: int = 0

    def body(self) -> Json:
        """What every file says of itself."""
        return {"file_id": self.id, "file_unique_id": self.unique_id, "file_size": len(self.content)}

    def document(self) -> Json:
        return {"file_name": self.name, "mime_type": self.mime_type, **self.body()}

    def photo(self) -> list[Json]:
        return [{**self.body(), "width": self.width, "height": self.height}]


class Files:
    def __init__(self) -> None:
        self._by_id: dict[str, File] = {}
        self._by_path: dict[str, File] = {}

    def add(self, name: str, content: bytes, folder: str = "documents", mime_type: str | None = None) -> File:
        """Keep a file; a photo must be a PNG or a JPEG. Raises Refusal."""
        if not content:
            raise bad_request("file must be non-empty")
        number = len(self._by_id) + 1
        size = (0, 0)
        if folder == "photos":
            size = picture_size(content)
            if len(content) > LARGEST_PHOTO:
                raise bad_request(f"file is too big for a photo; the maximum size is {LARGEST_PHOTO} bytes")
        file = File(
            id=f"PG{number:06d}-{hashlib.sha256(f'{number}{name}'.encode()).hexdigest()[:24]}",
            unique_id=f"U{hashlib.sha256(content).hexdigest()[:14]}",
            name=name,
            mime_type=mime_type or mimetypes.guess_type(name)[0] or "application/octet-stream",
            content=content,
            path=f"{folder}/file_{number}{PurePosixPath(name).suffix}",
            width=size[0],
            height=size[1],
        )
        self._by_id[file.id] = self._by_path[file.path] = file
        return file

    def get(self, file_id: str) -> File:
        """Raises Refusal where there is none."""
        if file_id not in self._by_id:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return self._by_id[file_id]

    def find(self, file_id: str) -> File | None:
        return self._by_id.get(file_id)

    def at(self, path: str) -> File | None:
        file = self._by_path.get(path)
        return file if file is not None and len(file.content) <= LARGEST_DOWNLOAD else None


def picture_size(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG or a JPEG; raises Refusal for anything else."""
    if content[:8] == b"\x89PNG\r\n\x1a\n" and len(content) >= 24:
        return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    if content[:2] == b"\xff\xd8":
        at = 2
        while at + 9 <= len(content) and content[at] == 0xFF:
            if 0xC0 <= content[at + 1] <= 0xCF and content[at + 1] not in (0xC4, 0xC8, 0xCC):
                return int.from_bytes(content[at + 7 : at + 9]), int.from_bytes(content[at + 5 : at + 7])
            at += 2 + int.from_bytes(content[at + 2 : at + 4])
    raise bad_request("IMAGE_PROCESS_FAILED")
