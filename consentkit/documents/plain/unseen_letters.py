"""Characters that nobody sees and that spell, or hide what stands beside them.

Runs only in the document reader's process.
"""

import re

_SPELLING = re.compile(
    # What is turned round, tags, invisible operators, variation selectors in a row.
    "[\u202d\u202e\U000e0000-\U000e007f\u2061-\u2064]|[\U000e0100-\U000e01ef]{2}"
    "|[\u200b-\u200d\u2060\ufeff]{4}"
    # Selectors behind letters that have one form, fillers, blanks that are letters, marks of notes and music.
    "|[A-Za-z][\ufe00-\ufe0f]|[\x20-\u02ff][\U000e0100-\U000e01ef]"
    "|[\u115f\u1160\u3164\uffa0\u2800\u17b4\u17b5\u180e\ufff9-\ufffb\U0001d173-\U0001d17a]"
)
_BETWEEN = re.compile("(?<=[A-Za-z0-9])[\u200b-\u200d\u2060\ufeff]+(?=[A-Za-z0-9])")
_MOST_BETWEEN = 8
"""Characters without width between letters that need none: more of them may be a message."""

_OF_SCREENS = re.compile("\x1b\\[|(?:\r(?!\n)[^\r]*\n)|(?:\n[^\r]*\r(?!\n))")
"""Orders to a terminal, and a line that is written over: beside lines that end otherwise."""

_FAR = re.compile(r"[ \t\u00a0]{200,}\S|(?:\n[ \t]*){200,}\n[ \t]*\S")


def has_unseen_letters(text: bytes) -> bool:
    """Tell whether a text or a member has characters that nobody sees, and that may spell."""
    said = text.decode("utf-8", "ignore")
    return _SPELLING.search(said) is not None or len(_BETWEEN.findall(said)) > _MOST_BETWEEN


def is_written_away(text: bytes) -> bool:
    """Tell whether a plain text has words far beside or below what a screen shows, or below others."""
    said = text.decode("utf-8", "ignore")
    return _FAR.search(said) is not None or _OF_SCREENS.search(said) is not None
