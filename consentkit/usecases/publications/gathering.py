"""Gather all that a clearance looks at, read at one moment."""

from collections.abc import Sequence, Set
from datetime import date

from consentkit.domain.bases import Basis, standing_bases
from consentkit.domain.checklists import Answer
from consentkit.domain.consents import Consent
from consentkit.domain.errors import BadDataFile, NotFound, Refused
from consentkit.domain.gate.dossiers import Dossier, FileState, ImageRecord, VideoRecord
from consentkit.domain.gate.log_rules import log_findings
from consentkit.domain.interpreting.interpreters import Interpreter
from consentkit.domain.people import Contributor, Guardian
from consentkit.domain.pictures.images import Image
from consentkit.domain.pictures.public_copies import copy_for
from consentkit.domain.questions.scopes import ORGANISATION
from consentkit.domain.stories import Plan, Story
from consentkit.domain.values import Channel
from consentkit.domain.videos.videos import Video
from consentkit.store.consents import (
    approvals_of_story,
    assents_of_story,
    consents_of_story,
    given_papers_of_story,
    withdrawals_of_story,
)
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.drafts import draft_of
from consentkit.store.letters.letters import list_loose_pages
from consentkit.store.people.contributors import contributors, guardians_of
from consentkit.store.people.interpreters import back_checks_of_story, interpreters_of_story
from consentkit.store.pictures.images import (
    captures_in_story,
    copies_in_story,
    faces_in_story,
    images_of_story,
)
from consentkit.store.stories.bases import bases_of_story
from consentkit.store.stories.origins import origins_of_story
from consentkit.store.stories.stories import (
    answers_about_things,
    answers_of,
    count_published_before,
    get_plan,
    get_story,
)
from consentkit.store.videos import copy_of_video, tracks_of, videos_of_story
from consentkit.store.words import words_of_story
from consentkit.usecases.checks.noes import noes_where_files_are_shown
from consentkit.usecases.file_looks import FileLook, UnreadFiles
from consentkit.usecases.letters.papers import papers_of_people
from consentkit.usecases.log.standing import log_problems
from consentkit.usecases.office.separations import separation_of
from consentkit.usecases.pictures.near_copies import near_ended_in_story
from consentkit.usecases.workspaces import Workspace


def gather_dossier(
    workspace: Workspace, story: str, channel: Channel, *, on: date, look: FileLook | None = None
) -> Dossier:
    """Gather all that a clearance looks at, and take every file's digest again. Raises NotFound.

    With `look` no file is read that it knows already: for who holds the lock.
    """
    (dossier,) = gather_dossiers(workspace, story, (channel,), on=on, look=look)
    return dossier


def gather_dossiers(
    workspace: Workspace, story: str, channels: Sequence[Channel], *, on: date, look: FileLook | None = None
) -> tuple[Dossier, ...]:
    """Gather what `gather_dossier` does for each of these channels, in their order.

    Raises NotFound, and Refused (not-cleared) for rows that cannot be read since somebody changed them.
    """
    problems = log_problems(workspace, story)
    try:
        dossiers = _gathered(workspace, story, channels, on=on, look=look)
    except (BadDataFile, NotFound):
        reasons = tuple(log_findings(story, problems))
        if not reasons:
            raise
        raise Refused("not-cleared", reasons=reasons, story=story, channel=channels[0].value) from None
    return tuple(dossier.model_copy(update={"problems": problems}) for dossier in dossiers)


def gather_stories(
    workspace: Workspace,
    stories: Sequence[str],
    channel: Channel,
    *,
    on: date,
    look: FileLook | None = None,
) -> tuple[Dossier, ...]:
    """Gather what `gather_dossier` does for each of these stories, in their order; no file is read twice.

    Raises NotFound.
    """
    look = look or FileLook(workspace.records.vault)
    return tuple(gather_dossier(workspace, one, channel, on=on, look=look) for one in stories)


def look_at_files(workspace: Workspace, stories: Sequence[str], channel: Channel) -> FileLook:
    """Look at every file that a clearance will ask for, the slow part of it. Raises NotFound."""
    look = FileLook(workspace.records.vault)
    gather_stories(workspace, stories, channel, on=workspace.today, look=look)
    return look


def gather_without_files(workspace: Workspace, story: str, channel: Channel) -> Dossier:
    """Gather what the questions of today rest on, and look at no file: only for a glance. Raises NotFound."""
    look = UnreadFiles(workspace.records.vault)
    (dossier,) = _gathered(workspace, story, (channel,), on=workspace.today, look=look)
    return dossier


