"""What each section of a story's page says, as lines.

Each takes the page, and from the face what a line opens (`A`: an act in a terminal, a link on a web page)
and how it names the way to an action.
"""

from collections.abc import Callable, Iterator
from typing import TypeVar

from consentkit.domain.bases import BasisKind
from consentkit.domain.consents import Approval
from consentkit.domain.people import Contributor
from consentkit.domain.pictures.copy_states import CopyState
from consentkit.domain.stories import Plan, Publication
from consentkit.domain.values import Fact
from consentkit.pages.actions import Action, Ways
from consentkit.pages.lines import PageLine
from consentkit.pages.stories.basis_words import resting_cell
from consentkit.pages.stories.pages import StoryPage
from consentkit.store.log.audits import Event
from consentkit.wording import day_in_language, fact_in_words
from consentkit.wording.languages import _
from consentkit.wording.office.acts import act_in_words
from consentkit.wording.vocabularies import AGES, AUDIENCES, BASES, CHANNELS, DECISIONS
from consentkit.wording.words import check_in_words

A = TypeVar("A")


def not_planned(ways: Ways) -> str:
    """Say that nothing is planned, and how to plan."""
    words = _("No channel is planned yet. {key} says where the story goes.")
    return words.format(key=ways(Action.PLAN))


def people_lines(page: StoryPage, choose: Callable[[str], A], ways: Ways) -> Iterator[PageLine[A]]:
    """Each contributor, and what they said to the story as it stands."""
    if not page.people:
        words = _("Nobody is in this story yet. {key} puts a contributor in.")
        yield PageLine(words.format(key=ways(Action.PUT_IN)), look="quiet")
    for person in page.people:
        said = page.said_by(person.code)
        yield PageLine(
            _person(person),
            choose(person.code),
            more="  " + _said(said),
            invitation=_("record what they say, or take out.") if said is None else "",
        )


def _person(person: Contributor) -> str:
    kind = _("a survivor") if person.is_survivor else _("not a survivor")
    words = _("age: {age}; speaks {language}; {kind}")
    return f"{person.code}  " + words.format(age=_(AGES[person.age]), language=person.language, kind=kind)


def _said(said: Approval | None) -> str:
    if said is None:
        return _("Has not seen the story as it stands now.")
    words = _("Saw it on {day} and said {decision}.")
    return words.format(day=day_in_language(said.given_on), decision=_(DECISIONS[said.decision]))


def picture_lines(page: StoryPage, pictures: A, rest: A) -> Iterator[PageLine[A]]:
    """How far the pictures are, counted; each opens the pictures, and the last what they rest on."""
    images = page.images
    if not images:
        yield PageLine(_("No pictures yet."), pictures, invitation=_("add some."))
        return
    counts = (
        (_("Pictures: {count}"), len(images), ""),
        (_("To scan for faces: {count}"), sum(one.image.scan is None for one in images), "bad"),
        (_("Faces to settle: {count}"), sum(one.open_count for one in images), "bad"),
        (_("To look at whole: {count}"), sum(one.image.viewed_by is None for one in images), "bad"),
        (
            _("Without a public copy that is ready: {count}"),
            sum(one.copy_state not in {CopyState.READY, CopyState.NOT_NEEDED} for one in images),
            "bad",
        ),
    )
    for words, count, look in counts:
        is_done = not count
        mark = "✓ " if is_done else "✗ " if look else "  "
        yield PageLine(mark + words.format(count=count), pictures, look="good" if is_done else look)
    own = sum(one.image.id in page.bases for one in images)
    words = _("Resting on something else than a contributor's consent: {count}").format(count=own)
    yield PageLine("  " + words, rest, more="  ", invitation=_("say what it rests on."))


def words_lines(page: StoryPage, put: A | None, state: A | None, rest: A, found: A) -> Iterator[PageLine[A]]:
    """The draft, what it rests on, and whether the story prints that no one pictured is a victim."""
    revision = _("Revision {count}: it grows with every change of words, pictures or people.")
    yield PageLine(revision.format(count=page.story.revision), look="quiet")
    if page.story.draft:
        kept = _("The words are kept, sealed as {name}…")
        words = "✓ " + kept.format(name=page.story.draft[:12])
        yield PageLine(words, put, more="  ", invitation=_("replace them."))
    else:
        yield PageLine(_("No words yet."), put, more="  ", invitation=_("add a file with the words."))
    waits = page.words is None or any(one.is_open for one in page.words.there)
    said = check_in_words(page.words) if page.words else _("Nobody looked at these words.")
    yield PageLine(("✗ " if waits else "  ") + said, found, more="  ", invitation=_("see what is found."))
    words = _("What the words rest on: {basis}.").format(basis=_words_rest_on(page))
    yield PageLine(words, rest, more="  ", invitation=_("say what it rests on."))
    stated = _("The story prints that no one pictured is a victim.")
    silent = _("The story does not print that no one pictured is a victim.")
    words = stated if page.story.states_nobody_is_victim else silent
    yield PageLine(words, state, more="  ", invitation=_("change it."))


