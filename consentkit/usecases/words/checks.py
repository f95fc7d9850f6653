"""The words of a story are looked at by the program, and each thing that it finds is settled by a person."""

from collections.abc import Iterable
from dataclasses import replace

from consentkit.catalogue.words.gazetteers import load_towns
from consentkit.domain.bases import credits_named
from consentkit.domain.codes import new_code
from consentkit.domain.errors import Conflict, InvalidInput, NotFound, Refused
from consentkit.domain.events import EventName, require
from consentkit.domain.names.matching import NO_SEALED_NAMES, SealedNames
from consentkit.domain.names.sounds import scripts_in
from consentkit.domain.progress import Watcher, unwatched
from consentkit.domain.roles import Role
from consentkit.domain.stories import Story
from consentkit.domain.words.beside import said_together, text_beside
from consentkit.domain.words.comparing import ReadWords, compared, read_words
from consentkit.domain.words.drafts import DraftFormat
from consentkit.domain.words.findings import WordKind
from consentkit.domain.words.folding import fold
from consentkit.domain.words.languages import Readable
from consentkit.domain.words.looking import RULES, WordRules, paragraphs_in
from consentkit.domain.words.settlements import (
    KeptFinding,
    StoryWords,
    WordCheck,
    WordDecision,
    WordSettlement,
)
from consentkit.domain.words.terms import Term, term_search
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.drafts import draft_of
from consentkit.store.people.contributors import contributors
from consentkit.store.stories.bases import bases_of_story
from consentkit.store.stories.stories import get_story
from consentkit.store.words import (
    check_of_story,
    findings_of_story,
    get_finding,
    keep_check,
    word_checks,
    word_findings,
    words_of_story,
)
from consentkit.usecases.changes import Change
from consentkit.usecases.office.separations import separation_of
from consentkit.usecases.people.name_digests import sealed_names
from consentkit.usecases.words.naming import named
from consentkit.usecases.workspaces import Workspace

MIN_WHY_LENGTH = 5
_TEXT_NOT_KEPT = frozenset({Readable.TOO_LONG, Readable.NOT_TAKEN_OUT})


def word_rules(terms: Iterable[Term], names: SealedNames = NO_SEALED_NAMES) -> WordRules:
    """Return what is looked for in words here. Raises Unavailable where a list is missing or damaged."""
    return WordRules(load_towns(), (term_search(terms),), lambda said: iter(names.found_in(said).hits))


def read_with_names(
    title: str,
    text: str | None,
    terms: Iterable[Term],
    names: SealedNames,
    *,
    beside: str = "",
    may_be_drawn: bool = False,
) -> ReadWords:
    """Return what is found in a title, a text and what stands beside it, sealed names too.

    And whose name would have been found.
    """
    read = read_words(title, text, word_rules(terms, names), beside=beside, may_be_drawn=may_be_drawn)
    said = said_together(read.text, read.beside)
    scripts = scripts_in(read.title) | scripts_in(said)
    paragraphs = [one for words in (read.title, said) for _, one in paragraphs_in(words)]
    unsure = {code for one in paragraphs for code in names.found_in(fold(one).text).unsure}
    was_searched = read.readable is Readable.YES
    compared = (code for code, known in names.known.items() if scripts <= known and code not in unsure)
    return replace(read, names=names.state, compared=tuple(sorted(compared)) if was_searched else ())


def check_words(workspace: Workspace, story: str, *, watch: Watcher = unwatched) -> StoryWords:
    """Look at a story's title and draft once more, as they are kept, and keep what is found.

    What was settled stays so where its sentence does. Raises NotFound, Conflict (record-changed) where the
    story became another one meanwhile, BadDataFile for a draft that was changed outside.
    """
    require(workspace.actor, EventName.WORDS_CHECKED)
    seen = get_story(workspace.reading, story)
    read = _read_again(workspace, seen, watch)
    with workspace.change(EventName.WORDS_CHECKED) as change:
        found = get_story(change.db, story)
        if (found.title, found.draft) != (seen.title, seen.draft):
            raise Conflict("record-changed", kind="story", id=story, changed=("draft",))
        words = keep_words(change, found, read)
        record_check(change, words)
    return words


