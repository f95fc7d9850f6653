"""Uses of a consent, and what an answer does to them, in words."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import TypeVar

from consentkit.domain.consents import Scope, Uses
from consentkit.domain.uses.changes import ChangedUses, Terms, UseChanges
from consentkit.wording.languages import _
from consentkit.wording.sentences import day_in_language
from consentkit.wording.vocabularies import APPEARANCES, AUDIENCES, CHANNELS, MEDIA, NAMINGS

E = TypeVar("E", bound=StrEnum)


def named(words: Mapping[E, str], chosen: Iterable[E]) -> str:
    """Return keywords as they stand in a sentence, always in the same order."""
    among = set(chosen)
    return ", ".join(_(word) for keyword, word in words.items() if keyword in among)


def scope_lines(scope: Scope) -> Iterator[str]:
    """Yield what was agreed to: each of its parts, or where uses differ each of them on its line."""
    if len(scope.uses) > 1:
        yield from (uses_line(uses) for uses in scope.uses)
        return
    (uses,) = scope.uses
    yield _("What: {media}").format(media=named(MEDIA, uses.media))
    yield _("How the person appears: {appearance}").format(appearance=_(APPEARANCES[uses.appearance]))
    yield _("How the person is named: {naming}").format(naming=_(NAMINGS[uses.naming]))
    yield _("Where: {channels}").format(channels=named(CHANNELS, uses.channels))
    yield _("For whom: {audiences}").format(audiences=named(AUDIENCES, uses.audiences))
    yield _("Countries: {places}").format(places=", ".join(sorted(uses.places)))


def uses_line(uses: Uses) -> str:
    """Return uses that are alike as one line."""
    said = (
        named(MEDIA, uses.media),
        _(APPEARANCES[uses.appearance]),
        _(NAMINGS[uses.naming]),
        named(AUDIENCES, uses.audiences),
        ", ".join(sorted(uses.places)),
    )
    return f"{named(CHANNELS, uses.channels)}: {'; '.join(said)}"


def uses_in_short(uses: Uses) -> str:
    """Return where, and how the person appears and is named there."""
    return f"{named(CHANNELS, uses.channels)}: {_(APPEARANCES[uses.appearance])}; {_(NAMINGS[uses.naming])}"


def change_lines(changes: UseChanges) -> Iterator[str]:
    """Yield what an answer adds, renews, narrows, takes away and leaves, each under its word."""
    told = (
        (_("adds"), changes.adds),
        (_("renews"), changes.renews),
        (_("narrows"), changes.narrows),
        (_("takes away"), changes.ends),
        (_("leaves as it is"), changes.leaves),
    )
    for word, found in told:
        for one in found:
            yield f"{word}: {_changed(one)}"


def _changed(one: ChangedUses) -> str:
    words = uses_line(one.uses)
    if terms := one.after or one.before:
        words += "; " + _("until {day}").format(day=day_in_language(terms.until))
    before = [] if one.before is None or one.after is None else [*_otherwise(one.before, one.after)]
    return f"{words} ({_('until now')}: {'; '.join(before)})" if before else words


def _otherwise(before: Terms, after: Terms) -> Iterator[str]:
    if before.appearance is not after.appearance:
        yield _(APPEARANCES[before.appearance])
    if before.naming is not after.naming:
        yield _(NAMINGS[before.naming])
    if before.until != after.until:
        yield _("until {day}").format(day=day_in_language(before.until))
