"""The forms of one story: begin it, its words, where it goes, what a contributor said."""

from functools import partial
from pathlib import Path

from consentkit.domain.consents import WORLDWIDE, Audience, Decision
from consentkit.domain.stories import Plan, Publication, Story
from consentkit.domain.values import Channel
from consentkit.pages.files import PUBLIC_MODE, check_new_file, read_words, write_file
from consentkit.tui.sections import load_screen
from consentkit.tui.widgets.forms import FormField, FormScreen, Values, day
from consentkit.usecases.publications.clearances import certify_story
from consentkit.usecases.publications.publications import publish_story
from consentkit.usecases.stories.stories import add_story, approve_draft, plan_story
from consentkit.usecases.words.drafts import look_at_part, put_draft
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _
from consentkit.wording.vocabularies import AUDIENCES, CHANNELS, DECISIONS

_CODE_ERRORS = ("code-of-another-kind", "code-malformed", "code-misread", "record-unknown")
_DRAFT_ERRORS = (
    "draft-damaged", "draft-has-password", "draft-format-unknown", "draft-format-old", "draft-is-picture",
    "draft-too-many-pages", "draft-too-many-parts", "draft-unpacks-too-large", "draft-too-slow",
)  # fmt: skip
_FILE_ERRORS = ("file-not-found", "file-too-large", "file-exists", "folder-not-usable")


class NewStoryScreen(FormScreen):
    """Begin a story; its page follows."""

    def __init__(self) -> None:
        help_text = _("Kept encrypted and printed nowhere. Without names.")
        field = FormField("title", _("Working title"), help=help_text, facts=("title-missing",))
        super().__init__("story", _("New story"), [field], self._add)

    def _add(self, values: Values) -> Story:
        story = add_story(self.desk.workspace, values["title"])
        self.app.call_later(self.app.push_screen, load_screen("stories.story:StoryScreen", story.id))
        return story


def draft_form(workspace: Workspace, story: str) -> FormScreen:
    """Return the form that keeps a story's words."""
    field = FormField(
        "file",
        _("File with the words"),
        help=_("Its path on this computer. A copy is kept encrypted; the file itself stays as it is."),
        is_kept=False,
        facts=(*_FILE_ERRORS, *_DRAFT_ERRORS),
    )
    intro = _("Every contributor is asked again whether they agree with the new words.")

    def save(values: Values) -> Story:
        return put_draft(workspace, story, read_words(Path(values["file"].strip()).expanduser()))

    return FormScreen(f"draft/{story}", _("The words of the story"), [field], save, intro)


def look_form(workspace: Workspace, story: str, number: int, what: str) -> FormScreen:
    """Return the form that says what a part of the draft shows that no program can look into."""
    field = FormField(
        "why",
        _("What it shows"),
        help=_("Open the document and look. Say what it shows, and that nobody can be told by it."),
        facts=("why-missing",),
    )

    def save(values: Values) -> object:
        return look_at_part(workspace, story, number, values["why"])

    return FormScreen(f"look/{story}/{number}", _("A part of the draft"), [field], save, what)


def plan_form(workspace: Workspace, story: str, channel: Channel | None, plan: Plan | None) -> FormScreen:
    """Return the form that says where a story goes, for whom and until when."""
    start = plan.from_on if plan else workspace.today
    fields = [
        FormField(
            "channel",
            _("Where it appears"),
            (plan.channel if plan else channel or Channel.WEBSITE).value,
            options=choices(CHANNELS),
        ),
        FormField(
            "audience",
            _("For whom"),
            (plan.audience if plan else Audience.PUBLIC).value,
            options=choices(AUDIENCES),
        ),
        FormField(
            "place",
            _("Place"),
            plan.place if plan else WORLDWIDE,
            help=_("Two letters of a country (TH, KH), or worldwide: the internet is worldwide."),
            facts=("place-malformed",),
        ),
        FormField("from", _("First day"), start.isoformat(), help=_("Such as 2026-05-31.")),
        FormField(
            "until",
            _("Last day"),
            plan.until.isoformat() if plan else "",
            help=_("The last day on which it stays there, such as 2027-05-31."),
            facts=("ends-before-it-begins",),
        ),
    ]
    return FormScreen(
        f"plan/{story}", _("Where the story goes"), fields, partial(_save_plan, workspace, story)
    )


