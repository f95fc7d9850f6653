"""What a story's page says at first sight: for each channel the answer, and who does what next.

A step unfolds into its reasons; where there are few, all are told at once.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from consentkit.domain.gate.clearances import CertificateState, Clearance, Reason, ReasonCode
from consentkit.domain.values import Channel
from consentkit.pages.actions import Action, Ways
from consentkit.pages.lines import PageLine
from consentkit.pages.places import invitation_for_reason
from consentkit.pages.stories.lines import not_planned
from consentkit.pages.stories.pages import StoryPage
from consentkit.pages.stories.steps import MOST_STEPS, Step, steps_for
from consentkit.wording import cure_of, day_in_language, fact_in_words, sentence_of
from consentkit.wording.languages import _
from consentkit.wording.notes import note_in_words
from consentkit.wording.vocabularies import CHANNELS

A = TypeVar("A")
Cure = Callable[[Reason, Channel], A]
_MOST_QUESTIONS = 3
"""More open questions than this are counted, and stand in the checklist one by one."""


@dataclass(frozen=True)
class Unfolding(Generic[A]):
    """Which steps of which channel are unfolded, and what unfolds one, or folds it again."""

    steps: frozenset[tuple[Channel, str]]
    turn: Callable[[Channel, str], A]


def clearance_lines(
    page: StoryPage, cure: Cure[A], ways: Ways, unfolding: Unfolding[A]
) -> Iterator[PageLine[A]]:
    """For each channel: the answer, what is done next or every reason with its cure."""
    if not page.plans:
        yield PageLine(not_planned(ways), look="quiet")
    for clearance in page.clearances:
        yield from _answer(clearance, cure, ways)
        if len(clearance.reasons) > MOST_STEPS:
            yield from _steps(clearance, cure, ways, unfolding)
        else:
            yield from _reasons(clearance, clearance.reasons, cure, ways)
        yield from _remarks(clearance, cure)
    for clearance in page.together:
        yield from _together(page.story.id, clearance, ways)


def _together(story: str, clearance: Clearance, ways: Ways) -> Iterator[PageLine[A]]:
    """How it stands where a story goes out with others, each of which has its reasons on its own page."""
    about = {
        "others": ", ".join(one for one in clearance.stories if one != story),
        "channel": _(CHANNELS[clearance.channel]),
    }
    more = "  " + _certificate(clearance.certificate, ways)
    if clearance.is_allowed:
        words = _("Cleared together with {others} for {channel} until {until}.")
        until = day_in_language(clearance.until)
        yield PageLine("✓ " + words.format(until=until, **about), look="good", more=more)
        return
    words = _("Refused together with {others} for {channel}. Reasons: {count}.")
    yield PageLine("✗ " + words.format(count=len(clearance.reasons), **about), look="bad", more=more)
    for one in clearance.each:
        if one.reasons and one.story != story:
            counted = _("Story {story} has reasons of its own: {count}.")
            yield PageLine("  ✗ " + counted.format(story=one.story, count=len(one.reasons)))
    for reason in clearance.reasons:
        if reason.code is ReasonCode.PLANS_DIFFER:
            yield PageLine("  ✗ " + sentence_of(reason), more="    " + cure_of(reason))


def _steps(clearance: Clearance, cure: Cure[A], ways: Ways, unfolding: Unfolding[A]) -> Iterator[PageLine[A]]:
    """Who does what next; nobody reads sixty reasons. Questions are walked through in the checklist."""
    for step in steps_for(clearance.reasons):
        first, is_open = step.reasons[0], (clearance.channel, step.words) in unfolding.steps
        if len(step.reasons) == 1 or all(one.code is ReasonCode.QUESTION_OPEN for one in step.reasons):
            yield _straight(step, cure(first, clearance.channel), ways)
            continue
        invitation = _("fold them again.") if is_open else _("see each of them.")
        yield PageLine(
            "  ✗ " + step.line, unfolding.turn(clearance.channel, step.words), "", "    ", invitation
        )
        if is_open:
            below = _reasons(clearance, step.reasons, cure, ways)
            yield from (replace(one, words="  " + one.words, more="  " + one.more) for one in below)


def _straight(step: Step, opened: A, ways: Ways) -> PageLine[A]:
    """A step with one way, which enter goes at once."""
    first = step.reasons[0]
    if len(step.reasons) > 1:
        return PageLine("  ✗ " + step.line, opened, "", "    ", _("walk through them in the checklist."))
    invitation = _("go there.") if invitation_for_reason(first, ways) else ""
    return PageLine("  ✗ " + step.words, opened, "", "    " + sentence_of(first), invitation)


def _answer(clearance: Clearance, cure: Cure[A], ways: Ways) -> Iterator[PageLine[A]]:
    name = _(CHANNELS[clearance.channel])
    if clearance.is_allowed:
        until = day_in_language(clearance.until)
        words = _("Cleared for {channel} until {until}.").format(channel=name, until=until)
        more = _certificate(clearance.certificate, ways)
        if clearance.certificate is not None and clearance.certificate.is_valid:
            more += " " + _("{key} gives the story away.").format(key=ways(Action.EXPORT))
        yield PageLine("✓ " + words, look="good", more="  " + more)
    else:
        words = _("Refused for {channel}. Reasons: {count}.")
        more = "  " + _certificate(clearance.certificate, ways) if clearance.certificate else ""
        counted = words.format(channel=name, count=len(clearance.reasons))
        steps = steps_for(clearance.reasons)
        opened = cure(steps[0].reasons[0], clearance.channel) if steps else None
        yield PageLine("✗ " + counted, opened, look="bad", more=more)


def _reasons(
    clearance: Clearance, reasons: tuple[Reason, ...], cure: Cure[A], ways: Ways
) -> Iterator[PageLine[A]]:
    waiting = [reason for reason in reasons if reason.code is ReasonCode.QUESTION_OPEN]
    told = waiting if len(waiting) <= _MOST_QUESTIONS else []
    for reason in reasons:
        if reason.code is not ReasonCode.QUESTION_OPEN or reason in told:
            yield PageLine(
                "  ✗ " + sentence_of(reason),
                cure(reason, clearance.channel),
                more="    " + cure_of(reason),
                invitation=invitation_for_reason(reason, ways),
            )
    if waiting and not told:
        words = _("Questions not answered yet: {count}.").format(count=len(waiting))
        invitation = _("walk through them in the checklist.")
        yield PageLine(
            "  ✗ " + words, cure(waiting[0], clearance.channel), more="    ", invitation=invitation
        )


def _remarks(clearance: Clearance, cure: Cure[A]) -> Iterator[PageLine[A]]:
    for reason in clearance.advice:
        words = _("Advice:") + " " + sentence_of(reason)
        yield PageLine("  · " + words, cure(reason, clearance.channel), look="quiet")
    for note in clearance.notes:
        yield PageLine("  · " + note_in_words(note), look="quiet")


def _certificate(state: CertificateState | None, ways: Ways) -> str:
    key = ways(Action.CERTIFY)
    if state is None:
        return _("No certificate yet. A manager issues it with {key}.").format(key=key)
    if state.is_valid:
        words = _("Certificate {code} of {day} holds until {until}.")
        return words.format(
            code=state.id, day=day_in_language(state.issued_on), until=day_in_language(state.until)
        )
    words = _("Certificate {code} is void. Changed since: {changed}. A manager certifies again with {key}.")
    return words.format(code=state.id, changed=fact_in_words("changed", state.changed), key=key)
