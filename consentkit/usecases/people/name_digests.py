"""Sealed names are found in words without being opened: the digests that are made when they are sealed."""

import secrets
from collections.abc import Iterator
from functools import partial

from consentkit.catalogue.words.gazetteers import load_towns
from consentkit.domain.names.candidates import Candidate, candidates_in
from consentkit.domain.names.keys import INITIALS, KEYS, NamePart, first_sounds, keys_of, scripts_of
from consentkit.domain.names.literals import Literal
from consentkit.domain.names.matching import NO_SEALED_NAMES, NameDigests, SealedNames
from consentkit.domain.names.sounds import plain
from consentkit.domain.people import Identity
from consentkit.domain.words.comparing import open_again
from consentkit.domain.words.folding import fold
from consentkit.domain.words.looking import RULES, WordRules, paragraphs_in
from consentkit.domain.words.places import Gazetteer
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.people.name_digests import (
    NameSecret,
    all_digests,
    digested,
    files_without_digests,
    name_secrets,
    new_secret,
    put_digests,
    secret_of,
    state_of,
    whose,
)
from consentkit.store.words import (
    aliases_of,
    check_of_story,
    checks_comparing,
    findings_of_story,
    word_checks,
    word_findings,
)
from consentkit.usecases.changes import Change


def secret_for(db: EncryptedDatabase) -> NameSecret:
    """Return the secret of the digests, or a new one that `keep_digests` keeps."""
    return secret_of(db) or new_secret()


def digests_of(secret: NameSecret, code: str, identity: Identity, file: str, change: Change) -> NameDigests:
    """Return what is kept of a sealed file. It is slow at first: `prepare_digests` goes before the lock."""
    found = digested(secret, code, keys_of(identity, WordRules(lists_of_places())))
    return NameDigests(
        file=file,
        code=code,
        rules=KEYS,
        scripts=tuple(sorted(scripts_of(identity))),
        letters=_letters(change.db, code, identity),
        digests=found,
        made_at=change.at,
    )


def lists_of_places() -> Gazetteer:
    """Return the towns that are known: in a note they are nobody's name."""
    return load_towns()


def prepare_digests(secret: NameSecret, code: str, identity: Identity) -> None:
    """Make the digests, so that they are at hand where the lock is held."""
    digested(secret, code, keys_of(identity, WordRules(lists_of_places())))


def keep_digests(change: Change, secret: NameSecret, code: str, identity: Identity, file: str) -> None:
    """Keep the digests of a sealed file. Of no words is it known any more that they are without this name."""
    kept = secret_of(change.db)
    if kept is None:
        name_secrets.insert(change.db, secret)
    put_digests(change.db, digests_of(kept or secret, code, identity, file, change))
    for check in checks_comparing(change.db, code):
        left = tuple(one for one in check.compared if one != code)
        word_checks.update(change.db, check.model_copy(update={"compared": left}), expected=check)
    letters = letters_like_name(change.db, code)
    for alias in aliases_of(change.db, code):
        if first_sounds(alias.wording) & letters:
            word_findings.update(change.db, open_again(alias), expected=alias)


_LETTERS = 7


def _letters(db: EncryptedDatabase, code: str, identity: Identity) -> tuple[str, ...]:
    """Those of the name among others that chance chose once: by another choice each time one could tell."""
    own, before = first_sounds(identity.name), letters_like_name(db, code)
    others = sorted(set(INITIALS) - own - before)
    more = secrets.SystemRandom().sample(others, max(0, min(len(others), _LETTERS - len(own | before))))
    return tuple(sorted(own | before | set(more)))


def letters_like_name(db: EncryptedDatabase, code: str) -> frozenset[str]:
    """Return with what no alias of somebody may begin; empty where nothing is sealed of them."""
    return frozenset(letter for row in all_digests(db) if row.code == code for letter in row.letters)


def sealed_names(db: EncryptedDatabase, story: str | None = None) -> SealedNames:
    """Return how sealed names are found in words; of a story only what was not compared with them before."""
    secret, rows = secret_of(db), all_digests(db)
    if secret is None or not rows:
        return NO_SEALED_NAMES
    without = set(files_without_digests(db).values())
    known: dict[str, frozenset[str]] = {}
    for row in rows:
        if row.code not in without and row.digests:
            known[row.code] = known.get(row.code, frozenset()) | frozenset(row.scripts)
    state = state_of(rows)
    nobodys = _nobodys(db, story, state) if story else frozenset()
    literals = _found_before(db, story) if story else ()
    return SealedNames(partial(whose, secret, rows), known, nobodys, literals, state)


def _found_before(db: EncryptedDatabase, story: str) -> tuple[Literal, ...]:
    """What was found as somebody's is found again as long as it stands there, by whomever it was found."""
    return tuple(
        Literal(plain(one.wording), frozenset(one.whose), NamePart(one.hint), one.kind)
        for one in findings_of_story(db, story)
        if one.whose
    )


def _nobodys(db: EncryptedDatabase, story: str, state: str) -> frozenset[str]:
    """What of a story's words was compared with these very digests, and was nobody's."""
    check = check_of_story(db, story)
    # By other rules of looking, other wordings were compared.
    if check is None or check.names != state or check.rules != RULES:
        return frozenset()
    compared = [one for text in (check.title, check.said) for one in _candidates_of(text)]
    keys = {one.key for one in compared if one.is_sure}
    unsure = {one.key for one in compared if not one.is_sure}
    found = (one.wording for one in findings_of_story(db, story) if one.whose)
    theirs = {one.key for wording in found for one in candidates_in(wording.title())} | {
        one.key for wording in found for one in candidates_in(wording)
    }
    return frozenset(keys - theirs - unsure)


def _candidates_of(text: str) -> Iterator[Candidate]:
    """Yield what was compared of a text: each paragraph by itself, as it is searched."""
    for _, paragraph in paragraphs_in(text):
        yield from candidates_in(fold(paragraph).text)
