"""What a consent's page says, in sentences."""

from collections.abc import Iterable, Iterator
from datetime import date

from consentkit.domain.consents import Assent, Consent, Withdrawal
from consentkit.domain.interpreting.back_checks import BackCheck
from consentkit.domain.letters.given_papers import GivenPaper
from consentkit.domain.people import Contributor
from consentkit.domain.stories import Publication
from consentkit.domain.values import Channel
from consentkit.pages.actions import Action, Ways
from consentkit.pages.consents.given_papers import paper_lines
from consentkit.pages.people.interpreters import check_lines
from consentkit.usecases.consents.lists import ConsentStanding, ListedConsent
from consentkit.wording import day_in_language
from consentkit.wording.languages import _
from consentkit.wording.uses import named, scope_lines
from consentkit.wording.vocabularies import (
    ASSENT_METHODS,
    CHANNELS,
    CONSENT_STANDINGS,
    DECISIONS,
    METHODS,
)

_SOON_DAYS = 90


def channels_in_words(channels: Iterable[Channel]) -> str:
    """Return channels as they stand in a sentence, always in the same order."""
    return named(CHANNELS, channels)


def standing_line(listed: ListedConsent, today: date) -> str:
    """Say what a consent has come to."""
    scope = listed.consent.scope
    if listed.standing is ConsentStanding.NO or scope is None:
        return _("The person said no.")
    if listed.standing is ConsentStanding.WITHDRAWN:
        return _("It was taken back. Nothing may be used any more.")
    if listed.standing is ConsentStanding.ENDED:
        return _("It ended on {day}.").format(day=day_in_language(scope.until))
    words = _("It holds until {day}.").format(day=day_in_language(scope.until))
    days = (scope.until - today).days
    if days <= _SOON_DAYS:
        words += " " + _("Days left: {days}.").format(days=days)
    if listed.standing is ConsentStanding.HOLDS_IN_PART:
        left = channels_in_words(listed.channels)
        words += " " + _("It was taken back in part; what is left: {channels}.").format(channels=left)
    return words


def standing_cell(listed: ListedConsent) -> str:
    """Return the last cell of a consent's row."""
    words = _(CONSENT_STANDINGS[listed.standing])
    if listed.standing is ConsentStanding.HOLDS_IN_PART:
        words += f" ({channels_in_words(listed.channels)})"
    return words + replaced_in_words(listed)


def replaced_in_words(listed: ListedConsent) -> str:
    """Say which later answer counts in its place; nothing where this one does."""
    if listed.narrowed_by:
        words = _("for some of it a later answer counts: {code}").format(code=listed.narrowed_by)
        return f" · {words} ({channels_in_words(listed.channels)})"
    if not listed.replaced_by:
        return ""
    return " · " + _("a later answer counts: {code}").format(code=listed.replaced_by)


def consent_lines(
    listed: ListedConsent,
    person: Contributor,
    withdrawals: tuple[Withdrawal, ...],
    assents: tuple[Assent, ...],
    *,
    checks: tuple[BackCheck, ...] = (),
    paper: GivenPaper | None = None,
    today: date,
    ways: Ways,
) -> list[str]:
    """Say all that is recorded of a consent."""
    one = listed.consent
    lines = [
        standing_line(listed, today) + replaced_in_words(listed),
        _("Contributor {code}, story {story}.").format(code=one.contributor, story=one.story),
        "",
        *((*scope_lines(one.scope), "") if one.scope else ()),
        *_manner_lines(one, paper),
    ]
    if person.is_child_on(today) and one.scope is not None:
        lines += ["", *_assent_lines(assents, ways)]
    lines += check_lines(checks)
    if withdrawals:
        lines += ["", *(_withdrawal_line(taken) for taken in withdrawals)]
    return lines


def _manner_lines(one: Consent, paper: GivenPaper | None) -> Iterator[str]:
    if one.given_by == one.contributor:
        yield _("The person answered themselves, on {day}, {method}.").format(
            day=day_in_language(one.given_on), method=_(METHODS[one.method])
        )
    else:
        yield _("Guardian {code} answered, on {day}, {method}.").format(
            code=one.given_by, day=day_in_language(one.given_on), method=_(METHODS[one.method])
        )
    if one.asked_on is None:
        yield _("When they were asked is not recorded.")
    else:
        yield _("They were asked on {day}.").format(day=day_in_language(one.asked_on))
    yield _("It was explained in: {language}.").format(language=one.language)
    if one.interpreter:
        yield _("Interpreter: {handle}.").format(handle=one.interpreter)
    if one.witness:
        yield _("Witness: {handle}.").format(handle=one.witness)
    yield _("The signed letter is kept in the vault.") if one.release else _("No signed letter is kept.")
    yield from paper_lines(paper)
    if one.face_agreed_by:
        yield _("{handle} agreed that the face may be shown.").format(handle=one.face_agreed_by)


def _assent_lines(assents: tuple[Assent, ...], ways: Ways) -> Iterator[str]:
    if not assents:
        words = _("The child's own answer is not recorded yet ({key}).")
        yield words.format(key=ways(Action.RECORD_ASSENT))
    for one in assents:
        yield _("The child's own answer: {decision}, {method}, on {day}.").format(
            decision=_(DECISIONS[one.decision]),
            method=_(ASSENT_METHODS[one.method]),
            day=day_in_language(one.given_on),
        )


def _withdrawal_line(taken: Withdrawal) -> str:
    day = day_in_language(taken.withdrawn_on)
    if not taken.channels:
        return _("Taken back on {day}, for everything.").format(day=day)
    return _("Taken back on {day} for: {channels}.").format(
        day=day, channels=channels_in_words(taken.channels)
    )


def withdrawal_consequence(
    consent: Consent, channels: frozenset[Channel], touched: tuple[Publication, ...]
) -> str:
    """Say exactly what taking a consent back will do (`channels` empty: for everything)."""
    if channels:
        reach = _("It is taken back today for: {channels}.").format(channels=channels_in_words(channels))
    else:
        reach = _("It is taken back today, for everything.")
    lines = [reach, _("Story {story} is refused there from now on.").format(story=consent.story), ""]
    if touched:
        lines.append(_("These become open takedowns, until someone has looked and they are gone:"))
        lines += [f"· {_(CHANNELS[p.channel])}, {p.id}: {p.where}" for p in touched]
    else:
        lines.append(_("Nothing of the story is published there, so that no takedown opens."))
    lines += ["", _("This cannot be undone. Only the person can give a new consent.")]
    return "\n".join(lines)
