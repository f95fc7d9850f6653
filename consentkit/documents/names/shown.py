"""Words that a reader of a document sees: a name made of them alone adds nothing.

Runs only in the document reader's process.
"""

import html
import re
from collections.abc import Iterable

from consentkit.documents.names.known import says_nothing

_SILENT = "style|script|head|title|desc|instrText|delText|annotation|creator|notes|template"
_UNSEEN = re.compile(
    rf"<!--.*?-->|<\?.*?\?>|<((?:[\w.-]+:)?(?:{_SILENT}))(?=[\s>])[^>]*(?<!/)>.*?</\1\s*>"
    r"|<nav\b[^>]*\bhidden\b[^>]*>.*?</nav\s*>|<[^>]*>",
    re.DOTALL | re.IGNORECASE,
)
_WORD = re.compile(r"[^\s\x00-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]+")
"""What stands between spaces and signs: scripts that write no spaces have long ones."""

_SITE = re.compile(r"https?://[\w.-]+/")
_ENDING = re.compile(r"\.(?:jpe?g|png|gif|tiff?|webp|heic|avif|svg|emf|x?html?)\Z")
_LEAST_LETTERS, _SHORT_NUMBER = 2, 2
_LINKING = frozenset({"a", "an", "and", "at", "by", "for", "in", "of", "on", "the", "to", "with"})


def shown_words(texts: Iterable[bytes]) -> frozenset[str]:
    """Return the words between the tags of these members, in small letters."""
    words: set[str] = set()
    for text in texts:
        plain = html.unescape(_UNSEEN.sub(" ", text.decode("utf-8", "replace")))
        words.update(one.lower() for one in _WORD.findall(plain))
    return frozenset(words)


def is_seen(name: str, shown: frozenset[str]) -> bool:
    """Tell whether each word of a name stands on the pages, or is one of programs beside such words."""
    words = _WORD.findall(_SITE.sub("", name.lower()))
    return any(one in shown for one in words) and all(_adds_nothing(one, shown) for one in words)


def is_typed_there(name: str, shown: frozenset[str]) -> bool:
    """Tell whether each word that somebody typed stands on the pages, too."""
    words = _WORD.findall(_ENDING.sub("", _SITE.sub("", name.lower())))
    return bool(words) and all(one in shown or one in _LINKING for one in words)


def _adds_nothing(word: str, shown: frozenset[str]) -> bool:
    return word in shown or _is_short(word) or says_nothing(word)


def _is_short(word: str) -> bool:
    return word.isascii() and (len(word) < _LEAST_LETTERS or (word.isdigit() and len(word) <= _SHORT_NUMBER))
