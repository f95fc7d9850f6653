"""What is kept of the words of a story: what was read, what was found, and what a person decided of it."""

import re
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator

from consentkit.domain.codes import Code
from consentkit.domain.consents import Naming
from consentkit.domain.roles import Handle
from consentkit.domain.values import Value, digest_of, none_of_before, nothing_of_before
from consentkit.domain.words.beside import said_together
from consentkit.domain.words.findings import TO_BE_WEIGHED, WordFinding, WordKind
from consentkit.domain.words.languages import Readable


class WordSettlement(StrEnum):
    """What became of a finding."""

    OPEN = "open"
    CHANGED = "changed"
    """The words do not stand there any more; the program sees it, nobody says it."""
    AGREED = "agreed"
    """The person's consent carries it."""
    PUBLIC = "public"
    """It is public already, and a source says so: an office's number, an elected person's name."""
    FALSE_HIT = "false-hit"
    KEPT = "kept"
    """Safeguarding agrees that it stays."""


DECISIONS = (
    WordSettlement.AGREED,
    WordSettlement.PUBLIC,
    WordSettlement.FALSE_HIT,
    WordSettlement.KEPT,
    WordSettlement.OPEN,
)
"""What a person can say of a finding."""


SEALED_WHOLE = "full"
"""The hint of a finding that is all of somebody's sealed name."""


class WordDecision(Value):
    """What somebody decides of a finding: why, or where it says so; of a name whose, and how it names them."""

    settlement: WordSettlement
    why: str = ""
    contributor: Code | None = None
    named_as: Naming | None = None


class KeptFinding(Value):
    """Something found in the words of a story, and what a person decided of it.

    `key` stands for its kind and wording, `contexts` for the sentences in which it stood when it was settled, or
    stands now while nobody did. `times` is how often it stands there now; nought is not any more. `start` and
    `end` are its first place in the draft, `None` where it stands in the title alone.
    """

    id: Code
    story: Code
    kind: WordKind
    key: str
    wording: str
    hint: str = ""
    contexts: tuple[str, ...]
    times: int
    start: int | None = None
    end: int | None = None
    in_title: bool = False
    settlement: WordSettlement = WordSettlement.OPEN
    why: str = ""
    contributor: Code | None = None
    named_as: Naming | None = None
    whose: Annotated[tuple[Code, ...], BeforeValidator(none_of_before)] = ()
    """Of whom it is sealed, as the digests of sealed names say."""
    settled_by: Handle | None = None
    settled_at: datetime | None = None

    @property
    def is_there(self) -> bool:
        """Tell whether it stands in the words now."""
        return self.times > 0

    @property
    def is_open(self) -> bool:
        """Tell whether it waits for a person, and the gate for them."""
        return self.is_there and self.settlement is WordSettlement.OPEN and self.kind not in TO_BE_WEIGHED

    @property
    def is_unsaid(self) -> bool:
        """Tell whether nobody decided of it, whether or not the gate waits."""
        return self.is_there and self.settlement is WordSettlement.OPEN

    @property
    def is_sealed_whole(self) -> bool:
        """Tell whether it is all of a name that is sealed of somebody."""
        return self.kind is WordKind.NAME and bool(self.whose) and self.hint == SEALED_WHOLE

    @property
    def is_of_several_words(self) -> bool:
        """Tell whether a name has more than one part, as a full name has; without spaces nobody can tell."""
        return " " in self.wording.strip() or not _SPACED.search(self.wording)


_SPACED = re.compile("[a-z\u00e0-\u024f\u1ea0-\u1ef9]")


class WordCheck(Value):
    """That the words of a story were looked at: which title and draft, by which rules, what could be read.

    `text` is the draft's words as they were read. Where they could not be searched two people read them:
    `read_by` said what they saw, `second_by` agrees. `names` stands for the digests of sealed names with which
    they were compared, and `compared` are those of the story's contributors whose name would have been found.
    """

    story: Code
    title: str
    draft: str | None
    text: str
    rules: int
    readable: Readable
    checked_at: datetime
    read_by: Handle | None = None
    read_at: datetime | None = None
    read_why: str = ""
    second_by: Handle | None = None
    names: Annotated[str, BeforeValidator(nothing_of_before)] = ""
    compared: Annotated[tuple[Code, ...], BeforeValidator(none_of_before)] = ()

    beside: Annotated[str, BeforeValidator(nothing_of_before)] = ""
    """Captions, tags and credits, as they were searched."""

    @property
    def said(self) -> str:
        """The draft's words and those beside them: the text in which each finding has its place."""
        return said_together(self.text, self.beside)

    @property
    def was_searched(self) -> bool:
        """Tell whether a program could search them."""
        return self.readable is Readable.YES


class StoryWords(Value):
    """The check of a story's words with all that was ever found in them."""

    check: WordCheck
    findings: tuple[KeptFinding, ...] = ()

    @property
    def there(self) -> tuple[KeptFinding, ...]:
        """What stands in the words now."""
        return tuple(one for one in self.findings if one.is_there)

    def digest(self) -> str:
        """Return the digest of what was decided, by wording: not of when, nor of where it stands."""
        return digest_of(
            [
                sorted(
                    [one.key, one.settlement, one.why, one.contributor or "", one.named_as or ""]
                    for one in self.there
                ),
                [self.check.read_by or "", self.check.second_by or "", self.check.read_why],
            ]
        )


_SENTENCE_END = re.compile("(?<=[.!?\u0964\u104b\u17d4\u3002\uff01\uff1f])(?=\\s|[^\\x00-\\x7f])|\n[ \t]*\n")


def contexts_in(text: str, findings: Iterable[WordFinding]) -> dict[str, tuple[str, ...]]:
    """Return for each key of what was found the digests of the sentences in which it stands, sorted."""
    ends = [found.end() for found in _SENTENCE_END.finditer(text)]
    bounds = [0, *ends, len(text)]
    told: dict[str, set[str]] = {}
    at = 0
    for one in sorted(findings, key=lambda found: found.start):
        while at + 2 < len(bounds) and bounds[at + 1] <= one.start:
            at += 1
        sentence = text[bounds[at] : max(bounds[at + 1], one.end)]
        told.setdefault(one.key, set()).add(digest_of("".join(sentence.split()))[:16])
    return {key: tuple(sorted(found)) for key, found in told.items()}


def is_settled_still(kept: KeptFinding, contexts: tuple[str, ...], whose: tuple[str, ...] = ()) -> bool:
    """Tell whether what was decided holds: it stands in no sentence in which it did not stand then.

    Nor is it somebody's of whom nobody knew then.
    """
    if not set(whose) <= set(kept.whose):
        return False
    return kept.settlement is not WordSettlement.CHANGED and set(contexts) <= set(kept.contexts)
