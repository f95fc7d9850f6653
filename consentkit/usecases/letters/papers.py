"""What letters that came back say, read once for the gate, the records and the faces of the program."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from consentkit.catalogue.countries import read_countries, read_only_countries
from consentkit.catalogue.local_dates import write_value, writings_of_day
from consentkit.domain.errors import BadDataFile, NotFound
from consentkit.domain.letters.letters import (
    Choices,
    Heading,
    LetterOrder,
    LetterText,
    Paragraph,
    Points,
    Run,
    WriteIn,
)
from consentkit.domain.letters.papers import HOLDING, SignedPaper
from consentkit.domain.letters.printed import Printed, PrintedVersion, boxes_of, signers_on
from consentkit.domain.letters.records import Letter, LetterPaper
from consentkit.domain.letters.rosters import answer_of_row, letter_of_row, printed_for_row
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.letters.letters import letters_of_people_back, release_of, rows_of_letter
from consentkit.store.vault import Vault

_UNTIL, _ASKED, _PLACES, _RECIPIENTS = "until", "asked_on", "places", "recipients"
_YEARS_AHEAD = 6
"""How far ahead the end of a letter of before is looked for."""


def papers_of_people(
    db: EncryptedDatabase, vault: Vault, people: Collection[str], story: str | None = None
) -> tuple[SignedPaper, ...]:
    """Return what these people's letters say that came back, confirmed or not; oldest letter first."""
    found = letters_of_people_back(db, people, story)
    return tuple(
        paper
        for letter in found
        if letter.purpose in HOLDING
        for paper in (
            [_paper(db, vault, letter)]
            if letter.contributor is not None
            else _papers_of_rows(db, vault, letter, people)
        )
    )


def _papers_of_rows(
    db: EncryptedDatabase, vault: Vault, letter: Letter, people: Collection[str]
) -> Iterator[SignedPaper]:
    """What each of these people's rows on a group's sheet says; nothing of who was not there."""
    for row in rows_of_letter(db, letter.id):
        if row.contributor not in people or row.was_absent:
            continue
        own = letter_of_row(letter, row)
        printed = None if row.is_waiting else _printed_or_none(vault, letter)
        yield SignedPaper(
            letter=letter.id,
            purpose=own.purpose,
            contributor=row.contributor,
            story=letter.story,
            made_on=letter.made_on,
            printed=printed_for_row(printed, row) if printed else None,
            ticked=answer_of_row(row.ticked) if row.ticked is not None else None,
            confirmed_on=row.confirmed_on,
            release=row.release,
        )


def _paper(db: EncryptedDatabase, vault: Vault, letter: Letter) -> SignedPaper:
    release = release_of(db, letter.id)
    assert letter.contributor is not None  # noqa: S101 - they are asked for by contributor
    return SignedPaper(
        letter=letter.id,
        purpose=letter.purpose,
        contributor=letter.contributor,
        story=letter.story,
        made_on=letter.made_on,
        printed=_printed_or_none(vault, letter) if release else None,
        ticked=frozenset(release.ticked) if release else None,
        confirmed_on=release.confirmed_on if release else None,
        release=release.file if release else None,
    )


def _printed_or_none(vault: Vault, letter: Letter) -> Printed | None:
    try:
        return printed_on(vault, letter)
    except (BadDataFile, NotFound):
        return None


def printed_of(
    paper: LetterPaper, order: LetterOrder, clauses: tuple[str, ...], version: PrintedVersion | None = None
) -> Printed:
    """Return what is printed on a letter that is being made; `version` is the one that a slip is for."""
    until, asked_on = order.blanks.get(_UNTIL), order.blanks.get(_ASKED)
    places = order.blanks.get(_PLACES)
    return Printed(
        boxes=boxes_of(paper.text),
        languages=_languages(paper),
        until=until if isinstance(until, date) else None,
        asked_on=asked_on if isinstance(asked_on, date) else None,
        places=read_countries(str(places), paper.text.language) if places is not None else None,
        places_text=str(places) if places is not None else None,
        has_recipients=_RECIPIENTS in order.blanks,
        version=version,
        clauses=clauses,
        signers=signers_on(paper.text),
    )


def printed_on(vault: Vault, letter: Letter) -> Printed:
    """Return what is printed on a letter; of one that was made before this was kept, what its words tell.

    Raises BadDataFile, NotFound where its words are changed or missing.
    """
    if letter.printed is not None and letter.printed.signers is not None:
        return letter.printed
    paper = LetterPaper.model_validate_json(vault.get(letter.paper))
    if letter.printed is not None:
        return letter.printed.model_copy(update={"signers": signers_on(paper.text)})
    values = list(_values(paper.text))
    ends = _days_among(values, letter.made_on, paper.text.language)
    places = frozenset[str]().union(*(read_only_countries(value, paper.text.language) for value in values))
    return Printed(
        boxes=boxes_of(paper.text),
        languages=_languages(paper),
        until=max(ends, default=None),
        places=places or None,
        has_recipients=True,
        signers=signers_on(paper.text),
    )


def _languages(paper: LetterPaper) -> tuple[str, ...]:
    return (paper.text.language, *([paper.beside.language] if paper.beside else []))


def _values(text: LetterText) -> Iterator[str]:
    """Every value that was merged into the words."""
    for block in text.blocks:
        runs: tuple[Run, ...] = ()
        if isinstance(block, Heading | Paragraph):
            runs = block.words
        elif isinstance(block, Points):
            runs = tuple(run for item in block.items for run in item)
        elif isinstance(block, WriteIn):
            runs = block.label
        yield from (run.text for run in runs if run.is_value)


def _days_among(values: list[str], made_on: date, language: str) -> list[date]:
    days = (made_on + timedelta(days=one) for one in range(366 * _YEARS_AHEAD))
    wanted = set(values)
    return [day for day in days if wanted & set(writings_of_day(day, language))]


def words_on(paper: LetterPaper, printed: Printed, beyond: Collection[str]) -> tuple[str, ...]:
    """Return the words of the paper about what stands beyond it: the printed sentence, or the choice."""
    days = {"until": printed.until, "asked_on": printed.asked_on}
    wanted = {write_value(day, paper.text.language) for name, day in days.items() if day and name in beyond}
    words: list[str] = []
    for block in paper.text.blocks:
        if isinstance(block, Paragraph) and any(run.is_value and run.text in wanted for run in block.words):
            words.append("".join(run.text for run in block.words))
        elif isinstance(block, Choices):
            words += ["".join(run.text for run in one.words) for one in block.options if one.id in beyond]
    if "places" in beyond and printed.places_text:
        words.append(printed.places_text)
    return tuple(words or [paper.text.title])
