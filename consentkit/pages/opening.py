"""The files of a form, where there is a disk: the paths that were typed, opened."""

import shlex
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from consentkit.domain.errors import ConsentkitError, InvalidInput
from consentkit.pages.fields import Field, Filled, NewFile
from consentkit.pages.file_fields import FileField, FilesField, NewFileField, SignedLetterField
from consentkit.pages.files import check_new_file, incoming, write_file
from consentkit.pages.parsers import looks_like_letter
from consentkit.usecases.incoming import Incoming


def opened(fields: Iterable[Field[Any]], values: Mapping[str, str]) -> Filled:
    """Return a form as it was filled in. Raises InvalidInput or Conflict that names the field."""
    files: dict[str, tuple[Incoming, ...]] = {}
    new_files: dict[str, NewFile] = {}
    for one in fields:
        text = values.get(one.name, "").strip()
        if not text:
            continue
        try:
            if isinstance(one, NewFileField):
                new_files[one.name] = _new_file(_path(text))
            elif isinstance(one, FilesField):
                files[one.name] = tuple(incoming(path) for path in _files(text, one.endings))
            elif isinstance(one, FileField) and not _is_code(one, text):
                files[one.name] = (incoming(_path(text), one.most_bytes),)
        except ConsentkitError as error:
            error.facts["field"] = one.name
            raise
    return Filled(values, files, new_files)


def _path(text: str) -> Path:
    return Path(text).expanduser()


def _is_code(one: FileField, text: str) -> bool:
    """Tell whether a letter's code was typed; what lies here as a file is a file."""
    return isinstance(one, SignedLetterField) and looks_like_letter(text) and not _path(text).exists()


def _new_file(path: Path) -> NewFile:
    check_new_file(path)
    return NewFile(path.name, str(path), partial(write_file, path))


def _files(text: str, endings: frozenset[str]) -> Iterator[Path]:
    # One path with spaces, typed without quotes, is one path.
    paths = [_path(text)] if _path(text).exists() else [_path(part) for part in _parts(text)]
    for path in paths:
        if not path.is_dir():
            yield _known(path)
            continue
        found = sorted(file for file in path.iterdir() if file.suffix.lower() in endings)
        if not found:
            raise InvalidInput("no-pictures")
        yield from found


def _parts(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:
        return [text]


def _known(path: Path) -> Path:
    if not path.is_file():
        raise InvalidInput("file-not-found", file=path.name)
    return path
