"""Reads the lists of words that can harm; a list that cannot be read is told, never skipped."""

from dataclasses import dataclass
from pathlib import Path

from consentkit.catalogue.folders import broken_file, content_of, files_in
from consentkit.catalogue.toml_files import Fault, read_value
from consentkit.domain.checklists import BrokenFile
from consentkit.domain.words.terms import TermList

TERMS = "terms"
"""The folder beside the policies that holds a list for each language, such as `th.toml`."""


@dataclass(frozen=True)
class TermLists:
    """The lists of all languages, the shipped ones first, and the faults of those that cannot be read."""

    lists: tuple[TermList, ...]
    broken: tuple[BrokenFile, ...]


def load_terms(*policies: Path) -> TermLists:
    """Read the lists beside the policies: the shipped folder first, then the organisation's own.

    A folder that does not exist holds nothing. An organisation's list of a language adds to the shipped one.
    """
    lists: list[TermList] = []
    broken: list[BrokenFile] = []
    for path in (path for folder in policies for path in files_in(folder / TERMS)):
        content = content_of(path)
        read = read_value(content, TermList) if isinstance(content, bytes) else content
        if isinstance(read, tuple):
            broken += broken_file(path.name, read)
        elif read.language != path.stem:
            fault = Fault("language", f"The file is named {path.name}: write its language, or rename it.")
            broken += broken_file(path.name, (fault,))
        else:
            lists.append(read)
    return TermLists(tuple(lists), tuple(broken))
