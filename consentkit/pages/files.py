"""Where a path that a person gave becomes bytes, and bytes a file; use-cases know neither."""

import os
from functools import partial
from pathlib import Path

from consentkit.domain.errors import Conflict, InvalidInput, Unavailable
from consentkit.sandbox.given_files import TooLarge, read_given
from consentkit.sandbox.limits import MAX_FILE_BYTES
from consentkit.store.disk.files import write_new
from consentkit.store.machine import failures_told
from consentkit.usecases.incoming import Incoming

PICTURE_ENDINGS = frozenset(
    {".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".avif", ".gif", ".heic", ".heif"}
)


def incoming(path: Path, most_bytes: int = MAX_FILE_BYTES) -> Incoming:
    """Return a person's file as use-cases take it; it is read when it is needed, and never changed."""
    return Incoming(path.name, partial(read_file, path, most_bytes))


def read_file(path: Path, most_bytes: int = MAX_FILE_BYTES) -> bytes:
    """Return a file's bytes: it is looked at before it is read.

    Raises InvalidInput: file-not-found for what cannot be read or is no regular file, file-too-large.
    """
    try:
        return read_given(path, most_bytes)
    except TooLarge:
        raise InvalidInput("file-too-large", limit_mb=max(1, most_bytes // 1_000_000)) from None
    except (OSError, ValueError):
        # ValueError: a name with a NUL.
        raise InvalidInput("file-not-found", file=path.name) from None


def pictures_in(folder: Path) -> tuple[Incoming, ...]:
    """Return the files in a folder that look like pictures. Raises InvalidInput where there is none."""
    if not folder.is_dir():
        raise InvalidInput("file-not-found", file=folder.name)
    found = tuple(sorted(p for p in folder.iterdir() if p.suffix.lower() in PICTURE_ENDINGS))
    if not found:
        raise InvalidInput("no-pictures")
    return tuple(incoming(picture) for picture in found)


def marked_pictures(folder: Path) -> tuple[Incoming, tuple[Incoming, ...]]:
    """Return what people marked in a folder's pictures, `gt.json`, and the pictures themselves, `images/`."""
    shown = folder / "images"
    pictures = sorted(path for path in shown.iterdir() if path.is_file()) if shown.is_dir() else ()
    return incoming(folder / "gt.json"), tuple(incoming(picture) for picture in pictures)


def check_new_file(out: Path) -> None:
    """Raise Conflict where the file exists, InvalidInput where its folder is not there or not writable."""
    with failures_told():
        is_there = out.exists()
    if is_there:
        raise Conflict("file-exists", file=out.name or str(out))
    if not out.parent.is_dir() or not os.access(out.parent, os.W_OK):
        raise InvalidInput("folder-not-usable", folder=out.absolute().parent.name)


def ready_folder(folder: Path) -> None:
    """Make a folder for this account alone, unless it is there. Raises Unavailable (file-not-written)."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        raise Unavailable("file-not-written", file=folder.name) from None


def write_file(out: Path, data: bytes) -> Path:
    """Write a new file for this account alone, whole or not at all, and nothing beside it.

    Raises what `check_new_file` does, and Unavailable (file-not-written).
    """
    check_new_file(out)
    try:
        write_new(out, data)
    except FileExistsError:
        raise Conflict("file-exists", file=out.name) from None
    except Unavailable:
        raise Unavailable("file-not-written", file=out.name) from None
    return out


_ENDINGS = (
    (b"%PDF", ".pdf"), (b"\x89PNG", ".png"), (b"\xff\xd8", ".jpg"), (b"RIFF", ".webp"), (b"II*", ".tif"),
    (b"MM", ".tif"), (b"GIF8", ".gif"), (b"{\\rtf", ".rtf"), (b"<", ".html"),
)  # fmt: skip
_HEAD_BYTES = 200


def ending_of(data: bytes) -> str:
    """Return the ending under which a viewer opens a paper that was given, by its first bytes."""
    if data[4:8] == b"ftyp":
        return ".heic"
    if data.startswith(b"PK"):
        return ".odt" if b"opendocument" in data[:_HEAD_BYTES] else ".docx"
    return next((ending for mark, ending in _ENDINGS if data.startswith(mark)), ".txt")
