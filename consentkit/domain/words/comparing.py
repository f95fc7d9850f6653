"""What is found in a story's words now, beside what was found before: who has decided of what, and what re-opens."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from consentkit.domain.words.beside import said_together
from consentkit.domain.words.findings import WordFinding
from consentkit.domain.words.languages import Readable, readable
from consentkit.domain.words.looking import WordRules, look_for
from consentkit.domain.words.settlements import (
    KeptFinding,
    WordSettlement,
    contexts_in,
    is_settled_still,
)


@dataclass(frozen=True)
class Said:
    """One wording of one kind in a story's words: how often, in which sentences, and where first."""

    first: WordFinding
    contexts: tuple[str, ...]
    times: int
    in_title: bool
    in_draft: bool

    @property
    def place(self) -> tuple[int | None, int | None]:
        """Where it stands first in the draft; twice `None` where it stands in the title alone."""
        return (self.first.start, self.first.end) if self.in_draft else (None, None)


@dataclass(frozen=True)
class ReadWords:
    """The words of a story as they were read and searched."""

    title: str
    text: str
    beside: str
    readable: Readable
    said: Mapping[str, Said]
    names: str = ""
    """The digests of sealed names with which they were compared; `""`: with none."""
    compared: tuple[str, ...] = ()
    """Whose sealed names would have been found there; of others a person must see to it."""


def read_words(
    title: str, text: str | None, rules: WordRules, *, beside: str = "", may_be_drawn: bool = False
) -> ReadWords:
    """Return what is found in a title, a text, and what stands beside it.

    `None` is a text that could not be taken out of its document. Where letters may be drawn, as on a scanned
    page, a text without one was not read.
    """
    words = text or ""
    state = (
        Readable.NOT_TAKEN_OUT
        if text is None
        else _readable(f"{title}\n\n{beside}", words, may_be_drawn=may_be_drawn)
    )
    words = "" if state is Readable.TOO_LONG else words
    return ReadWords(title, words, beside, state, dict(_said(title, said_together(words, beside), rules)))


def _readable(title: str, words: str, *, may_be_drawn: bool) -> Readable:
    if may_be_drawn and readable(words) is Readable.NO_WORDS:
        return Readable.NO_WORDS
    found = readable(f"{title}\n\n{words}")
    return Readable.YES if found is Readable.NO_WORDS else found


def _said(title: str, text: str, rules: WordRules) -> Iterator[tuple[str, Said]]:
    in_title, in_draft = look_for(title, rules), look_for(text, rules)
    contexts = (contexts_in(title, in_title), contexts_in(text, in_draft))
    titled = {one.key for one in in_title}
    drafted = {one.key for one in in_draft}
    for one in reversed((*in_draft, *in_title)):
        told = sorted({*contexts[0].get(one.key, ()), *contexts[1].get(one.key, ())})
        times = sum(found.key == one.key for found in (*in_draft, *in_title))
        yield one.key, Said(one, tuple(told), times, one.key in titled, one.key in drafted)


def compared(
    story: str, before: Sequence[KeptFinding], now: Mapping[str, Said], new_code: Callable[[], str]
) -> tuple[KeptFinding, ...]:
    """Return what is to be kept of a story's words: what was kept before, as it is now, then what is new.

    What was decided holds for that wording in the sentences in which it stood; in another one it is open again.
    """
    known = {one.key for one in before}
    kept = tuple(_again(one, now.get(one.key)) for one in before)
    in_order = sorted(
        (one for key, one in now.items() if key not in known),
        key=lambda one: (not one.in_title, one.first.start),
    )
    return (*kept, *(_new(story, one, new_code()) for one in in_order))


def _again(kept: KeptFinding, said: Said | None) -> KeptFinding:
    if said is None:
        is_open = kept.settlement is WordSettlement.OPEN
        gone = {"times": 0, "start": None, "end": None, "in_title": False}
        return kept.model_copy(update=gone | ({"settlement": WordSettlement.CHANGED} if is_open else {}))
    start, end = said.place
    whose = {"whose": said.first.whose, "hint": said.first.hint}
    there = {"times": said.times, "start": start, "end": end, "in_title": said.in_title} | whose
    if kept.settlement is not WordSettlement.OPEN and is_settled_still(kept, said.contexts, said.first.whose):
        return kept.model_copy(update=there)
    return open_again(kept).model_copy(update=there | {"contexts": said.contexts})


def open_again(kept: KeptFinding) -> KeptFinding:
    """Return a finding of which nobody decided any more."""
    undecided = dict.fromkeys(("contributor", "named_as", "settled_by", "settled_at"))
    return kept.model_copy(update=undecided | {"settlement": WordSettlement.OPEN, "why": ""})


def _new(story: str, said: Said, code: str) -> KeptFinding:
    first = said.first
    start, end = said.place
    return KeptFinding(
        id=code,
        story=story,
        kind=first.kind,
        key=first.key,
        wording=first.wording,
        hint=first.hint,
        whose=first.whose,
        contexts=said.contexts,
        times=said.times,
        start=start,
        end=end,
        in_title=said.in_title,
    )
