"""What is found in a story's words, as a page shows it, and the forms that settle it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from consentkit.domain.consents import Naming
from consentkit.domain.stories import Story
from consentkit.domain.words.beside import OF_MEDIA, OF_STORY
from consentkit.domain.words.findings import TO_BE_WEIGHED, WordKind
from consentkit.domain.words.settlements import (
    KeptFinding,
    StoryWords,
    WordCheck,
    WordDecision,
    WordSettlement,
)
from consentkit.pages.fields import ChoiceField, Field, Filled, TextField, options_of
from consentkit.pages.forms import Form
from consentkit.usecases.words.beside import write_beside
from consentkit.usecases.words.checks import say_words_were_read, settle_finding
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _
from consentkit.wording.vocabularies import BESIDE, NAMINGS
from consentkit.wording.words import WORD_KINDS, WORD_SETTLEMENTS

AROUND_SIGNS = 1500
"""So many signs before and after a finding are shown with it."""


@dataclass(frozen=True)
class Piece:
    """Some of a text; `finding` is the code of what stands there, `""` for plain words."""

    words: str
    finding: str = ""


def in_order(words: StoryWords) -> tuple[KeptFinding, ...]:
    """Return what stands in the words now: what waits first, then in the order of reading."""
    return tuple(
        sorted(
            words.there,
            key=lambda one: (not one.is_open, one.kind in TO_BE_WEIGHED, not one.in_title, one.start or 0),
        )
    )


def pieces_around(words: StoryWords, chosen: KeptFinding) -> Iterator[Piece]:
    """Yield the draft's words around a finding, with all that is found there; or the title."""
    if chosen.start is None or chosen.end is None:
        yield Piece(words.check.title, chosen.id)
        return
    text = words.check.said
    at, last = max(0, chosen.start - AROUND_SIGNS), min(len(text), chosen.end + AROUND_SIGNS)
    placed = [one for one in words.there if one.start is not None and one.end is not None]
    for one in sorted(placed, key=lambda one: one.start or 0):
        start, end = one.start or 0, one.end or 0
        if start >= at and end <= last:
            yield Piece(text[at:start])
            yield Piece(text[start:end], one.id)
            at = end
    yield Piece(text[at:last])


def settle_form(
    workspace: Workspace, story: str, people: tuple[str, ...], one: KeptFinding, settlement: WordSettlement
) -> Form[KeptFinding]:
    """Return the form that settles a finding so; it saves only where nobody decided meanwhile."""
    why = TextField(
        "why",
        _("Why, or where it says so"),
        help=_("It holds for these words in their sentence. Without names."),
        error_codes=("why-missing",),
    )
    is_agreed = settlement is WordSettlement.AGREED
    named_as = ChoiceField(
        "named_as",
        _("How the words name the person"),
        Naming.ALIAS.value,
        options=options_of({naming: words for naming, words in NAMINGS.items() if naming is not Naming.NONE}),
        meaning=Naming,
        error_codes=("named-as-missing", "named-as-whole", "alias-is-real-name", "alias-begins-alike"),
    )
    whose = ChoiceField(
        "contributor",
        _("Whose consent carries it"),
        people[0] if people else "",
        options=[(code, code) for code in people],
        meaning=str,
        error_codes=("whose-missing", "contributor-not-in-story", "name-of-another"),
    )
    asks_name, asks_whose = is_agreed and one.kind is WordKind.NAME, is_agreed and bool(people)

    def save(filled: Filled) -> KeptFinding:
        decision = WordDecision(
            settlement=settlement,
            why=why.read(filled),
            contributor=whose.read(filled) if asks_whose else None,
            named_as=named_as.read(filled) if asks_name else None,
        )
        return settle_finding(workspace, story, one.id, decision, expected=one)

    asked: list[Field[Any]] = [*([whose] if asks_whose else []), *([named_as] if asks_name else []), why]
    intro = f"{_(WORD_KINDS[one.kind])}: “{one.wording}”"
    form_id = f"words/{story}/{one.id}/{settlement.value}"
    return Form(form_id, _(WORD_SETTLEMENTS[settlement]), tuple(asked), save, intro=intro)


def read_form(workspace: Workspace, story: str) -> Form[WordCheck]:
    """Return the form in which somebody says that they read words that no program can search."""
    why = TextField(
        "why",
        _("What you looked for, and what you saw"),
        help=_("Names, numbers, places, exact days and ages. Without names here."),
        error_codes=("why-missing",),
    )
    save = partial(_read, workspace, story, why)
    return Form(f"words/{story}/read", _("You read the words"), (why,), save)


def _read(workspace: Workspace, story: str, why: TextField, filled: Filled) -> WordCheck:
    return say_words_were_read(workspace, story, why.read(filled))


def beside_form(workspace: Workspace, story: Story, thing: str) -> Form[Story]:
    """Return the form of what stands beside a story, or beside one of its pictures or videos."""
    now = {one.kind: one.text for one in story.beside if one.thing == thing}
    kinds = OF_STORY if thing == story.id else OF_MEDIA
    fields = {
        kind: TextField(
            kind.value,
            _(BESIDE[kind]),
            now.get(kind, ""),
            is_required=False,
            error_codes=("beside-too-long",) if kind is kinds[0] else (),
        )
        for kind in kinds
    }
    intro = _("It goes out with the words: it is searched as they are, and every contributor is asked again.")

    def save(filled: Filled) -> Story:
        texts = {kind: field.read(filled) for kind, field in fields.items()}
        return write_beside(workspace, story.id, thing, texts, expected=story)

    return Form(
        f"beside/{thing}", _("Beside the words") + f" · {thing}", tuple(fields.values()), save, intro=intro
    )


def beside_line(story: Story, thing: str) -> str:
    """Say what stands beside a thing, in one line that begins with its code."""
    said = " · ".join(one.text for one in story.beside if one.thing == thing)
    return f"{thing}  {' '.join(said.split())}".rstrip()
