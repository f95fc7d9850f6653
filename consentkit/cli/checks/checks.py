"""`consentkit check`: the checklist of a story."""

from collections.abc import Iterable

import click

from consentkit.cli.lines import LINE
from consentkit.cli.options import STORY, channel_option, choice, json_option
from consentkit.cli.output import counted, show, tell
from consentkit.cli.sessions import Session, pass_session
from consentkit.cli.several import do_each
from consentkit.domain.checklists import Reply, Standing
from consentkit.domain.errors import InvalidInput
from consentkit.domain.questions.sources import Source
from consentkit.domain.values import Channel, day_in_words
from consentkit.pages.checks.words import SETTLED
from consentkit.usecases.checks import checklists
from consentkit.usecases.checks.checklists import AskedQuestion
from consentkit.usecases.workspaces import Workspace
from consentkit.wording import sentence_of_error
from consentkit.wording.evidence import sentence_of_evidence
from consentkit.wording.vocabularies import GROUNDS

_MARKS = {
    Standing.YES: "✓",
    Standing.JUSTIFIED: "✓",
    Standing.OPEN: "·",
    Standing.UNSIGNED: "…",
    Standing.FAILED: "✗",
    Standing.ASKED_ELSEWHERE: "=",
    Standing.DOES_NOT_APPLY: "–",
}

_policy_option = click.option(
    "--policy", default="guidance-note-2016", show_default=True, help="Which policy asks it."
)


@click.group()
def check() -> None:
    """Answer the checklist of a story."""


@check.command("list", epilog="\b\nExample:\n  consentkit check list S-2M4N-88TY --channel website --open")
@click.argument("story", type=STORY)
@channel_option
@click.option("--open", "only_open", is_flag=True, help="Only what still stands in the way.")
@json_option
@pass_session
def list_(session: Session, story: str, channel: Channel, only_open: bool) -> None:
    """List the questions for a story, with what they have come to; some do not apply, or need nobody."""
    with session.opened() as workspace:
        asked = checklists.list_questions(workspace, story, channel)
    shown = [a for a in asked if not only_open or a.state.standing not in SETTLED]
    value = [a.state.model_dump(mode="json") | {"text": a.question.text} for a in shown]
    show(value, [_line(a) for a in shown], as_json=session.as_json)


def _line(asked: AskedQuestion) -> str:
    question = asked.question
    who = ", ".join(sorted(question.who)) or "consentkit"
    line = f"{_MARKS[asked.state.standing]} {question.id} [{question.severity.value}; {who}] {question.text}"
    if asked.state.standing not in SETTLED or not question.who:
        return line
    return "\n".join([line, *(f"    {sentence_of_evidence(one)}" for one in asked.state.evidence)])


@check.command(epilog="\b\nExample:\n  consentkit check organisation")
@click.option("--open", "only_open", is_flag=True, help="Only what still stands in the way.")
@json_option
@pass_session
def organisation(session: Session, only_open: bool) -> None:
    """List the questions about the organisation itself, which are asked once for every story."""
    with session.opened() as workspace:
        asked = checklists.organisation_sheet(workspace)
    shown = [a for a in asked if not only_open or a.state.standing not in SETTLED]
    value = [a.state.model_dump(mode="json") | {"text": a.question.text, "until": a.until} for a in shown]
    show(value, [_line_with_end(a) for a in shown], as_json=session.as_json)


def _line_with_end(asked: AskedQuestion) -> str:
    return _line(asked) + (f"\n    holds until {day_in_words(asked.until)}" if asked.until else "")


@check.command(
    "answer-organisation",
    epilog="\b\nExample:\n  consentkit check answer-organisation yes 3f 4.4c",
)
@click.argument("reply", type=choice(Reply))
@click.argument("questions", nargs=-1, required=True)
@click.option("--because", "justification", default="", help="An explanation, where a no can be explained.")
@_policy_option
@json_option
@pass_session
def answer_organisation(
    session: Session, reply: Reply, questions: tuple[str, ...], justification: str, policy: str
) -> None:
    """Answer questions about the organisation itself; each answer holds for its days, in every story."""
    _answer(session, None, reply, questions, justification=justification, policy=policy)


