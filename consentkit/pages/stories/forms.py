"""The forms of one story: begin it, its words, where it goes, what a contributor said."""

from consentkit.domain.consents import WORLDWIDE, Approval, Audience, Decision
from consentkit.domain.stories import Plan, Story
from consentkit.domain.values import Channel
from consentkit.domain.words.drafts import DraftPart
from consentkit.pages.fields import ChoiceField, DayField, Filled, PlaceField, TextField, options_of
from consentkit.pages.file_fields import FileField
from consentkit.pages.forms import Form
from consentkit.pages.publications.forms import together_field
from consentkit.usecases.consents.consents import list_consents
from consentkit.usecases.stories.stories import (
    add_story,
    approve_draft,
    plan_story,
    retitle_story,
    show_story,
)
from consentkit.usecases.words.drafts import MAX_DRAFT_BYTES, get_part, look_at_part, put_draft
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.drafts import listed_in_words
from consentkit.wording.languages import _
from consentkit.wording.vocabularies import AUDIENCES, CHANNELS, DECISIONS

_DRAFT_ERRORS = (
    "file-not-found", "file-too-large",
    "draft-damaged", "draft-has-password", "draft-format-unknown", "draft-format-named",
    "draft-format-old", "draft-is-picture",
    "draft-too-many-pages", "draft-too-many-parts", "draft-unpacks-too-large", "draft-too-slow",
)  # fmt: skip


def story_form(workspace: Workspace) -> Form[Story]:
    """Return the form that begins a story."""
    title = TextField(
        "title",
        _("Working title"),
        help=_("Kept encrypted and printed nowhere. Without names."),
        error_codes=("title-missing",),
    )
    return Form("story", _("New story"), (title,), lambda filled: add_story(workspace, title.read(filled)))


def title_form(workspace: Workspace, story: Story) -> Form[Story]:
    """Return the form for another working title; it saves only where nobody changed the story since."""
    title = TextField(
        "title",
        _("Working title"),
        story.title,
        help=_("Kept encrypted and printed nowhere. Without names."),
        error_codes=("title-missing", "title-same"),
    )

    def save(filled: Filled) -> Story:
        return retitle_story(workspace, story.id, title.read(filled), expected=story)

    return Form(f"story-title-{story.id}", _("Another title"), (title,), save)


def draft_form(workspace: Workspace, story: str) -> Form[Story]:
    """Return the form that keeps a story's words."""
    file = FileField(
        "file",
        _("File with the words"),
        help=_("Its path on this computer. A copy is kept encrypted; the file itself stays as it is."),
        is_kept=False,
        most_bytes=MAX_DRAFT_BYTES,
        error_codes=_DRAFT_ERRORS,
    )
    intro = _("Every contributor is asked again whether they agree with the new words.")

    def save(filled: Filled) -> Story:
        return put_draft(workspace, story, file.read(filled).read())

    return Form(f"draft/{story}", _("The words of the story"), (file,), save, intro=intro)


def look_form(workspace: Workspace, story: str, number: int, what: str) -> Form[DraftPart]:
    """Return the form that says what a part of the draft shows that no program can look into.

    Words of the part that can be listed stand above it.
    """
    listed = listed_in_words(get_part(workspace, story, number))
    why = TextField(
        "why",
        _("What it shows"),
        help=_("Open the document and look. Say what it shows, and that nobody can be told by it."),
        error_codes=("why-missing",),
    )

    def save(filled: Filled) -> DraftPart:
        return look_at_part(workspace, story, number, why.read(filled))

    return Form(
        f"look/{story}/{number}", _("A part of the draft"), (why,), save, intro="\n".join((what, *listed))
    )


def _until_at_most(workspace: Workspace, story: str) -> str:
    """Return the day until which the last answers of all its people allow it; `""` where there is none."""
    last = {one.contributor: one for one in list_consents(workspace, story=story)}
    days = [one.scope.until for one in last.values() if one.scope is not None]
    return min(days).isoformat() if days and len(days) == len(last) else ""


def plan_form(
    workspace: Workspace, story: str, channel: Channel | None = None, plan: Plan | None = None
) -> Form[Plan]:
    """Return the form that says where a story goes, for whom and until when; it begins with `plan`."""
    to = ChoiceField(
        "channel",
        _("Where it appears"),
        (plan.channel if plan else channel or Channel.WEBSITE).value,
        options=options_of(CHANNELS),
        meaning=Channel,
    )
    audience = ChoiceField(
        "audience",
        _("For whom"),
        (plan.audience if plan else Audience.PUBLIC).value,
        options=options_of(AUDIENCES),
        meaning=Audience,
    )
    place = PlaceField(
        "place",
        _("Place"),
        plan.place if plan else WORLDWIDE,
        help=_("Two letters of a country (TH, KH), or worldwide: the internet is worldwide."),
        error_codes=("place-malformed",),
    )
    others = together_field()
    start = plan.from_on if plan else workspace.today
    from_on = DayField("from", _("First day"), start.isoformat(), help=_("Such as 2026-05-31."))
    until = DayField(
        "until",
        _("Last day"),
        plan.until.isoformat() if plan else _until_at_most(workspace, story),
        help=_("The last day on which it stays there, such as 2027-05-31."),
        error_codes=("ends-before-it-begins", "day-far-off"),
    )

    owner = TextField(
        "owner",
        _("Who takes it down"),
        (plan.owner if plan else None) or workspace.actor.handle,
        help=_("The handle of whoever is in charge of it there."),
        error_codes=("actor-unknown",),
    )

    def save(filled: Filled) -> Plan:
        return plan_story(
            workspace,
            story,
            to.read(filled),
            also=others.read(filled),
            audience=audience.read(filled),
            place=place.read(filled),
            from_on=from_on.read(filled),
            until=until.read(filled),
            owner=owner.read(filled).strip(),
        )

    fields = (to, others, audience, place, from_on, until, owner)
    return Form(f"plan/{story}", _("Where the story goes"), fields, save)


def approve_form(
    workspace: Workspace, story: str, people: tuple[str, ...], person: str = ""
) -> Form[Approval]:
    """Return the form that records what a contributor said about the story as it stands now."""
    contributor = ChoiceField(
        "contributor",
        _("Contributor"),
        person or (people[0] if people else ""),
        options=[(code, code) for code in people],
        meaning=str,
        error_codes=("contributor-not-in-story",),
    )
    decision = ChoiceField(
        "decision",
        _("What they said"),
        Decision.YES.value,
        options=options_of(DECISIONS),
        meaning=Decision,
    )
    on = DayField(
        "on", _("On which day"), workspace.today.isoformat(), error_codes=("day-not-come", "day-long-ago")
    )
    revision = show_story(workspace, story)[0].revision

    def save(filled: Filled) -> Approval:
        return approve_draft(
            workspace,
            story,
            contributor.read(filled),
            decision=decision.read(filled),
            given_on=on.read(filled),
            revision=revision,
        )

    intro = _("The contributor has seen or heard the words and the pictures as they stand now.")
    fields = (contributor, decision, on)
    return Form(f"approve/{story}", _("What the contributor says"), fields, save, intro=intro)
