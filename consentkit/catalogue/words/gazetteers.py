"""The towns that are looked for in the words of a story."""

from functools import cache

from consentkit.catalogue.shipped import assets_folder
from consentkit.domain.errors import Unavailable
from consentkit.domain.words.places import Gazetteer

_FILES = ("towns.tsv", "provinces.tsv")


@cache
def load_towns() -> Gazetteer:
    """Return the shipped gazetteer, read once. Raises Unavailable where it is missing or damaged."""
    rows = [row for file in _FILES for row in _rows(file)]
    return Gazetteer.of((country, name) for country, name in rows)


def _rows(file: str) -> list[list[str]]:
    try:
        lines = (assets_folder() / "places" / file).read_text(encoding="utf-8").splitlines()
    except OSError:
        raise Unavailable("shipped-files-missing", folder="places") from None
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    if not rows or any(len(row) != 2 for row in rows):  # noqa: PLR2004 - country and name
        raise Unavailable("shipped-files-missing", folder="places")
    return rows
