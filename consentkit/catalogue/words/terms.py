"""Reads the lists of words that may hurt: the shipped ones, then the organisation's own."""

from pathlib import Path

from consentkit.catalogue.folders import broken_file, content_of, files_in
from consentkit.catalogue.toml_files import read_value
from consentkit.domain.checklists import BrokenFile
from consentkit.domain.words.terms import Term, TermList

FOLDER = "terms"
"""Below a folder of policies."""


def load_terms(*folders: Path) -> tuple[tuple[Term, ...], tuple[BrokenFile, ...]]:
    """Return the terms of every list in these folders of policies, and what is wrong with broken ones."""
    terms: list[Term] = []
    broken: list[BrokenFile] = []
    for path in (path for folder in folders for path in files_in(folder / FOLDER)):
        content = content_of(path)
        found = read_value(content, TermList) if isinstance(content, bytes) else content
        if isinstance(found, TermList):
            terms += found.terms
        else:
            broken += broken_file(f"{FOLDER}/{path.name}", found)
    return tuple(terms), tuple(broken)
