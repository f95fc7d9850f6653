"""The fields of a form that hold files: given by a person, or to be written where they say."""

from dataclasses import KW_ONLY, dataclass

from consentkit.domain.codes import parse_code
from consentkit.domain.errors import InvalidInput
from consentkit.pages.fields import Field, Filled, NewFile
from consentkit.pages.parsers import looks_like_letter
from consentkit.sandbox.limits import MAX_FILE_BYTES
from consentkit.usecases.incoming import Incoming


@dataclass(frozen=True)
class FileField(Field[Incoming]):
    """A file that is given: typed as a path where there is a disk, uploaded else.

    A file larger than `most_bytes` is told before it is read.
    """

    _: KW_ONLY
    most_bytes: int = MAX_FILE_BYTES

    def read(self, filled: Filled) -> Incoming:
        """Return the file. Raises InvalidInput (file-not-found) where none was given."""
        found = filled.files.get(self.name, ())
        if not found:
            raise InvalidInput("file-not-found", file=self.label, field=self.name)
        return found[0]

    def read_or_none(self, filled: Filled) -> Incoming | None:
        """Return the file; `None` where none was given."""
        return None if self.is_empty(filled) else self.read(filled)

    def is_empty(self, filled: Filled) -> bool:
        """Tell whether no file was given."""
        return not filled.files.get(self.name) and super().is_empty(filled)


@dataclass(frozen=True)
class FilesField(Field[tuple[Incoming, ...]]):
    """Several files, or all of a folder whose names end in one of `endings`."""

    _: KW_ONLY
    endings: frozenset[str]

    def read(self, filled: Filled) -> tuple[Incoming, ...]:
        """Return the files. Raises InvalidInput (no-pictures) where none was given."""
        found = filled.files.get(self.name, ())
        if not found:
            raise InvalidInput("no-pictures", field=self.name)
        return found

    def is_empty(self, filled: Filled) -> bool:
        """Tell whether no file was given."""
        return not filled.files.get(self.name) and super().is_empty(filled)


class SignedLetterField(FileField):
    """A signed letter: the code of one that came back here, or the file of its scan or photograph."""

    def code(self, filled: Filled) -> str | None:
        """Return the code that was typed; `None` where a file was given, or nothing. Raises InvalidInput."""
        text = filled.text(self.name).strip()
        if filled.files.get(self.name) or not looks_like_letter(text):
            return None
        try:
            return parse_code(text, "L")
        except InvalidInput as error:
            error.facts["field"] = self.name
            raise


@dataclass(frozen=True)
class NewFileField(Field[NewFile]):
    """Where something is to be written: a path where there is a disk; else it is handed out under `start`."""

    _: KW_ONLY

    def read(self, filled: Filled) -> NewFile:
        """Return where to write. Raises InvalidInput where nothing can be written."""
        if self.name not in filled.new_files:
            raise InvalidInput("field-not-usable", field=self.name)
        return filled.new_files[self.name]