@check.command("show", epilog="\b\nExample:\n  consentkit check show 1.2d")
@click.argument("question")
@_policy_option
@json_option
@pass_session
def show_(session: Session, question: str, policy: str) -> None:
    """Show a question with its why and its example."""
    with session.opened() as workspace:
        found = checklists.get_question(workspace, policy, question)
    lines = [f"{found.id}  {found.text}", f"Why: {found.why}", f"Example: {found.example}"]
    lines += [f"Evidence: {found.evidence}"] if found.evidence else []
    days = f", for {found.valid_days} days" if found.valid_days else ""
    lines += [f"Asked once for each: {found.scope.value}{days}", GROUNDS[found.grounds]]
    lines += [f"Answered by: {_source(found.answered_by)}"] if found.answered_by else []
    show(found, lines, as_json=session.as_json)


def _source(source: Source) -> str:
    """Name what answers a question, so that nobody is asked."""
    if source.fact is not None:
        return f"the fact {source.fact}, where it holds"
    ticked = ", with a box ticked" if source.ticked else ""
    return f"the letter that was signed and confirmed here: {', '.join(source.clauses)}{ticked}"


@check.command(
    epilog="\b\nExamples:\n  consentkit check answer S-2M4N-88TY yes 1.1a 1.1d\n"
    "  consentkit check answer S-2M4N-88TY no 1.1d --because 'She asked to be shown resting, after her exam.'"
)
@click.argument("story", type=STORY)
@click.argument("reply", type=choice(Reply))
@click.argument("questions", nargs=-1, required=True)
@click.option("--because", "justification", default="", help="An explanation, where a no can be explained.")
@_policy_option
@json_option
@pass_session
def answer(
    session: Session, story: str, reply: Reply, questions: tuple[str, ...], justification: str, policy: str
) -> None:
    """Answer questions. Yes is the safe answer; not knowing counts as no."""
    _answer(session, story, reply, questions, justification=justification, policy=policy)


def _answer(
    session: Session,
    story: str | None,
    reply: Reply,
    questions: tuple[str, ...],
    *,
    justification: str,
    policy: str,
) -> None:
    with session.opened() as workspace:
        given = do_each(
            questions,
            lambda question: checklists.answer_question(
                workspace, story, policy, question, reply=reply, justification=justification
            ),
        )
    show(given, [f"{a.question}: {a.reply.value}" for a in given], as_json=session.as_json)


@check.command(epilog="\b\nExample:\n  consentkit check sign S-2M4N-88TY 1.1d")
@click.argument("story", type=STORY)
@click.argument("question")
@_policy_option
@json_option
@pass_session
def sign(session: Session, story: str, question: str, policy: str) -> None:
    """Sign off an explained answer, as a manager and as a second person."""
    with session.opened() as workspace:
        signed = checklists.sign_off_answer(workspace, story, policy, question)
    show(signed, [f"{question} is signed off by {signed.signed_off_by}."], as_json=session.as_json)


@check.command(epilog="\b\nExample:\n  consentkit check walk S-2M4N-88TY --channel website")
@click.argument("story", type=STORY)
@channel_option
@pass_session
def walk(session: Session, story: str, channel: Channel) -> None:
    """Go through the open questions that are yours, one by one; each answer is saved at once."""
    with session.opened() as workspace:
        asked = checklists.list_questions(workspace, story, channel)
        mine = [
            a for a in asked if a.state.standing is Standing.OPEN and workspace.actor.has(*a.question.who)
        ]
        for number, one in enumerate(mine):
            tell("\n".join(_page(one, number + 1, len(mine))))
            reply = click.prompt(
                "yes, no, unknown, skip",
                type=click.Choice([*(reply.value for reply in Reply), "skip"]),
                default="skip",
            )
            if reply == "skip":
                continue
            _answer_aloud(workspace, story, one, Reply(reply))
    tell(counted(len(mine), "question", "questions") + " shown.")


def _answer_aloud(workspace: Workspace, story: str, asked: AskedQuestion, reply: Reply) -> None:
    """Save an answer; an explanation that is too short is asked for again."""
    while True:
        because = (
            "" if reply is Reply.YES else click.prompt("Explanation (may be empty)", default="", type=LINE)
        )
        try:
            checklists.answer_question(
                workspace, story, asked.policy.id, asked.question.id,
                reply=reply, justification=because, revision=asked.revision,
            )  # fmt: skip
        except InvalidInput as error:
            if error.code != "justification-short":
                raise
            tell(sentence_of_error(error))
        else:
            return


def _page(asked: AskedQuestion, number: int, total: int) -> Iterable[str]:
    question = asked.question
    yield f"\n{number} of {total}   {question.id}   {question.severity.value}"
    yield f"{question.text}\n"
    yield f"Why: {question.why}"
    yield f"Example: {question.example}"
    if asked.state.fact_holds is not None:
        yield f"The records say: {'yes' if asked.state.fact_holds else 'no'}"
