"""`consentkit check risk`: the form in which safeguarding weighs every risk of a contributor."""

from typing import TypeVar

import click

from consentkit.cli.lines import LINE
from consentkit.cli.options import CONTRIBUTOR, json_option
from consentkit.cli.output import show
from consentkit.cli.sessions import Session, pass_session
from consentkit.domain.checklists import Answer, Reply
from consentkit.domain.errors import InvalidInput
from consentkit.domain.questions.risks import Risk, RiskLevel
from consentkit.usecases.checks.risks import RiskAnswer, RiskForm, fill_risk_form, risk_questions
from consentkit.usecases.workspaces import Workspace

_E = TypeVar("_E", Risk, RiskLevel, Reply)

_EPILOG = """\b
Example:
  consentkit check risk C-7K3Q-X9MN --risk trafficker=low --risk family=none \\
    --risk community=low --risk police-or-immigration=none --risk court-case=none \\
    --risk online-abuse=low --risk own-distress=low \\
    --answer 1.2e=yes --shown 1.2e='Compared with both stories of 2025.' \\
    --answer 2.2a=yes --answer 2.2b=yes --shown 2.2b='Closed in 2024; left in May 2023.' \\
    --answer 2.2c=yes --shown 2.2c='counsellor-2, before and two weeks after' \\
    --answer 2.2d=yes --shown 2.2d='The keeper holds the way and the times.'
"""


@click.command("risk", epilog=_EPILOG)
@click.argument("contributor", type=CONTRIBUTOR)
@click.option(
    "--risk",
    "risks",
    type=LINE,
    multiple=True,
    help="A risk and what is left of it: none, low, high, unknown.",
)
@click.option("--answer", "replies", type=LINE, multiple=True, help="A question: yes, no or unknown.")
@click.option("--shown", type=LINE, multiple=True, help="A question and the sentence that shows a yes.")
@json_option
@pass_session
def risk_verb(
    session: Session,
    contributor: str,
    risks: tuple[str, ...],
    replies: tuple[str, ...],
    shown: tuple[str, ...],
) -> None:
    """Fill in the risk form of a contributor, as safeguarding: every risk, and every question at once.

    It holds for its days, in every story of theirs. What is asked, `check list` says.
    """
    weighed = {_one_of(Risk, name): _one_of(RiskLevel, level) for name, level in _pairs(risks).items()}
    said = {name: _one_of(Reply, reply) for name, reply in _pairs(replies).items()}
    with session.opened() as workspace:
        form = RiskForm(
            contributor=contributor,
            risks=weighed,
            answers=tuple(_answers(workspace, said, _pairs(shown))),
        )
        given = fill_risk_form(workspace, form)
    show(given, [_line(one) for one in given], as_json=session.as_json)


def _answers(workspace: Workspace, said: dict[str, Reply], shown: dict[str, str]) -> list[RiskAnswer]:
    """What was said to each question of the form; one that is none of them is told."""
    asked = risk_questions(workspace)
    strays = tuple(sorted((said.keys() | shown.keys()) - {one.id for _policy, one in asked}))
    if strays:
        raise InvalidInput("question-not-of-form", questions=strays)
    return [
        RiskAnswer(policy=policy.id, question=one.id, reply=said[one.id], sentence=shown.get(one.id, ""))
        for policy, one in asked
        if one.id in said
    ]


def _line(answer: Answer) -> str:
    return f"{answer.question}: {answer.reply.value}"


def _pairs(given: tuple[str, ...]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or name.strip() in pairs:
            raise InvalidInput("pair-malformed", given=text)
        pairs[name.strip()] = value.strip()
    return pairs


def _one_of(kind: type[_E], text: str) -> _E:
    try:
        return kind(text)
    except ValueError:
        raise InvalidInput("choice-unknown", given=text, offered=tuple(one.value for one in kind)) from None
