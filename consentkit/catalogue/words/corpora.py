"""The corpora of invented people and innocent sentences with which finding is measured."""

from consentkit.catalogue.shipped import assets_folder
from consentkit.catalogue.toml_files import read_value
from consentkit.domain.errors import Unavailable
from consentkit.domain.words.benches import Corpus


def load_corpus(language: str) -> Corpus:
    """Return the shipped corpus of a language. Raises Unavailable where it is missing or damaged."""
    path = assets_folder() / "bench" / "words" / f"{language}.toml"
    try:
        found = read_value(path.read_bytes(), Corpus)
    except OSError:
        found = ()
    if not isinstance(found, Corpus):
        raise Unavailable("shipped-files-missing", folder="bench")
    return found
