"""What is asked about one picture or video: answered in the act that records a look at the whole of it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from consentkit.domain.checklists import Reply, Standing
from consentkit.domain.errors import InvalidInput
from consentkit.domain.pictures.images import Image
from consentkit.domain.questions.scopes import QuestionScope
from consentkit.domain.roles import Actor
from consentkit.domain.values import Channel
from consentkit.domain.videos.videos import Video
from consentkit.store.stories.stories import get_story
from consentkit.usecases.changes import Change
from consentkit.usecases.checks.answering import SaidAnswer, check_said, keep_said
from consentkit.usecases.checks.checklists import AskedQuestion, get_question, look_again, questions_of
from consentkit.usecases.publications.gathering import gather_without_files
from consentkit.usecases.workspaces import Workspace

_SETTLED = frozenset({Standing.YES, Standing.JUSTIFIED})


def questions_at_look(workspace: Workspace, seen: Image | Video) -> tuple[AskedQuestion, ...]:
    """Return what is asked about a picture or a video, each as it stands for that one alone."""
    # What is asked about a picture is the same for each channel.
    dossier = gather_without_files(workspace, seen.story, Channel.WEBSITE)
    things = {seen.id: seen.digest}
    return tuple(
        look_again(workspace, seen.story, replace(one, things=things), dossier.separation)
        for one in questions_of(dossier)
        if one.question.scope is QuestionScope.IMAGE
        and one.question.who
        and one.state.standing is not Standing.DOES_NOT_APPLY
        and not one.is_asked_elsewhere
    )


def still_open(asked: Iterable[AskedQuestion]) -> tuple[AskedQuestion, ...]:
    """Return those that are not settled, whoever answers them."""
    return tuple(one for one in asked if one.state.standing not in _SETTLED)


def answered_by(asked: Iterable[AskedQuestion], actor: Actor) -> tuple[AskedQuestion, ...]:
    """Return those that are not settled and that this actor may answer now."""
    return tuple(
        one
        for one in still_open(asked)
        if actor.has(*one.question.who)
        and not (one.question.needs_second_viewer and any(a.by == actor.handle for a in one.answers))
    )


def check_answers(workspace: Workspace, answers: Sequence[SaidAnswer]) -> None:
    """Raise NotFound for a question that no policy asks, InvalidInput for what a look does not answer.

    That is what is about no picture (question-not-of-picture), what is answered twice (answered-twice), and
    as `check_said` does. It opens the files that were given, and so comes before the lock.
    """
    names = [(one.policy, one.question) for one in answers]
    for one in answers:
        asked = get_question(workspace, one.policy, one.question)
        if asked.scope is not QuestionScope.IMAGE:
            raise InvalidInput("question-not-of-picture", question=asked.id)
        if names.count((one.policy, one.question)) > 1:
            raise InvalidInput("answered-twice", question=asked.id)
        check_said(one)


def keep_answers(
    workspace: Workspace, change: Change, seen: Image | Video, answers: Sequence[SaidAnswer]
) -> None:
    """Keep what was answered with a look, in the change that records it. Raises as `keep_said` does."""
    if any(one.reply is Reply.YES for one in answers):
        change.check_day()
    revision = get_story(change.db, seen.story).revision if answers else 0
    for one in answers:
        asked = get_question(workspace, one.policy, one.question)
        things = {seen.id: seen.digest}
        keep_said(workspace, change, asked, one, things, story=seen.story, revision=revision, about=seen.id)
