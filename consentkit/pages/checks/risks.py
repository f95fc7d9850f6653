"""The risk form of a contributor: every risk, then every question that it answers."""

from typing import Any

from consentkit.domain.checklists import Answer, Policy, Question
from consentkit.domain.errors import InvalidInput
from consentkit.domain.questions.evidence import EvidenceKind
from consentkit.domain.questions.risks import Risk, RiskLevel
from consentkit.pages.fields import Field, Filled, ReplyField, RiskField, TextField
from consentkit.pages.forms import Form
from consentkit.usecases.checks.risks import RiskAnswer, RiskForm, fill_risk_form, risk_questions
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _
from consentkit.wording.policies import draft_lines, policy_words
from consentkit.wording.vocabularies import RISK_LEVELS, RISKS


class _Asked:
    """The fields of one question of the form: the reply, and the sentence that shows a yes."""

    def __init__(self, policy: Policy, question: Question) -> None:
        self._policy, self._question = policy, question
        name = f"{policy.id}-{question.id.replace('.', '-')}"
        self.reply = ReplyField(f"reply-{name}", f"{question.id}  {policy_words(policy, question.text)}")
        self.sentence = TextField(
            f"shown-{name}",
            policy_words(policy, question.evidence or ""),
            help=_("One sentence, without a name. It is needed with a yes."),
            is_required=False,
        )

    @property
    def question(self) -> str:
        return self._question.id

    @property
    def fields(self) -> tuple[Field[Any], ...]:
        is_told = EvidenceKind.SENTENCE in self._question.evidence_kinds
        return (self.reply, self.sentence) if is_told else (self.reply,)

    def read(self, filled: Filled) -> RiskAnswer:
        return RiskAnswer(
            policy=self._policy.id,
            question=self._question.id,
            reply=self.reply.read(filled),
            sentence=self.sentence.read_or_none(filled) or "",
        )


def risk_form(workspace: Workspace, contributor: str) -> Form[tuple[Answer, ...]]:
    """Return the form that safeguarding fills in, and begins anew each time: nothing stands in it."""
    risks = {risk: RiskField(f"risk-{risk.value}", _(words)) for risk, words in RISKS.items()}
    asked = [_Asked(policy, question) for policy, question in risk_questions(workspace)]

    def save(filled: Filled) -> tuple[Answer, ...]:
        told = RiskForm(
            contributor=contributor,
            risks={risk: one.read(filled) for risk, one in risks.items()},
            answers=tuple(one.read(filled) for one in asked),
        )
        try:
            return fill_risk_form(workspace, told)
        except InvalidInput as error:
            left = error.facts.get("risks")
            by_question = {one.question: one.sentence.name for one in asked}
            beside = (
                f"risk-{left[0]}"
                if isinstance(left, tuple)
                else by_question.get(str(error.facts.get("question")))
            )
            error.facts.setdefault("field", beside or "")
            raise

    fields = (*risks.values(), *(field for one in asked for field in one.fields))
    title = _("Risks of contributor {code}").format(code=contributor)
    intro = _(
        "Say of each risk what is left of it, after all that protects the person. With a high or an unknown"
        " one the answer is no."
    )
    drafts = dict.fromkeys(
        line for policy, _question in risk_questions(workspace) for line in draft_lines(policy)
    )
    return Form(f"risks/{contributor}", title, fields, save, intro="\n".join([intro, *drafts]))


def risk_words(risks: dict[Risk, RiskLevel]) -> str:
    """Say how far each risk is left, in a line."""
    return ", ".join(
        f"{_(words)}: {_(RISK_LEVELS[risks[risk]])}" for risk, words in RISKS.items() if risk in risks
    )
