"""Looks into the folders of data files; what cannot be read is told, never skipped."""

from pathlib import Path

from consentkit.catalogue.toml_files import Fault, Faults
from consentkit.domain.checklists import BrokenFile
from consentkit.sandbox.given_files import MOST_TEXT_BYTES, read_given


def files_in(folder: Path) -> list[Path]:
    """Return the `.toml` files by name; a folder that does not exist holds nothing."""
    try:
        return sorted(path for path in folder.iterdir() if path.suffix.lower() == ".toml")
    except FileNotFoundError:
        return []
    except OSError:
        # Reading the folder as if it were a file fails in turn, and so it is told as broken.
        return [folder]


def content_of(path: Path) -> bytes | Faults:
    """Return the file's bytes, or the fault that it cannot be read."""
    try:
        return read_given(path, MOST_TEXT_BYTES)
    except OSError as error:
        return (
            Fault(
                "", f"This file cannot be read: {error.strerror}. Check that it exists and is open to you."
            ),
        )


def broken_file(name: str, faults: Faults) -> tuple[BrokenFile, ...]:
    """Return one `BrokenFile` for each fault of the file of this name."""
    return tuple(BrokenFile(file=name, field=fault.field, problem=fault.problem) for fault in faults)
