"""What one more answer does to the uses that stand: said beforehand, and taken down in the same act."""

from dataclasses import dataclass
from datetime import date

from consentkit.domain.consents import Consent, Medium, Use
from consentkit.domain.gate.dossiers import digest_of_story
from consentkit.domain.gate.reopenings import UsesChange
from consentkit.domain.stories import Publication, Takedown
from consentkit.domain.uses.changes import Answers, changes_of, is_taken_from
from consentkit.domain.uses.standing import channels_bound_by
from consentkit.store.consents import answers_for, note_replaced, withdrawals_of_story
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.drafts import draft_of
from consentkit.store.pictures.images import images_of_story
from consentkit.store.stories.stories import (
    certificates,
    get_plan,
    get_story,
    publications_without_takedown,
)
from consentkit.store.videos import videos_of_story
from consentkit.usecases.changes import Change
from consentkit.usecases.publications.publications import open_takedown_for


def answers_before(db: EncryptedDatabase, contributor: str, story: str) -> Answers:
    """Return what a person answered for a story, and what was taken back of it."""
    return Answers(answers_for(db, contributor, story), withdrawals_of_story(db, story))


def change_by(db: EncryptedDatabase, answer: Consent, today: date) -> UsesChange:
    """Return what an answer that is not recorded yet does to the uses that stand."""
    before = answers_before(db, answer.contributor, answer.story)
    return UsesChange(
        contributor=answer.contributor,
        story=answer.story,
        is_no=answer.scope is None,
        changes=changes_of(before, answer, today),
        publications=tuple(one.id for one in _touched(db, before, answer)),
    )


def check_told_of_uses(change: Change, answer: Consent) -> None:
    """Raise Refused (uses-change) where a person was to be told first what an answer does to others."""
    if change.agreement is not None:
        change.agreement.check(change_by(change.db, answer, change.today))


def take_down_lost(change: Change, answer: Consent) -> tuple[Takedown, ...]:
    """Open a takedown of each live publication that stood on what an answer takes away.

    To be called before the answer is in the records.
    """
    before = answers_before(change.db, answer.contributor, answer.story)
    touched = _touched(change.db, before, answer)
    return tuple(open_takedown_for(change, one.id) for one in touched)


def note_passed_over(change: Change, answer: Consent) -> None:
    """Note which of a person's answers bind for no use any more, now that one more is recorded."""
    answers = answers_for(change.db, answer.contributor, answer.story)
    for one in answers:
        if one.scope is not None and one != answers[-1] and not channels_bound_by(one, answers):
            note_replaced(change.db, one.id, answers[-1].id)


def _touched(db: EncryptedDatabase, before: Answers, answer: Consent) -> tuple[Publication, ...]:
    live = publications_without_takedown(db, answer.story)
    if not live:
        return ()
    after = before.and_then(answer)
    reading = _Reading(db, answer, after)
    return tuple(
        one
        for one in live
        if any(is_taken_from(use, one.until, before, after) for use in reading.uses_of(one))
    )


@dataclass(frozen=True)
class _Reading:
    """What is read to tell which uses a publication makes of a person."""

    db: EncryptedDatabase
    answer: Consent
    after: Answers

    def uses_of(self, publication: Publication) -> tuple[Use, ...]:
        """Return the uses of a person that a publication makes, or may make where that is not known.

        Its certificate still fits the story and its plan: for whom, where and what is known. Else every use
        on its channel may be one.
        """
        channel = publication.channel
        story, plan = get_story(self.db, self.answer.story), get_plan(self.db, self.answer.story, channel)
        certificate = certificates.get(self.db, publication.certificate)
        part = f"{story.id} story" if certificate.also else "story"
        if plan is None or certificate.parts.get(part) != digest_of_story(story, plan):
            return tuple(use for use in self.after.every_use() if use.channel is channel)
        return tuple(Use(channel, plan.audience, plan.place, medium) for medium in self._media())

    def _media(self) -> tuple[Medium, ...]:
        story = get_story(self.db, self.answer.story)
        draft = draft_of(self.db, story)
        if story.draft is not None and (draft is None or draft.parts):
            return tuple(Medium)
        found = {Medium.PHOTO} if images_of_story(self.db, story.id) else set()
        if videos_of_story(self.db, story.id):
            found |= {Medium.VIDEO, Medium.VOICE}
        if story.draft is not None and self.answer.contributor in story.contributors:
            found.add(Medium.WORDS)
        return tuple(sorted(found))