def _words_rest_on(page: StoryPage) -> str:
    basis = page.bases.get(page.story.id)
    if basis is None and page.story.contributors:
        return _(BASES[BasisKind.CONSENT])
    return resting_cell(basis)


def plan_lines(page: StoryPage, change: Callable[[Plan], A], ways: Ways) -> Iterator[PageLine[A]]:
    """Where the story is meant to go."""
    if not page.plans:
        yield PageLine(not_planned(ways), look="quiet")
    for plan in page.plans:
        words = _("{channel}: for {audience}, {place}, from {first} until {last}.").format(
            channel=_(CHANNELS[plan.channel]),
            audience=_(AUDIENCES[plan.audience]),
            place=plan.place,
            first=day_in_language(plan.from_on),
            last=day_in_language(plan.until),
        )
        if plan.owner:
            words += " " + _("{owner} takes it down.").format(owner=plan.owner)
        yield PageLine(words, change(plan), more="  ", invitation=_("change it."))


def publication_lines(
    page: StoryPage, confirm: Callable[[str], A], take_down: Callable[[Publication], A], ways: Ways
) -> Iterator[PageLine[A]]:
    """Where the story went, and what has to come down."""
    if not page.publications:
        words = _("Not published. {key} records where a cleared story goes.")
        yield PageLine(words.format(key=ways(Action.PUBLISH)), look="quiet")
    for publication in reversed(page.publications):
        yield _publication(page, publication, confirm, take_down)


def _publication(
    page: StoryPage,
    one: Publication,
    confirm: Callable[[str], A],
    take_down: Callable[[Publication], A],
) -> PageLine[A]:
    takedown = page.takedown_of(one.id)
    words = f"{one.id}  {_(CHANNELS[one.channel])}: {one.where}"
    others = ", ".join(code for code in one.stories if code != page.story.id)
    if others:
        words += " " + _("(with {others})").format(others=others)
    if takedown is not None:
        more = _("Must come down since {day}.").format(day=day_in_language(takedown.opened_on))
        return PageLine(
            "! " + words,
            confirm(takedown.id),
            look="bad",
            more="  " + more,
            invitation=_("confirm that it is gone."),
        )
    if one.is_void:
        return PageLine("  " + words, look="quiet", more="  " + void_in_words(one))
    if one.ended_on is not None:
        gone = _("Gone since {day}.").format(day=day_in_language(one.ended_on))
        return PageLine("  " + words, look="quiet", more="  " + gone)
    return _standing(words, one, take_down(one), is_overdue=one.until < page.today)


def void_in_words(one: Publication) -> str:
    """Say what was wrong with a record that is void, and who found it."""
    if one.same_as:
        words = _("Recorded twice, the same as {other}, as {actor} found.")
        return words.format(other=one.same_as, actor=one.voided_by)
    return _("It never went out, as {actor} found: {why}").format(actor=one.voided_by, why=one.void_why)


def _standing(words: str, one: Publication, take_down: A, *, is_overdue: bool) -> PageLine[A]:
    first, last = day_in_language(one.from_on), day_in_language(one.until)
    invitation = _("take it down.")
    if is_overdue:
        more = _("Was to leave by {last}, and still stands there.").format(last=last)
        return PageLine("! " + words, take_down, look="bad", more="  " + more, invitation=invitation)
    more = _("Stands there since {first}, planned until {last}.").format(first=first, last=last)
    return PageLine("● " + words, take_down, more="  " + more, invitation=invitation)


def timeline_lines(page: StoryPage) -> Iterator[PageLine[A]]:
    """The story's events, newest first."""
    if page.events is None:
        yield PageLine(
            _("The events are read by managers, safeguarding, keepers and auditors."), look="quiet"
        )
        return
    for event in page.events:
        yield PageLine(_event(event), more="  " + ", ".join(_facts(event)))


def _event(event: Event) -> str:
    return (
        f"{event.at[:16].replace('T', ' ')} UTC  {event.actor}  {act_in_words(event.action)}  {event.subject}"
    )


def _facts(event: Event) -> Iterator[str]:
    for name, fact in event.body.items():
        shown: Fact = tuple(fact) if isinstance(fact, list) else fact
        yield f"{name.replace('_', ' ')}: {fact_in_words(name, shown)}"
