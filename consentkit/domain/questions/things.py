"""Answers that are kept for a thing: which of them hold in a story, and what they come to together.

An answer of a story is about nothing else (`about` is `None`), and counts in that story alone.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from consentkit.domain.accounts import Separation
from consentkit.domain.checklists import Answer, Question, Reply, Standing, counting, noes_to, standing_of
from consentkit.domain.noes import SafeguardingNo
from consentkit.domain.people import Contributor
from consentkit.domain.questions.evidence import LACKS, Evidence, EvidenceKind
from consentkit.domain.questions.scopes import QuestionScope
from consentkit.domain.values import digest_of

Things = Mapping[str, str]
"""What a question is about in a story, each with a digest of the facts under its answer (`""`: none)."""

NOBODY = "nobody"
"""What an answer to a form's question rests on where nobody of the story was recorded."""

_WORST_FIRST = (Standing.FAILED, Standing.UNSIGNED, Standing.OPEN, Standing.JUSTIFIED, Standing.YES)


def facts_about(person: Contributor, story: tuple[str, int] | None = None) -> str:
    """Return a digest of what an answer about somebody rests on: their record, and a story as it was read."""
    return digest_of(person) if story is None else digest_of([person, story])


def answers_about(answers: Iterable[Answer], things: Things) -> tuple[Answer, ...]:
    """Return the answers about the story alone, and those about these things, in their order."""
    return tuple(one for one in answers if one.about is None or one.about in things)


def standing_over(
    question: Question,
    answers: tuple[Answer, ...],
    things: Things,
    *,
    on: date,
    revision: int,
    fact_holds: bool | None,
    separation: Separation,
    is_answered: bool = False,
    elsewhere: tuple[Answer, ...] = (),
) -> Standing:
    """Return what a question has come to: the worst that it has come to for any of its things.

    The other arguments are those of `standing_of`.
    """
    question = question.asked_of(things)
    standings = {
        standing_of(
            question,
            _holding(question, own, facts, on, revision),
            revision=revision,
            fact_holds=fact_holds,
            separation=separation,
            is_answered=is_answered,
            elsewhere=elsewhere,
        )
        for own, facts in _by_thing(answers, things)
    }
    return min(standings, key=_WORST_FIRST.index)


def shown_over(
    question: Question, answers: tuple[Answer, ...], things: Things, *, on: date, revision: int
) -> tuple[str, ...]:
    """Return what was given with the answers that count, and what they lack: see `QuestionState.shown`."""
    question = question.asked_of(things)
    told = [
        code
        for own, facts in _by_thing(answers, things)
        for answer in counting(question, _holding(question, own, facts, on, revision), revision)
        for code in _shown(question, answer)
    ]
    return tuple(dict.fromkeys(told))


def _shown(question: Question, answer: Answer) -> Iterable[str]:
    given = answer.evidence or Evidence()
    if given.sentence:
        yield f"{EvidenceKind.SENTENCE}: {digest_of(given.sentence)}"
    if given.on is not None:
        yield f"{EvidenceKind.DATE}: {given.on}"
    if given.by is not None:
        yield f"{EvidenceKind.HANDLE}: {given.by}"
    if answer.evidence_file is not None:
        yield f"{EvidenceKind.FILE}: {answer.evidence_file}"
    if given.risks:
        yield f"{EvidenceKind.RISKS}: {answer.at.date()}"
    for kind in question.lacks(answer):
        yield f"{LACKS}: {kind}"


def noes_over(
    question: Question,
    answers: tuple[Answer, ...],
    things: Things,
    *,
    revision: int,
    separation: Separation,
    elsewhere: tuple[Answer, ...] = (),
) -> tuple[SafeguardingNo, ...]:
    """Return what safeguarding ever said no to, for any of its things; a yes about another lifts nothing."""
    found = [
        no
        for own, _facts in _by_thing(answers, things)
        for no in noes_to(question, own, revision=revision, separation=separation, elsewhere=elsewhere)
    ]
    standing_first = sorted(found, key=lambda no: not no.stands)
    by_said = {(no.by, no.at): no for no in reversed(standing_first)}
    return tuple(sorted(by_said.values(), key=lambda no: no.at))


def _by_thing(answers: tuple[Answer, ...], things: Things) -> Iterable[tuple[tuple[Answer, ...], str]]:
    if not things:
        yield answers, ""
    for thing, facts in things.items():
        yield tuple(one for one in answers if one.about is None or one.about == thing), facts


def _holding(
    question: Question, answers: tuple[Answer, ...], facts: str, on: date, revision: int
) -> tuple[Answer, ...]:
    return tuple(
        one
        for one in answers
        if answer_holds(question, one, facts, on) and not _is_of_before(question, one, revision)
    )


def _is_of_before(question: Question, answer: Answer, revision: int) -> bool:
    return _is_of_all_pictures(question, answer) and answer.revision < revision


def _is_of_all_pictures(question: Question, answer: Answer) -> bool:
    """Tell whether it was about the whole of a story, whose pictures may be others by now; a no stays."""
    is_whole = question.scope is QuestionScope.IMAGE and answer.about is None
    return is_whole and answer.reply is not Reply.NO


def ends_with_revision(question: Question, answer: Answer) -> bool:
    """Tell whether an answer holds for a story's words and pictures as they are, and not for others."""
    return question.reread_after_edit or _is_of_all_pictures(question, answer)


def answer_holds(question: Question, answer: Answer, facts: str, on: date) -> bool:
    """Tell whether an answer still holds on a day; a no does until somebody answers again."""
    if answer.reply is Reply.NO:
        return True
    if answer.rests_on == NOBODY and question.form is not None:
        # Who is recorded by now was not weighed then.
        return False
    if answer.about is not None and (answer.rests_on or "") != facts:
        return False
    return question.valid_days is None or (on - answer.at.date()).days < question.valid_days
