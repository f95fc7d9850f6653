"""The sentence for each code, once for all faces of the program."""

from datetime import date

from consentkit.domain.characters import visible
from consentkit.domain.errors import ConsentkitError, Fault, InvalidInput
from consentkit.domain.gate.clearances import Reason, ReasonCode
from consentkit.domain.values import Fact, day_in_words
from consentkit.wording.errors import ERRORS
from consentkit.wording.keywords import keyword_in_words
from consentkit.wording.languages import ENGLISH, Counted, _, _n, language
from consentkit.wording.office.checkups import CHECKUPS
from consentkit.wording.office.demos import SCENES
from consentkit.wording.office.needs import NEEDS
from consentkit.wording.pictures.video_reasons import VIDEO_REASONS, video_undecided_help
from consentkit.wording.policies import words_written_in
from consentkit.wording.reasons import REASONS, UNDECIDED_HELP, UNDECIDED_HELP_ELSE


def sentence_of(reason: Reason) -> str:
    """Say what stands in the way; and in which story, where several go out together."""
    said = filled(_pair(reason)[0], _facts(reason), reason.subject)
    return of_story(said, reason.facts)


def of_story(said: str, facts: dict[str, Fact]) -> str:
    """Return a sentence with the story before it, where its facts name one of several."""
    return f"{visible(str(facts['story']))}: {said}" if "story" in facts else said


def cure_of(reason: Reason) -> str:
    """Say what would clear it."""
    facts = _facts(reason)
    if reason.code is ReasonCode.SCAN_UNDECIDED:
        facts["help"] = _(_undecided_help(reason))
    return filled(_pair(reason)[1], facts, reason.subject)


def _pair(reason: Reason) -> tuple[str | Counted, str | Counted]:
    of_pictures = REASONS[reason.code]
    return VIDEO_REASONS.get(reason.code, of_pictures) if reason.is_about_video else of_pictures


def _facts(reason: Reason) -> dict[str, Fact]:
    facts = dict(reason.facts)
    if reason.is_about_video and "check" in facts:
        facts["check"] = keyword_in_words("video_check", facts["check"])
    if "question" in facts:
        written = str(facts.get("written_in", ENGLISH))
        facts["question"] = words_written_in(written, reason.subject.split("/")[0], str(facts["question"]))
    return facts


def _undecided_help(reason: Reason) -> str:
    problem = str(reason.facts["problem"])
    if reason.is_about_video:
        return video_undecided_help(problem)
    return UNDECIDED_HELP.get(problem, UNDECIDED_HELP_ELSE)


def sentence_of_error(error: ConsentkitError) -> str:
    """Say what happened and what to do next; each of several faults stands on a line of its own."""
    faults = error.faults if isinstance(error, InvalidInput) else ()
    return "\n".join([filled(ERRORS[error.code], error.facts, ""), *map(sentence_of_fault, faults)])


def sentence_of_fault(fault: Fault) -> str:
    """Say where it stands and what is wrong there."""
    words = sentence_of_error(fault.error)
    if fault.row is None:
        return f"✗ {words}"
    if fault.column is None:
        return "✗ " + _("Row {row}: {words}").format(row=fault.row, words=words)
    column = visible(fault.column)
    return "✗ " + _("Row {row}, column “{column}”: {words}").format(row=fault.row, column=column, words=words)


def checkup_sentence(code: str, facts: dict[str, Fact]) -> str:
    """Say what the doctor found."""
    return filled(CHECKUPS[code], facts, "")


def scene_sentence(code: str, facts: dict[str, Fact]) -> str:
    """Say what happens in a scene of the demo."""
    return filled(SCENES[code], facts, "")


def need_sentence(code: str, facts: dict[str, Fact]) -> str:
    """Say what waits for someone."""
    return filled(NEEDS[code], facts, "")


def filled(template: str | Counted, facts: dict[str, Fact], subject: str) -> str:
    """Return a sentence of a table in the language that is spoken, with its facts in words."""
    words = {key: visible(fact_in_words(key, fact)) for key, fact in facts.items()}
    if "also" in words and "story" in words:
        words["story"] += f", {words['also']}"
    return _spoken(template, facts).format(subject=visible(subject), **words)


def _spoken(template: str | Counted, facts: dict[str, Fact]) -> str:
    if not isinstance(template, Counted):
        return _(template)
    number = facts[template.by]
    return _n(template.one, template.many, number if isinstance(number, int) else 0)


def fact_in_words(name: str, fact: Fact) -> str:
    """Return a fact as it stands in a sentence; `name` tells what its keywords are, such as `channel`."""
    return in_words(keyword_in_words(name, fact))


def in_words(fact: Fact) -> str:
    """Return a fact as it stands in a sentence of the language that is spoken."""
    if isinstance(fact, bool):
        return _("yes") if fact else _("no")
    if isinstance(fact, date):
        return day_in_language(fact)
    if isinstance(fact, tuple):
        return ", ".join(fact)
    return str(fact)


def day_in_language(day: date) -> str:
    """Return a day as readers of the language that is spoken write it."""
    if language() == ENGLISH:
        return day_in_words(day)
    from babel.dates import format_date

    return str(format_date(day, format="long", locale=language()))
