"""What is found in the words of a story, in words."""

from collections.abc import Iterable

from consentkit.domain.words.findings import Severity, WordKind
from consentkit.domain.words.folding import folded_wording
from consentkit.domain.words.languages import Readable
from consentkit.domain.words.settlements import KeptFinding, StoryWords, WordSettlement
from consentkit.domain.words.terms import Term
from consentkit.wording.languages import _, _n

WORD_KINDS: dict[WordKind, str] = {
    WordKind.NAME: "a name",
    WordKind.PHONE: "a telephone number",
    WordKind.EMAIL: "an e-mail address",
    WordKind.LINK: "a link",
    WordKind.HANDLE: "the name of an account",
    WordKind.COORDINATES: "a point on a map",
    WordKind.NUMBER_OF_PERSON: "the number of a card, a passport or a case",
    WordKind.PLATE: "a number plate",
    WordKind.EXACT_DATE: "an exact day",
    WordKind.EXACT_AGE: "an exact age",
    WordKind.INSTITUTION: "a school, temple, shelter, hospital or village by its name",
    WordKind.PLACE: "a town",
    WordKind.STATISTIC: "a number",
    WordKind.LEGAL_WORD: "a legal word",
    WordKind.HARMFUL: "a word that may hurt",
}
SEVERITIES: dict[Severity, str] = {
    Severity.LEADS_TO_A_PERSON: "leads to a person",
    Severity.NARROWS_DOWN: "narrows down who it is",
    Severity.TO_BE_WEIGHED: "to be weighed",
}
WORD_SETTLEMENTS: dict[WordSettlement, str] = {
    WordSettlement.OPEN: "open",
    WordSettlement.CHANGED: "not there any more",
    WordSettlement.AGREED: "agreed: the consent carries it",
    WordSettlement.PUBLIC: "public already, with a source",
    WordSettlement.FALSE_HIT: "no such thing",
    WordSettlement.KEPT: "stays: safeguarding agrees",
}
READABLE: dict[Readable, str] = {
    Readable.YES: "read",
    Readable.NO_WORDS: "there is not one letter in it",
    Readable.OTHER_LANGUAGE: "it is in a language that no program here reads",
    Readable.OTHER_FONT: "it is typed for an old Burmese font",
    Readable.TOO_LONG: "it is too long",
    Readable.NOT_TAKEN_OUT: "its words cannot be taken out of the file",
}
"""Why words could not be searched."""


def finding_in_words(one: KeptFinding) -> str:
    """Say what was found, how often it stands there, and what became of it."""
    what = f"{_(WORD_KINDS[one.kind])}: “{one.wording}”"
    what += f" · {whose_in_words(one)}" if one.whose else ""
    often = _n("{count} time", "{count} times", one.times).format(count=one.times)
    return f"{what} ({often}) · {_(WORD_SETTLEMENTS[one.settlement])}"


def whose_in_words(one: KeptFinding) -> str:
    """Say of whom a finding is sealed, by code: a name and a number are never told by what was sealed."""
    return _("sealed of {codes}").format(codes=", ".join(one.whose))


def suggestion_in_words(one: KeptFinding, terms: Iterable[Term]) -> str:
    """Say what to write instead of a word that may hurt, and why; `""` for anything else."""
    term = next((term for term in terms if one.hint and term.id == one.hint and _is_worded(one, term)), None)
    return _("Better: {prefer}. {why}").format(prefer=term.prefer, why=term.why) if term else ""


def _is_worded(one: KeptFinding, term: Term) -> bool:
    return one.wording in {folded_wording(word) for word in term.words}


def check_in_words(words: StoryWords) -> str:
    """Say whether words were searched, and how much waits for somebody."""
    if not words.check.was_searched:
        why = _(READABLE[words.check.readable])
        return _("The words could not be searched: {why}. Two people read them, one after the other.").format(
            why=why
        )
    count = sum(one.is_open for one in words.there)
    if count:
        return _n(
            "{count} thing in the words waits for a decision.",
            "{count} things in the words wait for a decision.",
            count,
        ).format(count=count)
    return _("Nothing in the words waits. What is looked for, and what is not: docs/words.md.")
