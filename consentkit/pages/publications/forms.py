"""The forms that let a story out: its certificate, where it was published, and what was not."""

from collections.abc import Collection, Sequence

from consentkit.domain.stories import Publication, in_order
from consentkit.domain.values import Channel
from consentkit.pages.fields import ChoiceField, CodesField, Filled, NewFile, TextField, options_of
from consentkit.pages.file_fields import NewFileField
from consentkit.pages.forms import Form, Question
from consentkit.usecases.publications.clearances import certify_story
from consentkit.usecases.publications.publications import publish_story
from consentkit.usecases.publications.voids import void_double, void_unsent
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _
from consentkit.wording.vocabularies import CHANNELS


def publish_form(workspace: Workspace, story: str, channels: tuple[Channel, ...]) -> Form[Publication]:
    """Return the form that records a publication; it asks before it does."""
    channel, others = channel_field(channels), together_field()
    where = TextField(
        "where",
        _("Where exactly"),
        help=_("Such as the page's address, or the issue of the magazine."),
        error_codes=("where-missing",),
    )

    def save(filled: Filled) -> Publication:
        return publish_story(
            workspace, story, channel.read(filled), where=where.read(filled), also=others.read(filled)
        )

    def question(filled: Filled) -> Question:
        named = _(CHANNELS[channel.read(filled)])
        return Question(
            _("Record that story {story} is published on {channel}?").format(
                story=joined_codes(story, others.read(filled)), channel=named
            ),
            _("This stays in the records. To end it, a consent is taken back, or it is taken down."),
        )

    intro = _("Only a cleared story with a certificate that holds can be published.")
    return Form(
        f"publish/{story}",
        _("Publish"),
        (channel, others, where),
        save,
        intro=intro,
        confirm=question,
        begins_at=where.name,
    )


def certify_form(
    workspace: Workspace, story: str, channels: tuple[Channel, ...], start: str = ""
) -> Form[NewFile]:
    """Return the form that clears a story as a manager and writes its certificate.

    `start` is where it is proposed to be written. Saving gives the file.
    """
    channel, others = channel_field(channels), together_field()
    file = NewFileField(
        "file",
        _("Where to write the certificate"),
        start or f"{story}.pdf",
        help=_("A new PDF file. A copy is kept encrypted in the workspace too."),
        is_kept=False,
        error_codes=("file-exists", "folder-not-usable"),
    )

    def save(filled: Filled) -> NewFile:
        out = file.read(filled)
        also = others.read(filled)
        out.write(certify_story(workspace, story, channel.read(filled), also=also).page)
        return out

    def question(filled: Filled) -> Question:
        named = _(CHANNELS[channel.read(filled)])
        return Question(
            _("Certify story {story} for {channel} in your name?").format(
                story=joined_codes(story, others.read(filled)), channel=named
            ),
            _("Your handle stands on the certificate, and it stays in the records."),
        )

    return Form(f"certify/{story}", _("Certificate"), (channel, others, file), save, confirm=question)


_NEVER = "never"
"""Where another choice would be the code of the other record."""


def void_form(workspace: Workspace, standing: Sequence[Publication]) -> Form[Publication]:
    """Return the form that says which publication was recorded by mistake; it asks before it does."""
    named = [(one.id, f"{one.id}  {_(CHANNELS[one.channel])}: {one.where}") for one in standing]
    which = ChoiceField("which", _("Which record"), named[-1][0], options=named, meaning=str)
    mistake = ChoiceField(
        "mistake",
        _("What is wrong with it"),
        _NEVER,
        options=[
            (_NEVER, _("It never went out")),
            *((code, _("It is the same as {name}").format(name=name)) for code, name in named),
        ],
        meaning=str,
        error_codes=("publication-other", "publication-ends-first"),
    )
    why = TextField(
        "why",
        _("Why"),
        help=_("For what never went out. Kept encrypted beside the record; without names."),
        is_required=False,
        error_codes=("void-why-missing",),
    )

    def save(filled: Filled) -> Publication:
        publication, same_as = which.read(filled), mistake.read(filled)
        if same_as == _NEVER:
            return void_unsent(workspace, publication, why=why.read(filled))
        return void_double(workspace, publication, same_as=same_as)

    def question(filled: Filled) -> Question:
        return Question(
            _("Was {code} recorded by mistake?").format(code=which.read(filled)),
            _("The record stays, with your handle. It asks nobody any more: no one is told to take it down."),
        )

    intro = _(
        "A page that is out is never hidden so: the other record of it stands, or another person than who"
        " recorded it says that it never went out."
    )
    fields = (which, mistake, why)
    return Form("publication-void", _("Recorded by mistake"), fields, save, intro=intro, confirm=question)


def together_field() -> CodesField:
    """Return the field for the other stories of the same publication; most have none."""
    return CodesField(
        "others",
        _("Together with"),
        is_required=False,
        help=_("Codes of other stories of the same publication, such as an annual report. Empty: it alone."),
        error_codes=("stories-too-many",),
        kind="S",
    )


def joined_codes(story: str, others: Collection[str]) -> str:
    """Return a story and those that go out together with it, as a sentence names them."""
    return ", ".join(in_order((story, *others)))


def channel_field(channels: tuple[Channel, ...]) -> ChoiceField[Channel]:
    """Return the field for one of these channels, which begins with the first."""
    return ChoiceField(
        "channel",
        _("Channel"),
        channels[0].value if channels else "",
        options=options_of(CHANNELS, channels),
        meaning=Channel,
    )