def _gathered(
    workspace: Workspace, story: str, channels: Sequence[Channel], *, on: date, look: FileLook | None
) -> tuple[Dossier, ...]:
    db, look = workspace.reading, look or FileLook(workspace.records.vault)
    found = get_story(db, story)
    draft = draft_of(db, found)
    pictures = _Pictures(db, look, story, pages=draft.page_images if draft else frozenset())
    films = tuple(_video_record(db, look, video) for video in videos_of_story(db, story))
    linked = [face.contributor for faces in pictures.faces.values() for face in faces]
    linked += [track.contributor for record in films for track in record.tracks]
    people = _people(db, found, linked)
    given = consents_of_story(db, story)
    told = interpreters_of_story(db, story)
    bases = bases_of_story(db, story)
    catalogue = workspace.catalogue
    separation = separation_of(workspace, db)
    origins = origins_of_story(db, story)
    about = (
        ORGANISATION,
        *(one.code for one in people),
        *(one.id for one in origins.known),
        *pictures.faces,
        *(film.video.id for film in films),
    )
    shared = Dossier(
        channel=channels[0],
        on=on,
        story=found,
        plan=None,
        contributors=people,
        guardians=_guardians(db, people),
        consents=given,
        given_papers=given_papers_of_story(db, story),
        interpreters=told,
        back_checks=back_checks_of_story(db, story),
        withdrawals=withdrawals_of_story(db, story),
        assents=assents_of_story(db, story),
        approvals=approvals_of_story(db, story),
        images=(),
        bases=bases,
        signed=papers_of_people(db, workspace.records.vault, [one.code for one in people], story),
        loose_pages=tuple(page.id for page in list_loose_pages(db)),
        videos=films,
        papers=_papers(look, found, given, bases, told),
        draft=draft,
        words=words_of_story(db, story),
        answers=answers_of(db, story),
        shared=answers_about_things(db, about),
        origins=origins,
        noes_elsewhere=noes_where_files_are_shown(workspace, db, story, separation),
        accounts=separation.accounts,
        published_before=count_published_before(db, story, [one.code for one in people]),
        policies=catalogue.policies,
        policy_digests=catalogue.digests,
        broken_policies=catalogue.broken,
    )
    return tuple(
        shared.model_copy(
            update={
                "channel": channel,
                "plan": (plan := get_plan(db, story, channel)),
                "shared": shared.shared + _of_plan(db, plan),
                "images": pictures.for_channel(channel),
            }
        )
        for channel in channels
    )


def _of_plan(db: EncryptedDatabase, plan: Plan | None) -> tuple[Answer, ...]:
    about = (f"place {plan.place}", f"use {plan.story} {plan.channel}") if plan else ()
    return answers_about_things(db, about)


class _Pictures:
    """A story's images with all that is known of them: asked for all of them at once."""

    def __init__(self, db: EncryptedDatabase, look: FileLook, story: str, *, pages: Set[str]) -> None:
        self._look, self._pages = look, pages
        self._images = images_of_story(db, story)
        found = faces_in_story(db, story)
        # In the order of the images: who is in a story is part of what a certificate rests on.
        self.faces = {image.id: found.get(image.id, ()) for image in self._images}
        self._copies = copies_in_story(db, story)
        self._taken = captures_in_story(db, story)
        self._near = near_ended_in_story(db, look, story, self._images)

    def for_channel(self, channel: Channel) -> tuple[ImageRecord, ...]:
        """Return each with the public copy that would go to a channel."""
        return tuple(self._record(image, channel) for image in self._images)

    def _record(self, image: Image, channel: Channel) -> ImageRecord:
        copy = copy_for(self._copies.get(image.id, ()), channel)
        return ImageRecord(
            image=image,
            faces=self.faces[image.id],
            copy_made=copy,
            original_state=self._look.state(image.original),
            copy_state=self._look.state(copy.stored) if copy else None,
            near=self._near[image.id],
            capture=self._taken.get(image.id),
            is_page=image.id in self._pages,
        )


def _video_record(db: EncryptedDatabase, look: FileLook, video: Video) -> VideoRecord:
    made = copy_of_video(db, video.id)
    return VideoRecord(
        video=video,
        tracks=tracks_of(db, video.id),
        copy_made=made,
        original_state=look.state(video.original),
        copy_state=look.state(made.stored) if made else None,
    )


def _people(db: EncryptedDatabase, story: Story, linked: Sequence[str | None]) -> tuple[Contributor, ...]:
    codes = dict.fromkeys([*story.contributors, *(code for code in linked if code)])
    return tuple(contributors.get(db, code) for code in codes)


def _guardians(db: EncryptedDatabase, people: tuple[Contributor, ...]) -> tuple[Guardian, ...]:
    return tuple(g for person in people for g in guardians_of(db, person.code))


def _papers(
    look: FileLook,
    story: Story,
    given: tuple[Consent, ...],
    bases: tuple[Basis, ...],
    told: tuple[Interpreter, ...],
) -> dict[str, FileState]:
    proofs = (one.evidence for one in standing_bases(bases).values())
    signed = (*(one.release for one in given), *(one.declaration for one in told))
    names = [story.draft, *signed, *proofs]
    return {name: look.state(name) for name in names if name}
