"""What each section of a story's page says, as lines. Each takes the page and says what enter does."""

from collections.abc import Callable, Iterator
from functools import partial

from consentkit.domain.gate.clearances import CertificateState, Clearance, Reason, ReasonCode
from consentkit.domain.people import Contributor
from consentkit.domain.pictures.copy_states import CopyState
from consentkit.domain.stories import Plan, Publication
from consentkit.domain.values import Channel, Fact
from consentkit.store.audits import Event
from consentkit.tui.screens.cures import cure_here
from consentkit.tui.screens.stories.pages import StoryPage
from consentkit.tui.widgets.lines import Line
from consentkit.wording import day_in_language, fact_in_words, sentence_of
from consentkit.wording.languages import _
from consentkit.wording.office.acts import act_in_words
from consentkit.wording.vocabularies import AGES, AUDIENCES, CHANNELS, DECISIONS

Cure = Callable[[Reason, Channel], object]
Act = Callable[[], object] | None
_MOST_QUESTIONS = 3
"""More open questions than this are counted, and stand in the checklist one by one."""


def clearance_lines(page: StoryPage, cure: Cure) -> Iterator[Line]:
    """For each channel: the answer, its reasons with their cures, and the certificate."""
    if not page.plans:
        yield Line(_("No channel is planned yet. l says where the story goes."), look="quiet")
    for clearance in page.clearances:
        yield from _of_channel(clearance, cure)


def _of_channel(clearance: Clearance, cure: Cure) -> Iterator[Line]:
    name = _(CHANNELS[clearance.channel])
    if clearance.is_allowed:
        until = day_in_language(clearance.until)
        words = _("Cleared for {channel} until {until}.").format(channel=name, until=until)
        yield Line("✓ " + words, look="good", more="  " + _certificate(clearance.certificate))
    else:
        words = _("Refused for {channel}. Reasons: {count}.")
        more = "  " + _certificate(clearance.certificate) if clearance.certificate else ""
        counted = words.format(channel=name, count=len(clearance.reasons))
        yield Line("✗ " + counted, look="bad", more=more)
    waiting = [reason for reason in clearance.reasons if reason.code is ReasonCode.QUESTION_OPEN]
    told = waiting if len(waiting) <= _MOST_QUESTIONS else []
    for reason in clearance.reasons:
        if reason.code is not ReasonCode.QUESTION_OPEN or reason in told:
            open_it = partial(cure, reason, clearance.channel)
            yield Line("  ✗ " + sentence_of(reason), open_it, more="    " + cure_here(reason))
    if waiting and not told:
        words = _("Questions not answered yet: {count}.").format(count=len(waiting))
        more = "    " + _("Enter: walk through them in the checklist.")
        yield Line("  ✗ " + words, partial(cure, waiting[0], clearance.channel), more=more)
    for reason in clearance.advice:
        open_it = partial(cure, reason, clearance.channel)
        yield Line("  · " + _("Advice:") + " " + sentence_of(reason), open_it, look="quiet")


def _certificate(state: CertificateState | None) -> str:
    if state is None:
        return _("No certificate yet. A manager issues it with c.")
    if state.is_valid:
        words = _("Certificate {code} of {day} holds until {until}.")
        return words.format(
            code=state.id, day=day_in_language(state.issued_on), until=day_in_language(state.until)
        )
    words = _("Certificate {code} is void. Changed since: {changed}. A manager certifies anew with c.")
    return words.format(code=state.id, changed=fact_in_words("changed", state.changed))


def people_lines(page: StoryPage, choose: Callable[[str], object]) -> Iterator[Line]:
    """Each contributor, and what they said to the story as it stands."""
    if not page.people:
        yield Line(_("Nobody is in this story yet. i puts a contributor in."), look="quiet")
    for person in page.people:
        yield Line(_person(person), partial(choose, person.code), more="  " + _said(page, person))


def _person(person: Contributor) -> str:
    kind = _("a survivor") if person.is_survivor else _("not a survivor")
    words = _("age: {age}; speaks {language}; {kind}")
    return f"{person.code}  " + words.format(age=_(AGES[person.age]), language=person.language, kind=kind)


def _said(page: StoryPage, person: Contributor) -> str:
    said = page.said_by(person.code)
    if said is None:
        return _("Has not seen the story as it stands now. Enter: record what they say, or take out.")
    words = _("Saw it on {day} and said {decision}.")
    return words.format(day=day_in_language(said.given_on), decision=_(DECISIONS[said.decision]))


