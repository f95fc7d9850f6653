"""Takes the words of a language apart: into texts with their places, sentences and words."""

import re
from collections.abc import Iterator

from consentkit.domain.letters.forms import Wording
from consentkit.domain.letters.gaps import BLANK

# Thai and Lao end a sentence, and a part of one, with a space only.
_SPACE_ENDS = {"th", "lo"}
_ENDS = re.compile("(?<=[.?!\u3002\uff1f\uff01\u0964\u104b\u17d4\u061f\u06d4])\\s*")


def texts_of(wording: Wording) -> Iterator[tuple[str, str]]:
    """Yield every text of a language with its place, such as `clauses.L08.choices.press`."""
    for form, title in wording.titles.items():
        yield f"titles.{form}.title", title.title
        yield f"titles.{form}.neutral", title.neutral
    for name, label in wording.labels.items():
        yield f"labels.{name}", label
    for name, clause in wording.clauses.items():
        yield f"clauses.{name}.title", clause.title
        for kind, texts in (("text", clause.text), ("points", clause.points)):
            for number, text in enumerate(texts):
                yield f"clauses.{name}.{kind}[{number}]", text
        for kind, words in (("choices", clause.choices), ("fields", clause.fields)):
            for key, text in words.items():
                yield f"clauses.{name}.{kind}.{key}", text


def sentences_in(text: str, language: str) -> list[str]:
    """Return the sentences; in Thai and Lao the parts between spaces, which are what a reader takes in."""
    if language in _SPACE_ENDS:
        return text.split()
    return [sentence for sentence in _ENDS.split(text) if sentence.strip()]


def count_words(text: str, language: str) -> int:
    """Return the number of words as ICU cuts them; a blank counts as one."""
    # Loaded only by who lints: ICU brings 50 MB of data.
    import icu

    words = icu.BreakIterator.createWordInstance(icu.Locale(language))
    whole = icu.UnicodeString(BLANK.sub("X", text))
    words.setText(whole)
    count, start = 0, 0
    for end in words:
        count += any(character.isalnum() for character in str(whole[start:end]))
        start = end
    return count