def _save_plan(workspace: Workspace, story: str, values: Values) -> Plan:
    return plan_story(
        workspace,
        story,
        Channel(values["channel"]),
        audience=Audience(values["audience"]),
        place=values["place"].strip(),
        from_on=day(values, "from"),
        until=day(values, "until"),
    )


def approve_form(workspace: Workspace, story: str, people: tuple[str, ...], person: str = "") -> FormScreen:
    """Return the form that records what a contributor said about the story as it stands now."""
    fields = [
        FormField(
            "contributor",
            _("Contributor"),
            person or (people[0] if people else ""),
            options=[(code, code) for code in people],
            facts=("contributor-not-in-story",),
        ),
        FormField("decision", _("What they said"), Decision.YES.value, options=choices(DECISIONS)),
        FormField("on", _("On which day"), workspace.today.isoformat(), facts=("day-not-come",)),
    ]
    intro = _("The contributor has seen or heard the words and the pictures as they stand now.")

    def save(values: Values) -> object:
        decision = Decision(values["decision"])
        return approve_draft(
            workspace, story, values["contributor"], decision=decision, given_on=day(values, "on")
        )

    return FormScreen(f"approve/{story}", _("What the contributor says"), fields, save, intro)


def _channel_field(channels: tuple[Channel, ...]) -> FormField:
    return FormField(
        "channel",
        _("Channel"),
        channels[0].value if channels else "",
        options=[(channel.value, _(CHANNELS[channel])) for channel in channels],
    )


def publish_form(workspace: Workspace, story: str, channels: tuple[Channel, ...]) -> FormScreen:
    """Return the form that records a publication; it asks before it does."""
    fields = [
        _channel_field(channels),
        FormField(
            "where",
            _("Where exactly"),
            help=_("Such as the page's address, or the issue of the magazine."),
            facts=("where-missing",),
        ),
    ]
    intro = _("Only a cleared story with a certificate that holds can be published.")

    def save(values: Values) -> Publication:
        return publish_story(workspace, story, Channel(values["channel"]), where=values["where"])

    def question(values: Values) -> tuple[str, str]:
        named = _(CHANNELS[Channel(values["channel"])])
        return (
            _("Record that story {story} is published on {channel}?").format(story=story, channel=named),
            _("This stays in the records. To end it, a consent is taken back, or it is taken down."),
        )

    return FormScreen(f"publish/{story}", _("Publish"), fields, save, intro, confirm=question)


def certify_form(workspace: Workspace, story: str, channels: tuple[Channel, ...]) -> FormScreen:
    """Return the form that clears a story as a manager and prints its certificate."""
    fields = [
        _channel_field(channels),
        FormField(
            "file",
            _("Where to write the certificate"),
            str(Path.home() / f"{story}.pdf"),
            help=_("A new PDF file. A copy is kept encrypted in the workspace too."),
            is_kept=False,
            facts=_FILE_ERRORS,
        ),
    ]

    def save(values: Values) -> object:
        out = Path(values["file"].strip()).expanduser()
        check_new_file(out)
        issued = certify_story(workspace, story, Channel(values["channel"]))
        return write_file(out, issued.page, mode=PUBLIC_MODE)

    def question(values: Values) -> tuple[str, str]:
        named = _(CHANNELS[Channel(values["channel"])])
        return (
            _("Certify story {story} for {channel} in your name?").format(story=story, channel=named),
            _("Your handle stands on the certificate, and it stays in the records."),
        )

    return FormScreen(f"certify/{story}", _("Certificate"), fields, save, confirm=question)


def choices(words: dict[Channel, str] | dict[Audience, str] | dict[Decision, str]) -> list[tuple[str, str]]:
    """Return a vocabulary as the options of a field, in the language that is spoken."""
    return [(one.value, _(text)) for one, text in words.items()]