def picture_lines(page: StoryPage, open_pictures: Callable[[], object]) -> Iterator[Line]:
    """How far the pictures are, counted; each opens the pictures."""
    images = page.images
    if not images:
        yield Line(_("No pictures yet. Enter: add some."), open_pictures)
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
        yield Line(mark + words.format(count=count), open_pictures, look="good" if is_done else look)


def words_lines(page: StoryPage, put: Act, state: Act) -> Iterator[Line]:
    """The draft, and whether the story prints that no one pictured is a victim."""
    revision = _("Revision {count}: it grows with every change of words, pictures or people.")
    yield Line(revision.format(count=page.story.revision), look="quiet")
    if page.story.draft:
        kept = _("The words are kept, sealed as {name}…")
        yield Line("✓ " + kept.format(name=page.story.draft[:12]), put, more="  " + _("Enter: replace them."))
    else:
        yield Line(_("No words yet."), put, more="  " + _("Enter: add a file with the words."))
    stated = _("The story prints that no one pictured is a victim.")
    silent = _("The story does not print that no one pictured is a victim.")
    words = stated if page.story.states_nobody_is_victim else silent
    yield Line(words, state, more="  " + _("Enter: change it."))


def plan_lines(page: StoryPage, change: Callable[[Plan], object]) -> Iterator[Line]:
    """Where the story is meant to go."""
    if not page.plans:
        yield Line(_("No channel is planned yet. l says where the story goes."), look="quiet")
    for plan in page.plans:
        words = _("{channel}: for {audience}, {place}, from {first} until {last}.").format(
            channel=_(CHANNELS[plan.channel]),
            audience=_(AUDIENCES[plan.audience]),
            place=plan.place,
            first=day_in_language(plan.from_on),
            last=day_in_language(plan.until),
        )
        yield Line(words, partial(change, plan), more="  " + _("Enter: change it."))


def publication_lines(
    page: StoryPage, confirm: Callable[[str], object], take_down: Callable[[Publication], object]
) -> Iterator[Line]:
    """Where the story went, and what has to come down."""
    if not page.publications:
        yield Line(_("Not published. p records where a cleared story goes."), look="quiet")
    for publication in reversed(page.publications):
        yield _publication(page, publication, confirm, take_down)


def _publication(
    page: StoryPage,
    one: Publication,
    confirm: Callable[[str], object],
    take_down: Callable[[Publication], object],
) -> Line:
    takedown = page.takedown_of(one.id)
    words = f"{one.id}  {_(CHANNELS[one.channel])}: {one.where}"
    if takedown is not None:
        more = _("Must come down since {day}. Enter: confirm that it is gone.")
        dated = more.format(day=day_in_language(takedown.opened_on))
        return Line("! " + words, partial(confirm, takedown.id), look="bad", more="  " + dated)
    if one.ended_on is not None:
        gone = _("Gone since {day}.").format(day=day_in_language(one.ended_on))
        return Line("  " + words, look="quiet", more="  " + gone)
    return _standing(words, one, partial(take_down, one), is_overdue=one.until < page.today)


def _standing(words: str, one: Publication, take_down: Callable[[], object], *, is_overdue: bool) -> Line:
    if is_overdue:
        more = _("Was to leave by {last}, and still stands there. Enter: take it down.")
        return Line(
            "! " + words, take_down, look="bad", more="  " + more.format(last=day_in_language(one.until))
        )
    stands = _("Stands there since {first}, planned until {last}. Enter: take it down.")
    dated = stands.format(first=day_in_language(one.from_on), last=day_in_language(one.until))
    return Line("● " + words, take_down, more="  " + dated)


def timeline_lines(page: StoryPage) -> Iterator[Line]:
    """The story's events, newest first."""
    if page.events is None:
        yield Line(_("The events are read by managers, safeguarding, keepers and auditors."), look="quiet")
        return
    for event in page.events:
        yield Line(_event(event), more="  " + ", ".join(_facts(event)))


def _event(event: Event) -> str:
    return (
        f"{event.at[:16].replace('T', ' ')} UTC  {event.actor}  {act_in_words(event.action)}  {event.subject}"
    )


def _facts(event: Event) -> Iterator[str]:
    for name, fact in event.body.items():
        shown: Fact = tuple(fact) if isinstance(fact, list) else fact
        yield f"{name.replace('_', ' ')}: {fact_in_words(name, shown)}"
