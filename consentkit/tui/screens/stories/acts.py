"""What can be done on a story's page; each act calls one use-case, or opens the screen that does."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual import work
from textual.screen import Screen

from consentkit.domain.events import EventName
from consentkit.domain.gate.clearances import Reason
from consentkit.domain.stories import Plan, Publication
from consentkit.domain.values import Channel
from consentkit.pages.actions import Place, person_of
from consentkit.pages.choosing import people_found
from consentkit.pages.forms import Form
from consentkit.pages.places import place_for_reason
from consentkit.pages.publications.checks import check_form, check_lines
from consentkit.pages.publications.exports import GivenAway, export_form, given_in_words
from consentkit.pages.publications.forms import certify_form, publish_form, void_form
from consentkit.pages.stories.forms import approve_form, draft_form, look_form, plan_form, title_form
from consentkit.pages.stories.pages import StoryPage
from consentkit.tui.opening import (
    bases_screen,
    checklist_screen,
    confirm_screen,
    consent_screen,
    interpreters_screen,
    person_screen,
    pictures_screen,
    returns_screen,
    videos_screen,
    words_screen,
    writing_screen,
)
from consentkit.tui.screens.acting import ActingScreen
from consentkit.tui.widgets.dialogs import Choose, Confirm, Told
from consentkit.tui.widgets.forms import FormScreen
from consentkit.tui.widgets.picking import pick_contributor
from consentkit.usecases.consents.lists import people_of_story
from consentkit.usecases.publications.certificate_checks import CertificateCheck
from consentkit.usecases.publications.publications import confirm_takedown, open_takedown
from consentkit.usecases.stories.stories import (
    put_contributor,
    show_story,
    state_nobody_is_victim,
    take_out_contributor,
)
from consentkit.wording import sentence_of
from consentkit.wording.languages import _
from consentkit.wording.vocabularies import CHANNELS


class StoryActs(ActingScreen):
    """The acts of a story's page. `page` is what was read last; `also` a channel that is checked beside."""

    NEEDS: ClassVar = {
        "put_in": EventName.STORY_CHANGED,
        "take_out": EventName.STORY_CHANGED,
        "approve": EventName.DRAFT_APPROVED,
        "draft": EventName.STORY_CHANGED,
        "write": EventName.DRAFT_OPENED,
        "title": EventName.STORY_CHANGED,
        "statement": EventName.STORY_CHANGED,
        "plan": EventName.STORY_PLANNED,
        "certify": EventName.CERTIFICATE_ISSUED,
        "export": EventName.STORY_EXPORTED,
        "publish": EventName.STORY_PUBLISHED,
        "take_down": EventName.TAKEDOWN_OPENED,
        "void": EventName.PUBLICATION_VOIDED,
    }

    def __init__(self, story_id: str) -> None:
        super().__init__()
        self.story_id = story_id
        self.page: StoryPage | None = None
        self.also: Channel | None = None

    def refresh_rows(self) -> None:
        """Read the page again."""
        raise NotImplementedError

    def action_channel(self) -> None:
        """Check a channel that is not planned."""
        options = [(channel.value, _(words)) for channel, words in CHANNELS.items()]
        self.app.push_screen(Choose(_("Check which channel?"), options), self._check_also)

    def _check_also(self, chosen: str | None) -> None:
        if chosen is not None:
            self.also = Channel(chosen)
            self.refresh_rows()

    @work
    async def action_put_in(self) -> None:
        """Put a contributor in."""
        workspace = self.desk.workspace
        inside = {person.code for person in people_of_story(workspace, self.story_id)}
        if not people_found(workspace, "", inside):
            self.say(_("Nobody is left to put in. F4 records a contributor."))
            return
        code = await pick_contributor(self, _("Put whom in?"), leave_out=inside)
        if code is not None:
            act = partial(put_contributor, workspace, self.story_id, code)
            self.act_as_told(act, lambda _story: self._was_put_in(code))

    def _was_put_in(self, code: str) -> None:
        workspace = self.desk.workspace
        words = _("{person} was put in.").format(person=code)
        self.say(words + " " + _("ctrl+z takes it back."))
        undo = partial(take_out_contributor, workspace, self.story_id, code)
        self.consentkit.remember_undo(words, undo)
        self.refresh_rows()

    def action_take_out(self) -> None:
        """Take a contributor out."""
        people = self.page.people if self.page else ()
        if not people:
            self.say(_("Nobody is in this story."))
            return
        options = [(person.code, person.code) for person in people]
        self.app.push_screen(Choose(_("Take whom out?"), options), self._take_out)

    def _take_out(self, code: str | None) -> None:
        if code is None:
            return
        act = partial(take_out_contributor, self.desk.workspace, self.story_id, code)
        self.act_as_told(act, lambda _story: self._was_taken_out(code))

    def _was_taken_out(self, code: str) -> None:
        workspace = self.desk.workspace
        words = _("{person} was taken out.").format(person=code)
        self.say(words + " " + _("ctrl+z takes it back."))
        self.consentkit.remember_undo(words, partial(put_contributor, workspace, self.story_id, code))
        self.refresh_rows()

    def choose_for(self, person: str) -> None:
        """Ask what to do about a contributor of the story."""
        options = [("open", _("Open the contributor: consents, guardians"))]
        if self.check_action("approve", ()):
            options.append(("approve", _("Record what they say to the story as it stands")))
            options.append(("take-out", _("Take them out of the story")))
        if self.may(EventName.LETTER_MADE):
            options.append(("slip", _("Print a slip on which they say it, with the version that they saw")))
        self.app.push_screen(Choose(person, options), partial(self._do_for, person))

    def _do_for(self, person: str, chosen: str | None) -> None:
        if chosen == "open":
            self.app.push_screen(person_screen(person))
        elif chosen == "approve":
            self._approve(person)
        elif chosen == "take-out":
            self._take_out(person)
        elif chosen == "slip":
            self._make_slip(person)

    @work
    async def _make_slip(self, person: str) -> None:
        from consentkit.tui.screens.letters.making import new_slip

        is_child = person in {one.code for one in self.page.children} if self.page else True
        await new_slip(self, self.story_id, person, form="approval-child" if is_child else "approval")

    def action_approve(self) -> None:
        """Record what a contributor says to the story as it stands."""
        self._approve("")

    def _approve(self, person: str) -> None:
        people = tuple(one.code for one in self.page.people) if self.page else ()
        if not people:
            self.say(_("Nobody is in this story yet. i puts a contributor in."))
            return
        self._open_form(approve_form(self.desk.workspace, self.story_id, people, person))

    def action_pictures(self) -> None:
        """Go to the pictures."""
        self.app.push_screen(pictures_screen(self.story_id))

    def action_videos(self) -> None:
        """Go to the videos."""
        self.app.push_screen(videos_screen(self.story_id))

    def action_bases(self) -> None:
        """Go to what the story and all in it rest on."""
        self.app.push_screen(bases_screen(self.story_id))

    def action_found(self) -> None:
        """Go to what is found in the words."""
        self.app.push_screen(words_screen(self.story_id))

    def action_draft(self) -> None:
        """Keep other words."""
        self._open_form(draft_form(self.desk.workspace, self.story_id))

    def action_write(self) -> None:
        """Go to the words themselves, to write or mend them."""
        self.app.push_screen(writing_screen(self.story_id))

    def action_title(self) -> None:
        """Give the story another working title."""
        story = self.try_act(lambda: show_story(self.desk.workspace, self.story_id))
        if story is not None:
            self._open_form(title_form(self.desk.workspace, story[0]))

    def action_statement(self) -> None:
        """Say, or no longer say, that no one pictured is a victim."""
        if self.page is None:
            return
        workspace, before = self.desk.workspace, self.page.story.states_nobody_is_victim
        change = partial(state_nobody_is_victim, workspace, self.story_id)
        self.act_as_told(
            partial(change, is_stated=not before),
            lambda _story: self._was_stated(before, partial(change, is_stated=before)),
        )

    def _was_stated(self, before: bool, undo: Callable[[], object]) -> None:
        words = _("The statement was taken out.") if before else _("The statement was put in.")
        self.say(words + " " + _("ctrl+z takes it back."))
        self.consentkit.remember_undo(words, undo)
        self.refresh_rows()

    def action_plan(self) -> None:
        """Say where the story goes."""
        self.plan_for(None)

    def plan_for(self, channel: Channel | None, plan: Plan | None = None) -> None:
        """Say where the story goes, beginning from a channel or a plan."""
        self._open_form(plan_form(self.desk.workspace, self.story_id, channel, plan))

    def action_certify(self) -> None:
        """Clear the story in the actor's own name and print the certificate."""
        start = str(Path.home() / f"{self.story_id}.pdf")
        self._open_form(certify_form(self.desk.workspace, self.story_id, self._channels(), start))

    def action_check_certificate(self) -> None:
        """Check a certificate's file: genuine, altered or void."""
        form = check_form(self.desk.workspace)
        self.app.push_screen(FormScreen(form), self._certificate_checked)

    def _certificate_checked(self, check: object) -> None:
        if isinstance(check, CertificateCheck):
            self.app.push_screen(Told(_("Certificate"), check_lines(check)))

    def action_export(self) -> None:
        """Give the story away for a channel, into a new folder."""
        form = export_form(self.desk.workspace, self.story_id, self._channels(), str(Path.home()))
        self.app.push_screen(FormScreen(form), self._exported)

    def _exported(self, given: object) -> None:
        if isinstance(given, GivenAway):
            where = _("Written to {path}").format(path=given.folder)
            self.say(f"{given_in_words(given.export)}\n{where}\n" + _("p records where it goes."))
            self.refresh_rows()

    def action_publish(self) -> None:
        """Record where the story goes."""
        self._open_form(publish_form(self.desk.workspace, self.story_id, self._channels()))

    def _channels(self) -> tuple[Channel, ...]:
        """The channels there may be a clearance for, those that have one first."""
        seen = self.page.clearances if self.page else ()
        cleared = [one.channel for one in seen if one.is_allowed]
        return tuple(dict.fromkeys([*cleared, *(one.channel for one in seen)]))

    def action_take_down(self) -> None:
        """Begin to take a publication down; ask which, where several stand."""
        standing = {one.id: one for one in self.page.standing} if self.page else {}
        if not standing:
            self.say(_("Nothing of this story stands published, but what is being taken down already."))
            return
        if len(standing) == 1:
            self.take_down(*standing.values())
            return
        options = [
            (one.id, f"{one.id}  {_(CHANNELS[one.channel])}: {one.where}") for one in standing.values()
        ]

        def chosen(code: str | None) -> None:
            if code is not None:
                self.take_down(standing[code])

        self.app.push_screen(Choose(_("Take which one down?"), options), chosen)

    def take_down(self, publication: Publication) -> None:
        """Ask, then begin to take a publication down."""
        if not self.may(EventName.TAKEDOWN_OPENED):
            self.say(_("Your role only reads. Ask an officer or a manager to take it down."))
            return
        question = _("Take {code} down from {channel}?").format(
            code=publication.id, channel=_(CHANNELS[publication.channel])
        )
        consequence = _("It waits on Home, until someone has looked and confirms that it is gone.")
        self.app.push_screen(Confirm(question, consequence), partial(self._take_down, publication.id))

    def _take_down(self, publication: str, yes: bool | None) -> None:
        if yes and self.try_act(partial(open_takedown, self.desk.workspace, publication)):
            self.say(_("Noted: it must come down. Remove it there, then confirm that it is gone."))
            self.refresh_rows()

    def action_void(self) -> None:
        """Say that a publication was recorded by mistake."""
        recorded = self.page.recorded if self.page else ()
        if not recorded:
            self.say(_("Nothing of this story stands published."))
            return
        self._open_form(void_form(self.desk.workspace, recorded))

    def confirm_gone(self, takedown: str) -> None:
        """Ask, then record that a publication is gone."""
        if not self.may(EventName.TAKEDOWN_CONFIRMED):
            self.say(_("An officer or a manager confirms that it is gone."))
            return
        question = _("Did you look, and is it gone?")
        consequence = _("The takedown {code} is closed today, in your name.").format(code=takedown)
        self.app.push_screen(Confirm(question, consequence), partial(self._gone, takedown))

    def _gone(self, takedown: str, yes: bool | None) -> None:
        if yes and self.try_act(partial(confirm_takedown, self.desk.workspace, takedown)):
            self.say(_("Noted: it is gone."))
            self.refresh_rows()

    def cure(self, reason: Reason, channel: Channel) -> None:
        """Open where a reason is cured."""
        place = place_for_reason(reason)
        if place is Place.CHECKLIST:
            self.app.push_screen(checklist_screen(self.story_id, channel))
        elif place is Place.VIDEOS:
            self.action_videos()
        elif place is Place.PICTURES:
            self.action_pictures()
        elif place is Place.LOG:
            self.consentkit.action_go("log")
        elif place in OPENED_AT:
            self.app.push_screen(OPENED_AT[place](reason))
        elif place is Place.CONSENT and reason.subject.startswith("K-"):
            self.app.push_screen(consent_screen(reason.subject))
        elif place in {Place.CONSENT, Place.PERSON} and person_of(reason):
            self.app.push_screen(person_screen(person_of(reason)))
        elif place in CURED_HERE:
            self._cure_here(place, reason, channel)

    def _cure_here(self, place: Place, reason: Reason, channel: Channel) -> None:
        action, cure = CURED_HERE[place]
        if self.check_action(action, ()):
            cure(self, reason, channel)
        else:
            self.say(_("An officer or a safeguarding lead does this."))

    def bases_about(self, reason: Reason) -> None:
        """Go to what the thing of a reason rests on, or else what it is seen in."""
        named = (reason.facts.get("thing", ""), reason.subject, reason.facts.get("seen_in", ""))
        self.app.push_screen(bases_screen(self.story_id, *map(str, named)))

    def found_about(self, reason: Reason) -> None:
        """Go to what is found in the words, at what a reason is about."""
        self.app.push_screen(words_screen(self.story_id, reason.subject))

    def _look(self, reason: Reason) -> None:
        number = int(str(reason.facts["number"]))
        self._open_form(look_form(self.desk.workspace, self.story_id, number, sentence_of(reason)))

    def _planned(self, channel: Channel) -> Plan | None:
        plans = self.page.plans if self.page else ()
        return next((plan for plan in plans if plan.channel is channel), None)

    def _open_form(self, form: Form[Any]) -> None:
        self.app.push_screen(FormScreen(form))


