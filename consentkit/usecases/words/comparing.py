"""A keeper has a story's words compared with all that is sealed: the complete check, which the log tells."""

from collections.abc import Mapping, Set
from dataclasses import replace

from consentkit.domain.errors import Conflict, NotFound
from consentkit.domain.events import EventName
from consentkit.domain.names.keys import NamePart, keys_of, scripts_of
from consentkit.domain.names.literals import literals_of
from consentkit.domain.names.matching import Match, SealedNames
from consentkit.domain.people import Identity
from consentkit.domain.progress import Step, Watcher, unwatched
from consentkit.domain.words.comparing import ReadWords
from consentkit.domain.words.languages import Readable
from consentkit.domain.words.looking import WordRules
from consentkit.domain.words.settlements import StoryWords
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.people.identities import all_identities, prepare_identities, take_in
from consentkit.store.people.inboxes import namings_of
from consentkit.store.people.name_digests import all_digests, files_without_digests, state_of
from consentkit.store.stories.stories import get_story
from consentkit.store.words import words_of_story
from consentkit.usecases.people.name_digests import (
    keep_digests,
    lists_of_places,
    prepare_digests,
    sealed_names,
    secret_for,
)
from consentkit.usecases.words.checks import keep_words, read_with_names, words_beside
from consentkit.usecases.workspaces import Workspace

Identities = Mapping[str, tuple[str, Identity]]


def compare_names(workspace: Workspace, story: str, *, watch: Watcher = unwatched) -> StoryWords:
    """Compare a story's words with every identity, opened by the program and shown to nobody.

    It is recorded first. It finds what digests cannot: a name with anything between its letters, and in
    scripts without spaces wherever the letters stand. What was sealed before names were compared gets its
    digests. Raises Refused for who is no keeper, NotFound (words-unchecked), Conflict (record-changed) where
    the story became another one meanwhile.
    """
    folders, keys = workspace.folders, workspace.records.keys
    with workspace.change(EventName.IDENTITIES_COMPARED) as change:
        seen = _words_of(change.db, story)
        prepare_identities(folders.identities, keys)
        change.record(story)
        take_in(folders.identities, folders.inbox, keys, namings_of(change.db))
    identities = all_identities(folders.identities, keys)
    lacking = files_without_digests(workspace.reading)
    secret = secret_for(workspace.reading)
    missing = [file for file in identities if file in lacking]
    for done, file in enumerate(missing):
        watch(Step(done, len(missing), f"{done + 1}"))
        prepare_digests(secret, *identities[file])
    read = _read(workspace, seen, identities)
    with workspace.change(EventName.IDENTITIES_COMPARED) as change:
        found = get_story(change.db, story)
        now = (found.title, found.draft, words_beside(change.db, found))
        if now != (seen.check.title, seen.check.draft, seen.check.beside):
            raise Conflict("record-changed", kind="story", id=story, changed=("draft",))
        made = [file for file in missing if file in files_without_digests(change.db)]
        for file in made:
            keep_digests(change, secret, *identities[file], file)
        words = keep_words(change, found, replace(read, names=state_of(all_digests(change.db))))
        theirs = sum(bool(one.whose) for one in words.there)
        change.record(story, found=theirs, open=sum(one.is_open for one in words.there), made=len(made))
    return words


def _words_of(db: EncryptedDatabase, story: str) -> StoryWords:
    get_story(db, story)
    words = words_of_story(db, story)
    if words is None:
        raise NotFound("words-unchecked", story=story)
    return words


def _read(workspace: Workspace, seen: StoryWords, identities: Identities) -> ReadWords:
    check = seen.check
    is_drawn = check.readable is Readable.NO_WORDS
    text = None if check.readable in {Readable.NOT_TAKEN_OUT, Readable.TOO_LONG} else check.text
    lost = {naming.code for file, naming in namings_of(workspace.reading).items() if file not in identities}
    names = _opened_names(sealed_names(workspace.reading, check.story), identities, lost)
    return read_with_names(
        check.title, text, workspace.catalogue.terms, names, beside=check.beside, may_be_drawn=is_drawn
    )


def _opened_names(before: SealedNames, identities: Identities, lost: Set[str]) -> SealedNames:
    """How names are found with the names themselves at hand; of who is `lost` a name is nowhere any more."""
    whose: dict[str, dict[str, NamePart]] = {}
    known: dict[str, frozenset[str]] = {}
    for code, identity in identities.values():
        known[code] = known.get(code, frozenset()) | scripts_of(identity)
        for one in keys_of(identity, WordRules(lists_of_places())):
            whose.setdefault(one.key, {}).setdefault(code, one.part)
    told = {key: tuple(Match(code, part) for code, part in theirs.items()) for key, theirs in whose.items()}
    literals = tuple(one for code, identity in identities.values() for one in literals_of(code, identity))
    return SealedNames(
        lambda keys: {key: told[key] for key in keys if key in told},
        {code: scripts for code, scripts in known.items() if code not in lost},
        literals=(*before.literals, *literals),
        state="opened",
    )
