"""A story's words written anew: a draft of nothing but what a reader sees, and words that are typed here.

As a public copy is of a picture, a clean draft is made anew, opened again, and compared before it takes the
draft's place; the story's one door (`export`) gives it away.
"""

from dataclasses import dataclass
from enum import StrEnum

from consentkit.domain.errors import InvalidInput, NotFound
from consentkit.domain.events import EventName, require
from consentkit.domain.progress import Watcher, unwatched
from consentkit.domain.stories import Story
from consentkit.domain.words.blocks import Block
from consentkit.domain.words.drafts import DraftPart
from consentkit.domain.words.findings import WordFinding
from consentkit.domain.words.languages import Readable, readable
from consentkit.domain.words.looking import Known, WordRules, look_for
from consentkit.store.drafts import draft_of
from consentkit.store.stories.stories import get_story
from consentkit.usecases.people.name_digests import sealed_names
from consentkit.usecases.words.checks import word_rules
from consentkit.usecases.words.drafts import put_draft
from consentkit.usecases.workspaces import Workspace


class CleanKind(StrEnum):
    """As what kind of document a clean draft is written."""

    DOCX = "docx"
    TEXT = "text"


@dataclass(frozen=True)
class CleanDraft:
    """A document of a story's words alone, which was opened again; it is nobody's draft yet.

    `story` is as it was with the draft from which it was made, `left_out` what stands in that one and not in
    this one.
    """

    story: Story
    document: bytes
    text: str
    left_out: tuple[DraftPart, ...]


def make_clean_draft(workspace: Workspace, story: str, kind: CleanKind) -> CleanDraft:
    """Return a story's draft made anew of the words that a reader sees. Nothing is kept yet.

    Headings, paragraphs and items of lists stay; pictures, tables as such, links and letters' looks do not.
    Raises NotFound (draft-none), InvalidInput (draft-words-not-taken; clean-unproved where the new document
    does not hold those words alone), Unavailable.
    """
    require(workspace.actor, EventName.DRAFT_OPENED)
    found = get_story(workspace.reading, story)
    kept = draft_of(workspace.reading, found)
    if found.draft is None or kept is None:
        raise NotFound("draft-none", story=story)
    blocks = _blocks(workspace.records.vault.get(found.draft))
    if not blocks:
        raise InvalidInput("draft-words-not-taken", story=story)
    return CleanDraft(found, _written(blocks, kind), _text(blocks), kept.parts)


def _blocks(document: bytes) -> tuple[Block, ...] | None:
    from consentkit.documents.documents import opened_document

    try:
        with opened_document(document) as opened:
            return opened.blocks()
    except InvalidInput:
        return None


def _text(blocks: tuple[Block, ...]) -> str:
    from consentkit.documents.clean.writing import as_text

    return as_text(blocks).decode()


def _written(blocks: tuple[Block, ...], kind: CleanKind) -> bytes:
    """Return the new document, once it is known to hold these words and nothing else."""
    from consentkit.documents.clean.writing import as_docx, as_text
    from consentkit.documents.documents import opened_document

    made = as_docx(blocks) if kind is CleanKind.DOCX else as_text(blocks)
    with opened_document(made) as opened:
        said = opened.words() or ""
        if opened.parts or _letters(said) != _letters(" ".join(block.text for block in blocks)):
            raise InvalidInput("clean-unproved", kind=kind.value)
    return made


def _letters(text: str) -> str:
    """The words without spaces, and without the signs that begin a heading or an item."""
    return "".join(text.split()).translate(_SIGNS)


_SIGNS = dict.fromkeys(map(ord, "#-•"))


def put_clean_draft(workspace: Workspace, clean: CleanDraft, *, watch: Watcher = unwatched) -> Story:
    """Let a clean draft take the place of the one that it was made from. It asks for a new approval.

    Raises as `put_draft`, Conflict (record-changed) where the story has another draft by now.
    """
    return put_draft(workspace, clean.story.id, clean.document, expected=clean.story, watch=watch)


@dataclass(frozen=True)
class TypedWords:
    """A story's words as somebody edits them; `story` is as it was with the draft that they come from.

    `left_out` stands in that draft, and not in what is typed.
    """

    story: Story
    text: str
    left_out: tuple[DraftPart, ...] = ()


def words_to_edit(workspace: Workspace, story: str) -> TypedWords:
    """Return a story's words to be edited as plain text; none where it has no draft yet.

    A draft that is plain text is given as it stands. Raises NotFound, InvalidInput (draft-words-not-taken).
    """
    from consentkit.documents.texts import plain_text

    require(workspace.actor, EventName.DRAFT_OPENED)
    found = get_story(workspace.reading, story)
    if found.draft is None:
        return TypedWords(found, "")
    document = workspace.records.vault.get(found.draft)
    plain = plain_text(document)
    if plain is not None:
        return TypedWords(found, plain)
    blocks = _blocks(document)
    if not blocks:
        raise InvalidInput("draft-words-not-taken", story=story)
    kept = draft_of(workspace.reading, found)
    return TypedWords(found, _text(blocks), kept.parts if kept else ())


def write_words(workspace: Workspace, typed: TypedWords, text: str, *, watch: Watcher = unwatched) -> Story:
    """Keep what was typed as the story's draft, in plain text. It asks for a new approval.

    Raises InvalidInput (words-missing), and as `put_clean_draft`.
    """
    words = "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")
    if not words.strip():
        raise InvalidInput("words-missing", story=typed.story.id)
    document = f"{words}\n".encode()
    return put_draft(workspace, typed.story.id, document, expected=typed.story, watch=watch)


@dataclass(frozen=True)
class TypedFindings:
    """What is found in words that are typed, in the order of reading, and whether they can be searched."""

    readable: Readable
    findings: tuple[WordFinding, ...]


class TypedSearch:
    """Looks for names, numbers and places in words while they are typed; nothing is kept of it."""

    def __init__(self, workspace: Workspace, story: str) -> None:
        terms = workspace.catalogue.terms
        self._quick = word_rules(terms)
        self._whole = word_rules(terms, sealed_names(workspace.reading, story))
        self._known: tuple[Known, Known] = ({}, {})

    def find(self, text: str) -> TypedFindings:
        """Return what is found by patterns and lists: quick enough for each pause between two keys."""
        return _found(text, self._quick, self._known[0])

    def find_with_sealed_names(self, text: str) -> TypedFindings:
        """Return that, and sealed names: slow at first, as each new word is tried at the price of a guess."""
        return _found(text, self._whole, self._known[1])


def _found(text: str, rules: WordRules, known: Known) -> TypedFindings:
    state = readable(text)
    found = () if state is Readable.TOO_LONG else look_for(text, rules, known)
    return TypedFindings(state, tuple(sorted(found, key=lambda one: one.start)))
