"""Taking a consent back: whether it can be, what is asked first, and what was done."""

from collections.abc import Iterator

from consentkit.domain.consents import Consent
from consentkit.domain.values import Channel
from consentkit.pages.consents.serving import serving_lines
from consentkit.pages.consents.words import withdrawal_consequence
from consentkit.pages.forms import Question
from consentkit.usecases.consents.lists import (
    ConsentStanding,
    ListedConsent,
    touched_here,
    touched_publications,
)
from consentkit.usecases.consents.serving import served_stories
from consentkit.usecases.consents.withdrawals import Withdrawn
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _
from consentkit.wording.vocabularies import CHANNELS


def nothing_to_withdraw(listed: ListedConsent) -> str:
    """Say why a consent cannot be taken back; `""` where it can."""
    if listed.standing is ConsentStanding.NO:
        return _("The person said no; there is nothing to take back.")
    if listed.standing is ConsentStanding.WITHDRAWN:
        return _("Consent {code} was taken back already.").format(code=listed.consent.id)
    return ""


def channels_to_withdraw(listed: ListedConsent) -> list[tuple[str, str]]:
    """Return the channels for which a consent still holds, as (value, what it says)."""
    return [(one.value, _(words)) for one, words in CHANNELS.items() if one in listed.channels]


def here_question(workspace: Workspace, consent: Consent) -> Question:
    """Ask before a consent that serves several stories ends in one of them."""
    question = _("Take consent {code} back in story {story} alone?").format(
        code=consent.id, story=consent.story
    )
    others = [one for one in served_stories(workspace, consent) if one.id != consent.id]
    told = [
        withdrawal_consequence(consent, frozenset(), touched_here(workspace, consent)),
        _("It goes on in: {stories}.").format(stories=", ".join(one.story for one in others)),
    ]
    return Question(question, "\n".join(told))


def withdrawal_question(workspace: Workspace, consent: Consent, channels: frozenset[Channel]) -> Question:
    """Ask before a consent is taken back, and say exactly what that will do (no channels: for everything)."""
    touched = touched_publications(workspace, consent, channels)
    question = _("Take consent {code} of contributor {contributor} back?").format(
        code=consent.id, contributor=consent.contributor
    )
    others = serving_lines(served_stories(workspace, consent), consent.id)
    told = [withdrawal_consequence(consent, channels, touched), *filter(None, others)]
    return Question(question, "\n".join(told))


def question_by_code(code: str, story: str | None = None) -> Question:
    """Ask before a consent is taken back by somebody who may not read it."""
    consequence = _(
        "It is taken back today, for everything. Every publication of its story becomes an open takedown."
        " This cannot be undone. Only the person can give a new consent."
    )
    if code[0] == "C":
        consequence = _(
            "Everything that this person agreed to is taken back today, for every story. Every publication of"
            " these stories becomes an open takedown. This cannot be undone. Only the person can give a new"
            " consent."
        )
    if story is not None:
        consequence = _(
            "What serves story {story} is taken back today, for everything. Every publication of this story"
            " becomes an open takedown. Other stories go on. This cannot be undone."
        ).format(story=story)
    question = (
        _("Take consent {code} back?") if code[0] == "K" else _("Take all back that {code} stands for?")
    )
    return Question(question.format(code=code), consequence)


def withdrawn_in_words(done: Withdrawn) -> Iterator[str]:
    """Say what ended of each consent, what is left of it, and which takedowns that opened."""
    for one in done.taken:
        told = {"code": one.consent, "ended": _named(one.ended), "left": _named(one.left)}
        if not one.ended:
            yield _("Nothing was left of consent {code} that could end.").format(**told)
        elif one.left:
            yield _("Consent {code} is taken back for: {ended}. It still holds for: {left}.").format(**told)
        else:
            yield _("Consent {code} is taken back for: {ended}. Nothing is left of it.").format(**told)
    if done.takedowns:
        codes = ", ".join(one.id for one in done.takedowns)
        yield _("Takedowns open: {codes}.").format(codes=codes)


def _named(channels: frozenset[Channel]) -> str:
    return ", ".join(_(words) for one, words in CHANNELS.items() if one in channels)