def _read_again(workspace: Workspace, story: Story, watch: Watcher) -> ReadWords:
    from consentkit.usecases.words.reading import words_in

    names = sealed_names(workspace.reading, story.id)
    beside, terms = words_beside(workspace.reading, story), workspace.catalogue.terms
    if story.draft is None:
        return read_with_names(story.title, "", terms, names, beside=beside)
    kept = draft_of(workspace.reading, story)
    text = words_in(workspace.records.vault.get(story.draft), watch)
    is_pdf = kept is not None and kept.format is DraftFormat.PDF
    return read_with_names(story.title, text, terms, names, beside=beside, may_be_drawn=is_pdf)


def words_beside(db: EncryptedDatabase, story: Story) -> str:
    """Return all that stands beside a story's words: captions, tags, and whom it credits."""
    return text_beside(story.beside, credits_named(bases_of_story(db, story.id)))


def keep_words(change: Change, story: Story, read: ReadWords) -> StoryWords:
    """Keep what was found in a story's words beside what was decided before."""
    before = findings_of_story(change.db, story.id)
    now = compared(story.id, before, read.said, lambda: new_code("N"))
    for kept, one in zip(before, now, strict=False):
        if one != kept:
            word_findings.update(change.db, one, expected=kept)
    for one in now[len(before) :]:
        word_findings.insert(change.db, one)
    check = _checked(change, story, read)
    keep_check(change.db, check)
    return StoryWords(check=check, findings=now)


def record_check(change: Change, words: StoryWords) -> None:
    """Record that words were looked at: how many things were found, and nothing of what."""
    change.record_also(
        EventName.WORDS_CHECKED,
        words.check.story,
        rules=words.check.rules,
        readable=words.check.readable,
        found=len(words.there),
        open=sum(one.is_open for one in words.there),
    )


def keep_words_around(workspace: Workspace, change: Change, story: Story) -> None:
    """Look at a title and at what stands beside the words, as those were read; the act itself records it."""
    terms, names = workspace.catalogue.terms, sealed_names(change.db, story.id)
    beside = words_beside(change.db, story)
    before = check_of_story(change.db, story.id)
    if story.draft is None:
        keep_words(change, story, read_with_names(story.title, "", terms, names, beside=beside))
    elif before is not None and before.draft == story.draft and before.readable not in _TEXT_NOT_KEPT:
        is_drawn = before.readable is Readable.NO_WORDS
        read = read_with_names(story.title, before.text, terms, names, beside=beside, may_be_drawn=is_drawn)
        keep_words(change, story, read)


def _checked(change: Change, story: Story, read: ReadWords) -> WordCheck:
    """The check; who read the very same words where no program can has read them still."""
    check = WordCheck(
        story=story.id,
        title=story.title,
        draft=story.draft,
        text=read.text,
        beside=read.beside,
        rules=RULES,
        readable=read.readable,
        checked_at=change.at,
        names=read.names,
        compared=tuple(code for code in story.contributors if code in read.compared),
    )
    before = check_of_story(change.db, story.id)
    said = (check.title, check.draft, check.beside)
    if before is None or (before.title, before.draft, before.beside) != said:
        return check
    people = before.model_dump(include={"read_by", "read_at", "read_why", "second_by"})
    return check.model_copy(update=people)


def words_of(workspace: Workspace, story: str) -> StoryWords | None:
    """Return what is kept of a story's words; `None` where nobody looked. Raises NotFound."""
    get_story(workspace.reading, story)
    return words_of_story(workspace.reading, story)


