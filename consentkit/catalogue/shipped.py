"""Knows where the shipped policies, forms and assets landed; nothing else does."""

from pathlib import Path

import consentkit
from consentkit.domain.errors import Unavailable


def policies_folder() -> Path:
    """Return the folder of the shipped policies; raises Unavailable when it is missing."""
    return _folder("policies", _package())


def forms_folder() -> Path:
    """Return the folder of the shipped forms; raises Unavailable when it is missing."""
    return _folder("forms", _package())


def assets_folder() -> Path:
    """Return the folder of the shipped assets; raises Unavailable when it is missing."""
    return _folder("assets", _package())


def _package() -> Path:
    return Path(consentkit.__file__).parent


def _folder(name: str, package: Path) -> Path:
    # A wheel carries them inside the package, a checkout beside it.
    for folder in (package / "shipped" / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise Unavailable("shipped-files-missing", folder=name)
