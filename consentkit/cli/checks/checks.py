"""`consentkit check`: the checklist of a story."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import click

from consentkit.cli.checks.evidence import evidence_options, policy_option, read_evidence
from consentkit.cli.checks.risks import risk_verb
from consentkit.cli.lines import LINE
from consentkit.cli.looking import Look
from consentkit.cli.options import STORY, channel_option, choice, json_option
from consentkit.cli.output import counted, show, tell
from consentkit.cli.sessions import Session, pass_session
from consentkit.cli.several import do_each
from consentkit.domain.checklists import Reply, Standing
from consentkit.domain.errors import InvalidInput
from consentkit.domain.events import Showing
from consentkit.domain.questions.evidence import EvidenceKind
from consentkit.domain.questions.sources import Source
from consentkit.domain.values import Channel, day_in_words
from consentkit.pages.checks.evidence import asks_for
from consentkit.pages.checks.words import SETTLED
from consentkit.pages.files import read_file
from consentkit.pages.parsers import day_in
from consentkit.usecases.checks import checklists
from consentkit.usecases.checks.checklists import AskedQuestion, show_evidence_to
from consentkit.usecases.checks.evidence import NewEvidence
from consentkit.usecases.workspaces import Workspace
from consentkit.wording import sentence_of_error
from consentkit.wording.evidence import sentence_of_evidence, sentence_of_shown
from consentkit.wording.policies import policy_words
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
    words = policy_words(asked.policy, question.text)
    line = f"{_MARKS[asked.state.standing]} {question.id} [{question.severity.value}; {who}] {words}"
    told = [sentence_of_shown(one) for one in asked.state.shown]
    if asked.state.standing in SETTLED and question.who:
        told = [sentence_of_evidence(one) for one in asked.state.evidence] + told
    elif asked.state.standing is Standing.OPEN and question.form:
        told += _form_lines(asked)
    elif asked.state.standing is Standing.OPEN and question.evidence_kinds:
        told.append(f"A yes needs: {asks_for(question)}.")
    return "\n".join([line, *(f"    {words}" for words in told)])


def _form_lines(asked: AskedQuestion) -> list[str]:
    return [f"It is answered in one form: consentkit check risk {code}" for code in asked.things]


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
    epilog="\b\nExample:\n  consentkit check answer-organisation yes 4.4c --date 2026-11-02 --handle amy",
)
@click.argument("reply", type=choice(Reply))
@click.argument("questions", nargs=-1, required=True)
@click.option("--because", "justification", default="", help="An explanation, where a no can be explained.")
@evidence_options
@policy_option
@json_option
@pass_session
def answer_organisation(session: Session, /, reply: Reply, questions: tuple[str, ...], **given: Any) -> None:
    """Answer questions about the organisation itself; each answer holds for its days, in every story."""
    _answer(session, None, reply, questions, **given)


check.add_command(risk_verb)


@check.command("show", epilog="\b\nExample:\n  consentkit check show 1.2d")
@click.argument("question")
@policy_option
@json_option
@pass_session
def show_(session: Session, question: str, policy: str) -> None:
    """Show a question with its why and its example."""
    with session.opened() as workspace:
        found = checklists.get_question(workspace, policy, question)
        (of,) = (one for one in workspace.catalogue.policies if one.id == policy)
    lines = [f"{found.id}  {policy_words(of, found.text)}"]
    lines += [f"Why: {policy_words(of, found.why)}", f"Example: {policy_words(of, found.example)}"]
    lines += [f"Evidence: {policy_words(of, found.evidence)}"] if found.evidence else []
    lines += [f"A yes needs: {asks_for(found)}."] if found.evidence_kinds else []
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
    epilog="\b\nExamples:\n  consentkit check answer S-2M4N-88TY yes 1.1a 1.1b\n"
    "  consentkit check answer S-2M4N-88TY yes 1.1d --sentence 'She explains how she got her wages back.'\n"
    "  consentkit check answer S-2M4N-88TY no 1.1d --because 'She asked to be shown resting, after her exam.'"
)
@click.argument("story", type=STORY)
@click.argument("reply", type=choice(Reply))
@click.argument("questions", nargs=-1, required=True)
@click.option("--because", "justification", default="", help="An explanation, where a no can be explained.")
@evidence_options
@policy_option
@json_option
@pass_session
def answer(session: Session, /, story: str, reply: Reply, questions: tuple[str, ...], **given: Any) -> None:
    """Answer questions. Yes is the safe answer; not knowing counts as no.

    A yes is given with what the question asks for: `check list` says what.
    """
    _answer(session, story, reply, questions, **given)


def _answer(
    session: Session,
    story: str | None,
    reply: Reply,
    questions: tuple[str, ...],
    *,
    justification: str,
    policy: str,
    sentence: str,
    day: date | None,
    handle: str | None,
    file: Path | None,
) -> None:
    shown = read_evidence(sentence=sentence, day=day, handle=handle, file=file)
    with session.opened() as workspace:
        given = do_each(
            questions,
            lambda question: checklists.answer_question(
                workspace, story, policy, question, reply=reply, justification=justification, shown=shown
            ),
        )
    show(given, [f"{a.question}: {a.reply.value}" for a in given], as_json=session.as_json)


@check.command(epilog="\b\nExample:\n  consentkit check evidence S-2M4N-88TY 4.4a --to terms.pdf")
@click.argument("story", type=STORY)
@click.argument("question")
@click.option("--to", "out", type=click.Path(path_type=Path), required=True, help="Write the file here.")
@policy_option
@json_option
@pass_session
def evidence(session: Session, story: str, question: str, out: Path, policy: str) -> None:
    """Look at the file that was given with the last answer to a question."""
    look = Look(
        lambda workspace: show_evidence_to(workspace, story, policy, question, Showing.EXPORTED),
        "may name people. Read it, then delete the file.",
        lambda _workspace: "",
    )
    look.take(session, {"story": story, "question": question}, out=out, confirm=False)


@check.command(epilog="\b\nExample:\n  consentkit check sign S-2M4N-88TY 1.1d")
@click.argument("story", type=STORY)
@click.argument("question")
@policy_option
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
        open_ = [
            a for a in asked if a.state.standing is Standing.OPEN and workspace.actor.has(*a.question.who)
        ]
        mine = [a for a in open_ if a.question.form is None]
        for line in dict.fromkeys(line for a in open_ if a.question.form for line in _form_lines(a)):
            tell(line)
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
    """Save an answer with what shows it; what cannot be taken is asked for again."""
    while True:
        is_yes = reply is Reply.YES
        because = "" if is_yes else click.prompt("Explanation (may be empty)", default="", type=LINE)
        shown = _evidence_aloud(asked) if is_yes else NewEvidence()
        if shown is None:
            return
        try:
            checklists.answer_question(
                workspace, story, asked.policy.id, asked.question.id,
                reply=reply, justification=because, revision=asked.revision, shown=shown,
            )  # fmt: skip
        except InvalidInput as error:
            if error.code not in _ASKED_AGAIN:
                raise
            tell(sentence_of_error(error))
        else:
            return


_ASKED_AGAIN = {
    "justification-short", "evidence-lacking", "evidence-not-handle", "day-not-come", "day-long-ago",
}  # fmt: skip


def _evidence_aloud(asked: AskedQuestion) -> NewEvidence | None:
    """Ask for what a yes is given with; `None` where it is left for later."""
    told: dict[str, Any] = {}
    for kind in asked.question.evidence_kinds:
        field, words, meaning = _SPOKEN[kind]
        typed = click.prompt(f"{words} (empty: later)", default="", type=LINE)
        if not typed:
            tell("Not answered: it waits for that.")
            return None
        told[field] = meaning(typed)
    return NewEvidence(**told)


_SPOKEN: dict[EvidenceKind, tuple[str, str, Callable[[str], Any]]] = {
    EvidenceKind.SENTENCE: ("sentence", "One sentence that shows it", str),
    EvidenceKind.DATE: ("on", "The day that shows it, such as 2026-05-31", day_in),
    EvidenceKind.HANDLE: ("by", "Who, by handle", str),
    EvidenceKind.FILE: ("file", "The file that shows it", lambda typed: read_file(Path(typed))),
}


def _page(asked: AskedQuestion, number: int, total: int) -> Iterable[str]:
    policy, question = asked.policy, asked.question
    yield f"\n{number} of {total}   {question.id}   {question.severity.value}"
    yield f"{policy_words(policy, question.text)}\n"
    yield f"Why: {policy_words(policy, question.why)}"
    yield f"Example: {policy_words(policy, question.example)}"
    if question.evidence:
        yield f"What shows it: {policy_words(policy, question.evidence)}"
    if asked.state.fact_holds is not None:
        yield f"The records say: {'yes' if asked.state.fact_holds else 'no'}"