def settle_finding(
    workspace: Workspace,
    story: str,
    finding: str,
    decision: WordDecision,
    *,
    expected: KeptFinding | None = None,
) -> KeptFinding:
    """Keep what the actor decided of something found; `open` takes a decision back.

    It holds for that wording in its sentences. `expected` is the finding as they saw it. Raises NotFound,
    InvalidInput (why-missing; finding-changed: nobody says that it is gone, the program sees it; and as
    `named`), Refused (safeguarding-keeps, safeguarding-names-children, safeguarding-names-sealed) for others,
    Conflict (contributor-not-in-story, finding-gone, name-of-another, record-changed).
    """
    _check_decision(decision)
    with workspace.change(EventName.WORDS_SETTLED) as change:
        found = get_finding(change.db, story, finding)
        if not found.is_there:
            raise Conflict("finding-gone", id=finding)
        in_story = get_story(change.db, story)
        if not change.actor.has(Role.SAFEGUARDING):
            _check_officer(change, in_story, found, decision.settlement)
        settled = _settled(change, in_story, found, decision)
        word_findings.update(change.db, settled, expected=expected or found)
        change.record(
            story,
            finding=finding,
            kind=settled.kind,
            settlement=settled.settlement,
            contributor=settled.contributor,
            named_as=settled.named_as,
        )
    return settled


def _check_officer(change: Change, story: Story, found: KeptFinding, settlement: WordSettlement) -> None:
    """What nobody but safeguarding says of a finding: that it stays; in a child's story, whose no name is."""
    if settlement is WordSettlement.KEPT:
        raise Refused("safeguarding-keeps", id=found.id)
    if found.kind is not WordKind.NAME or settlement not in {WordSettlement.PUBLIC, WordSettlement.FALSE_HIT}:
        return
    if found.is_sealed_whole:
        raise Refused("safeguarding-names-sealed", id=found.id, codes=", ".join(found.whose))
    people = (contributors.get(change.db, code) for code in story.contributors)
    if found.is_of_several_words and any(person.is_child_on(change.today) for person in people):
        raise Refused("safeguarding-names-children", id=found.id)


def _check_decision(decision: WordDecision) -> None:
    if decision.settlement is WordSettlement.CHANGED:
        raise InvalidInput("finding-changed")
    if decision.settlement is not WordSettlement.OPEN and len(decision.why.strip()) < MIN_WHY_LENGTH:
        raise InvalidInput("why-missing", minimum=MIN_WHY_LENGTH)


def _settled(change: Change, story: Story, found: KeptFinding, decision: WordDecision) -> KeptFinding:
    is_open = decision.settlement is WordSettlement.OPEN
    whose, named_as = named(change, story, found, decision)
    return found.model_copy(
        update={
            "settlement": decision.settlement,
            "why": "" if is_open else decision.why.strip(),
            "contributor": whose,
            "named_as": named_as,
            "settled_by": None if is_open else change.actor.handle,
            "settled_at": None if is_open else change.at,
        }
    )


def say_words_were_read(workspace: Workspace, story: str, why: str) -> WordCheck:
    """Record that a person read words that no program can search, and what of a person stands in them.

    A second person says the same after the first. Raises NotFound, InvalidInput (why-missing), Conflict
    (words-searched) for words that a program can search, (words-read-already), Refused for who is no second
    person.
    """
    if len(why.strip()) < MIN_WHY_LENGTH:
        raise InvalidInput("why-missing", minimum=MIN_WHY_LENGTH)
    with workspace.change(EventName.WORDS_READ) as change:
        get_story(change.db, story)
        kept = words_of_story(change.db, story)
        if kept is None:
            raise NotFound("words-unchecked", story=story)
        check = kept.check
        if check.was_searched:
            raise Conflict("words-searched", story=story)
        read = _read(workspace, change, check, why.strip())
        word_checks.update(change.db, read, expected=check)
        change.record(story, second=read.second_by is not None)
    return read


def _read(workspace: Workspace, change: Change, check: WordCheck, why: str) -> WordCheck:
    me = change.actor.handle
    if check.read_by is None:
        return check.model_copy(update={"read_by": me, "read_at": change.at, "read_why": why})
    if check.second_by is not None:
        raise Conflict("words-read-already", story=check.story)
    separation_of(workspace, change.db).require_second(me, [check.read_by], change.at)
    return check.model_copy(update={"second_by": me})
