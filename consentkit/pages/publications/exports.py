"""The way out: the form that gives a cleared story away, and what is said in its folder."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from consentkit.domain.characters import visible, visible_lines
from consentkit.domain.gate.exports import ExportedCredit, ExportedFile, ExportWords, StoryExport
from consentkit.domain.progress import Watcher, unwatched
from consentkit.domain.values import Channel
from consentkit.pages.fields import Filled, TextField
from consentkit.pages.forms import Form, Question
from consentkit.pages.publications.forms import channel_field, joined_codes, together_field
from consentkit.store.disk.whole_folders import whole_folder
from consentkit.usecases.publications.exports import export_story
from consentkit.usecases.workspaces import Workspace
from consentkit.wording import day_in_language
from consentkit.wording.languages import _
from consentkit.wording.vocabularies import BESIDE, CHANNELS, CREDITS, EXPORT_KINDS


@dataclass(frozen=True)
class GivenAway:
    """What was given away, and where it lies."""

    export: StoryExport
    folder: Path


def folder_name(story: str, channel: Channel, also: Collection[str] = ()) -> str:
    """Return what the folder of an export is called where nobody says: it tells nothing of anybody."""
    others = len(set(also) - {story})
    return f"{story}-and-{others}-{channel.value}" if others else f"{story}-{channel.value}"


def export_to(
    workspace: Workspace,
    story: str,
    channel: Channel,
    folder: Path,
    *,
    also: Collection[str] = (),
    watch: Watcher = unwatched,
) -> StoryExport:
    """Give a cleared story away, together with `also`, into a new folder here: whole or not at all.

    Raises what `export_story` does, Conflict (folder-not-empty) where something is there, and InvalidInput
    (folder-not-usable) where the folder around it is not.
    """
    with whole_folder(folder) as new:
        return export_story(workspace, story, channel, new, describe, also=also, watch=watch)


def export_form(
    workspace: Workspace, story: str, channels: tuple[Channel, ...], start: str
) -> Form[GivenAway]:
    """Return the form that gives a story away into a new folder; `start` is the folder around it."""
    channel, others = channel_field(channels), together_field()
    folder = TextField(
        "folder",
        _("Folder"),
        start,
        help=_("A new folder for the story and the channel is made in it. Only you may read it."),
        is_kept=False,
        error_codes=("folder-not-empty", "folder-not-usable"),
    )

    def save(filled: Filled) -> GivenAway:
        to, also = channel.read(filled), others.read(filled)
        new = Path(folder.read(filled)).expanduser() / folder_name(story, to, also)
        return GivenAway(export_to(workspace, story, to, new, also=also), new)

    def question(filled: Filled) -> Question:
        named = _(CHANNELS[channel.read(filled)])
        return Question(
            _("Give story {story} away for {channel}?").format(
                story=joined_codes(story, others.read(filled)), channel=named
            ),
            _("Its files leave the workspace. The log keeps that it was you, and what you took."),
        )

    intro = _(
        "Its public copies, its words, the credit and the certificate go into one folder, if it is cleared."
    )
    return Form(
        f"export/{story}", _("Export"), (channel, others, folder), save, intro=intro, confirm=question
    )


def given_in_words(export: StoryExport) -> str:
    """Say what was given away, and until when it may be shown."""
    words = _(
        "{story} was written for {channel}: {count} files, opened again and proved. Show it until {until}."
    )
    return words.format(
        story=", ".join(export.stories),
        channel=_(CHANNELS[export.channel]),
        count=len(export.files),
        until=day_in_language(export.until),
    )


def describe(export: StoryExport) -> ExportWords:
    """Say what an export is, to whoever shows it."""
    return ExportWords(
        readme="\n".join(_readme(export)) + "\n",
        credit=_credit(export) + "\n",
        captions="".join(f"{line}\n" for line in _captions(export)),
    )


def _captions(export: StoryExport) -> Iterator[str]:
    """Say what stands beside each thing, under the name of its file."""
    names = {file.record: file.name for file in export.files if file.record}
    for thing in dict.fromkeys(one.thing for one in export.beside):
        yield names.get(thing, thing)
        for one in export.beside:
            if one.thing == thing:
                said = visible_lines(one.text).replace("\n", "\n    ")
                yield f"  {_(BESIDE[one.kind])}: {said}"
        yield ""


def _credit(export: StoryExport) -> str:
    usual = _("For one story only ({channel}). Not for any other use, change or training.")
    if export.also:
        usual = _("For these stories together only ({channel}). Not for any other use, change or training.")
    terms = export.usage_terms or usual.format(channel=_(CHANNELS[export.channel]))
    until = _("Show it until {until}.").format(until=day_in_language(export.until))
    who = f"{visible(export.organisation)}." if export.organisation else ""
    return " ".join(filter(None, (who, visible(terms), until, *map(_credited, export.credits))))


def _credited(one: ExportedCredit) -> str:
    """Say what one part rests on, and whom to name: what a machine made is always said to be."""
    said = ", ".join(filter(None, (_(CREDITS[one.kind]), visible(one.credit.strip()))))
    return f"{one.thing}: {said.rstrip('.')}."


def _readme(export: StoryExport) -> Iterator[str]:
    channel, until = _(CHANNELS[export.channel]), day_in_language(export.until)
    yield _("Story {story} for {channel}").format(story=", ".join(export.stories), channel=channel)
    yield ""
    yield _("Read this before you show any of it.")
    yield ""
    first = day_in_language(export.from_on)
    yield "* " + _("Show it from {first} until {until}. The day after, it must be gone.").format(
        first=first, until=until
    )
    if export.consents_until is not None:
        ends = day_in_language(export.consents_until)
        yield "* " + _("The first of the consents behind it ends on {day}: never show it longer.").format(
            day=ends
        )
    if export.bases_until is not None:
        yield "* " + _("The first licence, release or partner's consent ends on {day}.").format(
            day=day_in_language(export.bases_until)
        )
    if export.also:
        yield "* " + _("Show it on this channel only, these stories together only. Change nothing in it.")
    else:
        yield "* " + _("Show it on this channel only, in this story only. Change nothing in it.")
    yield "* " + _("Keep every cover and every black bar: they are part of what the people agreed to.")
    yield "* " + _(
        "The people in it may take their consent back. If we ask you to take it down, do it at once."
    )
    yield "* " + _("Delete what you do not need, and give none of it on.")
    yield ""
    yield _("Credit, to stand beside it:")
    yield f"  {_credit(export)}"
    yield ""
    yield _(
        "Certificate {certificate} says that it was cleared. Its square code tells the same on paper."
    ).format(certificate=export.certificate)
    yield ""
    yield _("What is here, each with the SHA-256 of its bytes:")
    yield from map(_listed, export.files)


def _listed(file: ExportedFile) -> str:
    return f"  {file.name}  ({_(EXPORT_KINDS[file.kind])})\n    {file.digest}"
