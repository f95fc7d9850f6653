"""What readers see beside a story's words: captions, what is read aloud for a picture, tags, a summary."""

from collections.abc import Iterable
from enum import StrEnum

from consentkit.domain.codes import Code
from consentkit.domain.values import Value

MOST_SIGNS = 2000
"""Of one of them: a caption is a few sentences. Chosen by eye."""


class BesideKind(StrEnum):
    """What words beside a story are; in this order they go out."""

    SUMMARY = "summary"
    """What search engines and shared links show of it."""
    TAGS = "tags"
    CAPTION = "caption"
    ALT = "alt"
    """What is read aloud, and shown where no picture can be."""


OF_STORY = (BesideKind.SUMMARY, BesideKind.TAGS)
"""Those of the story itself; the others are of a picture or a video."""
OF_MEDIA = (BesideKind.CAPTION, BesideKind.ALT)


class WordsBeside(Value):
    """Words of one kind beside a story, or beside one of its pictures or videos: `thing` is its code."""

    thing: Code
    kind: BesideKind
    text: str


def with_words(before: Iterable[WordsBeside], new: WordsBeside) -> tuple[WordsBeside, ...]:
    """Return words beside a story with these in their place; empty ones are taken out."""
    kept = [one for one in before if (one.thing, one.kind) != (new.thing, new.kind)]
    order = list(BesideKind)
    return tuple(
        sorted(
            [*kept, *([new] if new.text else [])],
            key=lambda one: (one.thing[:1] != "S", one.thing, order.index(one.kind)),
        )
    )


def text_beside(beside: Iterable[WordsBeside], credits_named: Iterable[str] = ()) -> str:
    """Return all words beside a story as one text, in which something can be looked for, credits last."""
    return "\n\n".join([*(one.text for one in beside), *filter(None, credits_named)])


def said_together(text: str, beside: str) -> str:
    """Return a draft's words and those beside them as one text."""
    return f"{text}\n\n{beside}" if beside else text
