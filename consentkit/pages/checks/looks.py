"""A look at a whole picture or video, with the questions about it: one form, kept with one key."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from consentkit.domain.checklists import MIN_JUSTIFICATION_LENGTH, Severity
from consentkit.domain.errors import ConsentkitError
from consentkit.domain.pictures.images import Face, Image
from consentkit.domain.questions.evidence import EvidenceKind
from consentkit.domain.videos.videos import Track, Video
from consentkit.pages.checks.evidence import asks_for, evidence_fields, evidence_told
from consentkit.pages.fields import Field, Filled, ReplyField, TextField
from consentkit.pages.forms import Form
from consentkit.usecases.checks.answering import SaidAnswer
from consentkit.usecases.checks.checklists import AskedQuestion
from consentkit.usecases.checks.looks import answered_by, questions_at_look, still_open
from consentkit.usecases.pictures.images import view_image
from consentkit.usecases.videos.videos import view_video
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _
from consentkit.wording.policies import draft_lines, policy_words
from consentkit.wording.vocabularies import REPLIES

Keep = Callable[[tuple[SaidAnswer, ...]], object]


@dataclass(frozen=True)
class Look:
    """What a look says, its form, where this person is asked something, and the act without answers."""

    question: str
    meaning: str
    form: Form[tuple[AskedQuestion, ...]] | None
    keep: Callable[[], tuple[AskedQuestion, ...]]
    """Record the look alone; returns what stays open."""


def look_at_picture(workspace: Workspace, image: Image, seen: Sequence[Face]) -> Look:
    """Return the look at a picture whose faces are these in the list."""
    meaning = _(
        "Programs miss faces. With yes you say: every face, reflection and name in this picture is in "
        "the list. The log keeps that it was you."
    )
    return _look(
        workspace,
        image,
        _("Did you look at the whole picture at full size?"),
        meaning,
        lambda said: view_image(workspace, image.id, seen=seen, answers=said),
    )


def look_at_video(workspace: Workspace, video: Video, seen: Sequence[Track]) -> Look:
    """Return the look at a video whose tracks are these in the list."""
    meaning = _(
        "Programs miss faces, and hear nothing. With yes you say: every face in this video is in the "
        "list, each track is one person from its start to its end, and no name or place is spoken that "
        "may not be. The log keeps that it was you."
    )
    return _look(
        workspace,
        video,
        _("Did you watch the whole video, with its sound?"),
        meaning,
        lambda said: view_video(workspace, video.id, seen=seen, answers=said),
    )


def _look(workspace: Workspace, seen: Image | Video, question: str, meaning: str, keep: Keep) -> Look:
    asked = [
        _Asked(number, one)
        for number, one in enumerate(
            answered_by(questions_at_look(workspace, seen), workspace.actor), start=1
        )
    ]

    def kept(said: tuple[SaidAnswer, ...]) -> tuple[AskedQuestion, ...]:
        keep(said)
        return still_open(questions_at_look(workspace, seen))

    def save(filled: Filled) -> tuple[AskedQuestion, ...]:
        try:
            return kept(tuple(said for one in asked for said in one.read(filled)))
        except ConsentkitError as error:
            beside = {one.question: one.reply.name for one in asked}
            error.facts.setdefault("field", beside.get(str(error.facts.get("question")), ""))
            raise

    drafts = dict.fromkeys(line for one in asked for line in one.drafts)
    intro = "\n".join(
        [meaning, _("Saving says yes to this. What you leave empty below stays open."), *drafts]
    )
    fields = tuple(field for one in asked for field in one.fields)
    form = Form(f"look-{seen.id}", question, fields, save, intro=intro) if asked else None
    return Look(question, meaning, form, lambda: kept(()))


class _Asked:
    """The fields of one question: the reply, why not, where that can be explained, and what shows a yes."""

    def __init__(self, number: int, asked: AskedQuestion) -> None:
        self._asked = asked
        question = asked.question
        kinds = asks_for(question)
        self.reply = ReplyField(
            f"reply-{number}",
            f"{question.id}  {policy_words(asked.policy, question.text)}",
            help=_("With a yes you give: {kinds}.").format(kinds=kinds) if kinds else "",
            is_required=False,
            is_kept=False,
        )
        self._why = TextField(
            f"why-{number}",
            _("Explanation"),
            help=_("Of a no, in at least {minimum} characters; a second person signs it off.").format(
                minimum=MIN_JUSTIFICATION_LENGTH
            ),
            is_required=False,
            is_kept=False,
        )
        self._shown: dict[EvidenceKind, Field[Any]] = {
            kind: replace(one, name=f"{one.name}-{number}", is_required=False, is_kept=False)
            for kind, one in evidence_fields(question).items()
        }

    @property
    def question(self) -> str:
        return self._asked.question.id

    @property
    def drafts(self) -> Iterable[str]:
        return draft_lines(self._asked.policy)

    @property
    def fields(self) -> tuple[Field[Any], ...]:
        is_explained = self._asked.question.severity is Severity.JUSTIFY
        return (self.reply, *((self._why,) if is_explained else ()), *self._shown.values())

    def read(self, filled: Filled) -> tuple[SaidAnswer, ...]:
        """Return the answer; `()` where the reply was left for later."""
        reply = self.reply.read_or_none(filled)
        if reply is None:
            return ()
        return (
            SaidAnswer(
                policy=self._asked.policy.id,
                question=self.question,
                reply=reply,
                justification=self._why.read_or_none(filled) or "",
                shown=evidence_told(self._shown, filled),
            ),
        )


def open_line(asked: Sequence[AskedQuestion]) -> str:
    """Say what about a picture or a video is still open, and what was said to it; `""` where nothing is."""
    if not asked:
        return ""
    told = (f"{one.question.id}{_last_reply(one)}" for one in asked)
    return _("Still open about it: {questions}.").format(questions=", ".join(told))


def _last_reply(asked: AskedQuestion) -> str:
    return f" ({_(REPLIES[asked.answers[-1].reply])})" if asked.answers else ""
