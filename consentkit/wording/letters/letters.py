"""Letters in words: what is wrong with a language, and what to know of a page that came back."""

from consentkit.catalogue.form_linting import Finding, FindingKind
from consentkit.domain.letters.forms import FormPurpose
from consentkit.domain.letters.gaps import GapKind
from consentkit.domain.letters.letters import TranslationStatus
from consentkit.domain.letters.records import Ink, ReturnNote, TickState
from consentkit.usecases.letters.page_counts import PageCount
from consentkit.wording.languages import _

FINDINGS: dict[str, str] = {
    GapKind.CLAUSE_MISSING: "This clause is missing.",
    GapKind.CLAUSE_EXTRA: "This clause is not in English.",
    GapKind.TITLE_MISSING: "This title is missing.",
    GapKind.TITLE_EXTRA: "This title is not in English.",
    GapKind.LABEL_MISSING: "This label is missing.",
    GapKind.LABEL_EXTRA: "This label is not in English.",
    GapKind.CHOICE_MISSING: "The choice {what} is missing.",
    GapKind.CHOICE_EXTRA: "The choice {what} is not in English.",
    GapKind.FIELD_MISSING: "The line to write on {what} is missing.",
    GapKind.FIELD_EXTRA: "The line to write on {what} is not in English.",
    GapKind.BLANK_MISSING: "The blank {what} is missing here.",
    GapKind.BLANK_EXTRA: "The blank {what} does not belong here.",
    GapKind.BLANK_BROKEN: "A brace here belongs to no blank: {what}",
    GapKind.PARAGRAPHS_DIFFER: "English has another number of paragraphs here.",
    FindingKind.ZAWGYI: "This was typed for the Zawgyi font. Convert it to Unicode: {what}",
    FindingKind.LATIN_RUN: "Not translated: {what}",
    FindingKind.OTHER_SCRIPT: "Letters of another script: {what}",
    FindingKind.STRANGE_CHARACTER: "Characters that should not be in a letter: {what}",
    FindingKind.LONG_SENTENCE: "{count} words in one sentence; {limit} are the most. Make two of it: {what}",
    FindingKind.COPIED: "The same as in English: {what}",
    FindingKind.TWICE: "The same words stand elsewhere: {what}",
    FindingKind.TELLING_WORD: "This word could tell what happened to the holder: {what}",
    FindingKind.NO_FONT: "No font has: {what}",
    FindingKind.TOO_LONG: "It takes {count} pages; {limit} are the most.",
}

NOTES: dict[ReturnNote, str] = {
    ReturnNote.NO_CODE: "No code of ours was found on it. Look, and say which letter it is.",
    ReturnNote.DAMAGED: "This page of the file could not be opened. Take a new picture.",
    ReturnNote.LETTER_UNKNOWN: "Its code names a letter that is not in these records.",
    ReturnNote.BLANK_FORM: "It is a blank form that was filled in by hand. Say which letter it is.",
    ReturnNote.NO_MAP: "It was printed by an earlier version, which did not keep where its boxes stand. Read them yourself.",
    ReturnNote.FRAMES_ELSEWHERE: "Its boxes do not stand where they were printed, so nothing is suggested. Read them yourself.",
    ReturnNote.NOT_STRAIGHT: "It could not be straightened, so its boxes were not read.",
    ReturnNote.CUT_OFF: "A part of the page lies outside the picture.",
    ReturnNote.LOW_RESOLUTION: "The picture is coarse. Handwriting may not be legible.",
}

TICKS: dict[TickState, str] = {
    TickState.TICKED: "seems ticked",
    TickState.EMPTY: "seems empty",
    TickState.UNSURE: "unclear: look",
}

INKS: dict[Ink, str] = {
    Ink.FOUND: "ink found",
    Ink.NOTHING: "nothing found",
    Ink.NOT_LOOKED: "not looked",
}

STATUSES: dict[TranslationStatus, str] = {
    TranslationStatus.UNREVIEWED: "unreviewed",
    TranslationStatus.NATIVE_REVIEWED: "read by a native speaker",
    TranslationStatus.APPROVED: "approved here",
    TranslationStatus.EMPTY: "no words yet",
}

PURPOSES: dict[FormPurpose, str] = {
    FormPurpose.CONSENT: "consent",
    FormPurpose.ASSENT: "a child's own answer",
    FormPurpose.RENEWAL: "asking again",
    FormPurpose.REFUSAL: "a no",
    FormPurpose.WITHDRAWAL: "taking back",
    FormPurpose.RECEIPT: "our answer",
    FormPurpose.APPROVAL: "the final version: a yes or a no",
    FormPurpose.DECLARATION: "a promise",
    FormPurpose.TERMS: "rules",
    FormPurpose.NOTICE: "a notice",
    FormPurpose.CARD: "a card",
}


def sentence_of_finding(finding: Finding) -> str:
    """Return what was found, and what to do about it."""
    return _(FINDINGS[finding.kind]).format(what=finding.what, count=finding.count, limit=finding.limit)


def sentence_of_note(note: ReturnNote) -> str:
    """Return what to know of a page that came back."""
    return _(NOTES[note])


def pages_in_words(count: PageCount) -> str:
    """Say how many pages one letter takes, and that it is more than its form usually does."""
    words = _("Pages: {pages}.").format(pages=count.pages)
    if not count.longer:
        return words
    more = _("This form usually takes {usual} at most: what was chosen here needs more paper.")
    return f"{words} {more.format(usual=count.usual)}"


def all_pages_in_words(count: PageCount) -> str:
    """Say how many pages several letters take together."""
    words = _("Pages of all letters: {pages}.").format(pages=count.pages)
    if not count.longer:
        return words
    more = _("Letters that take more pages than their form usually does: {count}.")
    return f"{words} {more.format(count=count.longer)}"