Cure = Callable[[StoryActs, Reason, Channel], object]
CURED_HERE: dict[Place, tuple[str, Cure]] = {
    Place.PLAN: ("plan", lambda acts, _reason, channel: acts.plan_for(channel, acts._planned(channel))),
    Place.PUT_IN: ("put_in", lambda acts, _reason, _channel: acts.action_put_in()),
    Place.DRAFT: ("draft", lambda acts, _reason, _channel: acts.action_draft()),
    Place.APPROVE: ("approve", lambda acts, reason, _channel: acts._approve(person_of(reason))),
    Place.STATEMENT: ("statement", lambda acts, _reason, _channel: acts.action_statement()),
    Place.BASES: ("bases", lambda acts, reason, _channel: acts.bases_about(reason)),
    Place.LOOK: ("draft", lambda acts, reason, _channel: acts._look(reason)),
    Place.WORDS: ("found", lambda acts, reason, _channel: acts.found_about(reason)),
}
"""What is cured by a form over the story's page: the key whose role is asked for, and the form."""

OPENED_AT: dict[Place, Callable[[Reason], Screen[object]]] = {
    Place.CONFIRMING: lambda reason: confirm_screen(reason.subject),
    Place.INTERPRETERS: lambda reason: interpreters_screen(str(reason.facts["interpreter"])),
    Place.LOOSE_PAGES: lambda _reason: returns_screen(),
}
"""What has a screen of its own, with the record of the reason under the cursor."""

CURED_ELSEWHERE = frozenset(
    {
        Place.CHECKLIST,
        Place.VIDEOS,
        Place.PICTURES,
        Place.CONSENT,
        Place.INTERPRETERS,
        Place.PERSON,
        Place.CONFIRMING,
        Place.LOOSE_PAGES,
        Place.LOG,
    }
)
"""What is cured on a screen of its own."""
