"""What a question's page says, in sentences."""

from collections import Counter
from collections.abc import Iterator, Sequence

from consentkit.domain.checklists import Answer, Principle, Question, Standing
from consentkit.pages.checks.evidence import asks_for, evidence_lines
from consentkit.usecases.checks.checklists import AskedQuestion
from consentkit.wording import cure_of, day_in_language, sentence_of
from consentkit.wording.evidence import sentence_of_evidence
from consentkit.wording.languages import _
from consentkit.wording.policies import draft_lines, policy_words
from consentkit.wording.vocabularies import GROUNDS, REPLIES, ROLES, SCOPES, SEVERITIES, STANDINGS

_BAR_CELLS = 20
_MOST_FINDINGS = 6
SETTLED = frozenset({Standing.YES, Standing.JUSTIFIED, Standing.DOES_NOT_APPLY})


def progress_line(number: int, settled: int, total: int) -> str:
    """Say where one is, with a bar."""
    filled = _BAR_CELLS * settled // total if total else 0
    words = _("Question {number} of {total}").format(number=number, total=total)
    done = _("settled: {settled}").format(settled=settled)
    return f"{words} · {done} {'█' * filled}{'░' * (_BAR_CELLS - filled)}"


def principles_line(asked: Sequence[AskedQuestion], current: AskedQuestion) -> str:
    """Say how far each principle is; the current one stands in brackets."""
    total: Counter[str] = Counter()
    settled: Counter[str] = Counter()
    for one in asked:
        place = principle_of(one).id
        total[place] += 1
        settled[place] += one.state.standing in SETTLED
    here = principle_of(current).id
    parts = [f"{place}:{settled[place]}/{total[place]}" for place in total]
    return "  ".join(f"[{part}]" if part.split(":")[0] == here else part for part in parts)


def principle_of(asked: AskedQuestion) -> Principle:
    """Return the heading under which a question stands."""
    # By its id: of nobody a question of the risk form is asked otherwise.
    wanted = asked.question.id
    return next(p for p in asked.policy.principles if wanted in {one.id for one in p.questions})


def heading_line(asked: AskedQuestion) -> str:
    """Name the principle and the question."""
    principle = principle_of(asked)
    title = policy_words(asked.policy, principle.title)
    return f"{principle.id} {title}  ·  {asked.question.id}"


def text_of(asked: AskedQuestion) -> str:
    """Return the question itself."""
    return policy_words(asked.policy, asked.question.text)


def question_lines(asked: AskedQuestion) -> Iterator[str]:
    """Say why it is asked, an example, what shows it, and who answers."""
    policy, question = asked.policy, asked.question
    yield _("Why: {why}").format(why=policy_words(policy, question.why))
    yield ""
    yield _("Example: {example}").format(example=policy_words(policy, question.example))
    if question.evidence:
        yield ""
        yield _("What shows it: {evidence}").format(evidence=policy_words(policy, question.evidence))
        yield _evidence_line(question)
    yield ""
    yield from draft_lines(policy)
    yield from _rules_of(question)


def _rules_of(question: Question) -> Iterator[str]:
    yield _(SEVERITIES[question.severity])
    if question.who:
        roles = ", ".join(_(words) for role, words in ROLES.items() if role in question.who)
        yield _("Who answers: {roles}.").format(roles=roles)
    yield _(SCOPES[question.scope])
    yield _(GROUNDS[question.grounds])
    if question.valid_days is not None:
        yield _("An answer holds for so many days: {days}.").format(days=question.valid_days)
    if question.same_as:
        told = _("The policy {policy} asks the same, in {questions}. Where it is used, it is answered there.")
        yield told.format(policy=question.same_as.policy, questions=", ".join(question.same_as.questions))
    if question.answered_by:
        yield _("People are asked only where the records, or the signed letter, do not answer it.")
    if question.form is not None:
        yield _("Safeguarding answers it in the risk form, with the other questions about risk.")
    if question.needs_second_viewer:
        yield _("Two people look at this, each for themselves.")
    if question.reread_after_edit:
        yield _("It is asked again when the story changes.")


def _evidence_line(question: Question) -> str:
    """Say what of it people give, or that nobody is asked for it."""
    if not question.evidence_kinds:
        return _("The records hold it: with a yes nothing more is asked for.")
    return _("With a yes you give: {kinds}.").format(kinds=asks_for(question))


def known_lines(asked: AskedQuestion) -> Iterator[str]:
    """Say what the program knows already."""
    if asked.state.standing in {Standing.DOES_NOT_APPLY, Standing.ASKED_ELSEWHERE}:
        yield from (f"– {sentence_of_evidence(one)}" for one in asked.state.evidence)
        return
    if not asked.question.who:
        yield _("consentkit answers this question itself; nobody else needs to.")
    yield from (f"✓ {sentence_of_evidence(one)}" for one in asked.state.evidence if asked.question.who)
    if asked.state.fact_holds is None or asked.is_answered_by_fact:
        return
    if asked.state.fact_holds:
        yield "✓ " + _("consentkit looked: the records bear a yes out.")
        return
    yield "✗ " + _("consentkit looked: the records do not bear a yes out.")
    for finding in asked.findings[:_MOST_FINDINGS]:
        yield f"  {sentence_of(finding)}"
        yield f"    → {cure_of(finding)}"


def answer_lines(asked: AskedQuestion) -> Iterator[str]:
    """Say who answered what, and what it comes to."""
    said = {(one.by, one.at): one for one in asked.answers}
    for one in said.values():
        yield from _answer_lines(asked.question, one, asked.revision)
    if asked.until is not None:
        yield _("The last answer holds until {day}.").format(day=day_in_language(asked.until))
    if not asked.answers and asked.question.who and not asked.state.evidence:
        yield _("Nobody has answered yet.")
    yield _(STANDINGS[asked.state.standing])


def _answer_lines(question: Question, one: Answer, revision: int) -> Iterator[str]:
    day = day_in_language(one.at.date())
    words = f"{one.by}: {_(REPLIES[one.reply])} ({day})"
    if one.about is None and one.revision < revision:
        words += " · " + _("the story has changed since")
    yield words
    if one.justification:
        yield f"    “{one.justification}”"
    yield from (f"    {line}" for line in evidence_lines(question, one))
    if one.signed_off_by:
        yield "    " + _("signed off by {handle}").format(handle=one.signed_off_by)
