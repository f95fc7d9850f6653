"""Where a file that leaves the workspace may be written."""

import os
from pathlib import Path

from consentkit.domain.errors import Conflict, InvalidInput


def check_new_file(out: Path) -> None:
    """Raise Conflict where the file exists, InvalidInput where its folder is not there or not writable."""
    if out.exists():
        raise Conflict("file-exists", file=out.name)
    if not out.parent.is_dir() or not os.access(out.parent, os.W_OK):
        raise InvalidInput("folder-not-usable", folder=out.absolute().parent.name)
