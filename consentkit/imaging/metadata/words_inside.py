"""The words in bytes that nobody knows how to read: what a person would see in them."""

import re

# Six letters: shorter runs are chance. Chosen by eye.
_LEAST_LETTERS = 6
_RUN = re.compile(
    rb"(?:[\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}){6,}"
)
_WIDE_RUN = re.compile(rb"(?:[\x20-\x7e]\x00){6,}")
_MOST_RUNS = 20
_MOST_BYTES = 200_000


def words_in(content: bytes) -> str:
    """Return the runs of letters in these bytes, parted by commas; empty where there are none."""
    part = content[:_MOST_BYTES]
    runs = [run.group().decode("utf-8", "ignore") for run in _RUN.finditer(part)]
    runs += [run.group().decode("utf-16-le") for run in _WIDE_RUN.finditer(part)]
    said = [run.strip() for run in runs if sum(letter.isalnum() for letter in run) >= _LEAST_LETTERS]
    return ", ".join(dict.fromkeys(said[:_MOST_RUNS]))
