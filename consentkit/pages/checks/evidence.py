"""What a yes is given with: the form that asks for it, and what a question's page says of it."""

from collections.abc import Iterator
from typing import Any

from consentkit.domain.checklists import Answer, Question, Reply
from consentkit.domain.questions.evidence import Evidence, EvidenceKind
from consentkit.pages.checks.risks import risk_words
from consentkit.pages.fields import DayField, Field, Filled, TextField
from consentkit.pages.file_fields import FileField
from consentkit.pages.forms import Form
from consentkit.usecases.checks.checklists import AskedQuestion, answer_question
from consentkit.usecases.checks.evidence import NewEvidence
from consentkit.usecases.workspaces import Workspace
from consentkit.wording import day_in_language
from consentkit.wording.languages import _
from consentkit.wording.policies import draft_lines, policy_words
from consentkit.wording.vocabularies import EVIDENCE_KINDS

_FILE_ERRORS = (
    "file-not-found", "file-too-large", "picture-empty", "document-damaged", "release-blank",
    "release-kind-unknown",
)  # fmt: skip


def asks_for(question: Question) -> str:
    """Name what a yes is given with, in words; `""` where nothing is asked for."""
    return ", ".join(_(EVIDENCE_KINDS[kind]) for kind in question.evidence_kinds)


def evidence_form(workspace: Workspace, story: str | None, asked: AskedQuestion) -> Form[Answer]:
    """Return the form that says yes to a question with what it asks for, and with nothing else."""
    fields = evidence_fields(asked.question)

    def save(filled: Filled) -> Answer:
        return answer_question(
            workspace,
            story,
            asked.policy.id,
            asked.question.id,
            reply=Reply.YES,
            revision=asked.revision,
            shown=evidence_told(fields, filled),
        )

    title = _("Yes to question {question}, and what shows it").format(question=asked.question.id)
    name = f"evidence/{story or 'organisation'}/{asked.policy.id}/{asked.question.id}"
    shown = [policy_words(asked.policy, one) for one in (asked.question.text, asked.question.evidence) if one]
    intro = "\n".join([*shown, *draft_lines(asked.policy)])
    return Form(name, title, tuple(fields.values()), save, intro=intro)


def evidence_fields(question: Question) -> dict[EvidenceKind, Field[Any]]:
    """Return a field for each kind of evidence that a yes to a question is given with."""
    return {kind: _FIELDS[kind]() for kind in question.evidence_kinds if kind in _FIELDS}


def evidence_told(fields: dict[EvidenceKind, Field[Any]], filled: Filled) -> NewEvidence:
    """Return what was given as evidence. Raises InvalidInput that names the field."""
    told = {kind: one.read_or_none(filled) for kind, one in fields.items()}
    given = told.get(EvidenceKind.FILE)
    return NewEvidence(
        sentence=told.get(EvidenceKind.SENTENCE) or "",
        on=told.get(EvidenceKind.DATE),
        by=told.get(EvidenceKind.HANDLE),
        file=given.read() if given else None,
    )


def _sentence() -> Field[Any]:
    words = _("Without a name. It stands in the walk; the certificate says only that it is kept.")
    return TextField("sentence", _("One sentence"), help=words, error_codes=("evidence-lacking",))


def _day() -> Field[Any]:
    return DayField(
        "on", _("The day"), help=_("Such as 2026-05-31."), error_codes=("day-not-come", "day-long-ago")
    )


def _handle() -> Field[Any]:
    return TextField(
        "by",
        _("Who, by handle"),
        help=_("Such as officer-1, never a name."),
        error_codes=("evidence-not-handle",),
    )


def _file() -> Field[Any]:
    return FileField(
        "file",
        _("The file"),
        help=_("It is kept sealed. A signed page, a note, a picture of it."),
        is_kept=False,
        error_codes=_FILE_ERRORS,
    )


_FIELDS = {
    EvidenceKind.SENTENCE: _sentence,
    EvidenceKind.DATE: _day,
    EvidenceKind.HANDLE: _handle,
    EvidenceKind.FILE: _file,
}


def evidence_lines(question: Question, answer: Answer) -> Iterator[str]:
    """Say what was given with an answer, and what it lacks."""
    held = answer.evidence or Evidence()
    if held.sentence:
        yield f"“{held.sentence}”"
    if held.on is not None:
        yield _("Given with it: the day {day}.").format(day=day_in_language(held.on))
    if held.by is not None:
        yield _("Given with it: the handle {handle}.").format(handle=held.by)
    if answer.evidence_file is not None:
        yield _("Given with it, and kept: {what}.").format(what=_(EVIDENCE_KINDS[EvidenceKind.FILE]))
    if held.risks:
        yield risk_words(held.risks)
    for kind in question.lacks(answer):
        yield _("It stays open: {lacking} was not given.").format(lacking=_(EVIDENCE_KINDS[kind]))
