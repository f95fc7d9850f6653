"""Letters in the words of their screens: forms and languages to choose, one letter, its boxes."""

from collections.abc import Iterator, Sequence

from consentkit.catalogue.forms import FormCatalogue
from consentkit.domain.letters.forms import Form, title_of
from consentkit.domain.letters.records import ReturnedPage
from consentkit.usecases.letters.forms import form_choices, get_form
from consentkit.usecases.letters.lists import ListedLetter
from consentkit.wording import day_in_language
from consentkit.wording.languages import _
from consentkit.wording.letters.fields import READERS, STATES
from consentkit.wording.letters.letters import PURPOSES, STATUSES, sentence_of_note
from consentkit.wording.letters.tick_boxes import words_for_staff


def title_for_staff(catalogue: FormCatalogue, form: Form) -> str:
    """Return a form's title in the language of the interface; its id where it has none."""
    wording = words_for_staff(catalogue, form)
    title = title_of(form, wording) if wording else None
    return title.title if title else form.id


def matching(lines: Sequence[tuple[str, str]], typed: str) -> list[tuple[str, str]]:
    """Return the lines (key, what it says) that have what was typed, those first whose key begins so."""
    wanted = typed.strip().casefold()
    found = [one for one in lines if wanted in f"{one[0]} {one[1]}".casefold()]
    return sorted(found, key=lambda one: not one[0].startswith(wanted))


def forms_to_choose(catalogue: FormCatalogue) -> list[tuple[str, str]]:
    """Return the forms that have a language, by id: title, what it is for, whom it is for."""
    found = []
    for one in form_choices(catalogue):
        form = one.form
        words = (
            f"{title_for_staff(catalogue, form)} · {_(PURPOSES[form.purpose])} · {_(READERS[form.is_for])}"
        )
        if one.languages:
            found.append((form.id, words))
    return found


def languages_to_choose(catalogue: FormCatalogue, form: str) -> list[tuple[str, str]]:
    """Return the languages in which the form is whole, with their status and their own names."""
    wanted = get_form(catalogue, form)
    known = next((one.languages for one in form_choices(catalogue) if one.form == wanted), ())
    return [
        (one.language, f"{one.language:<3} {_(STATUSES[one.status])} · {one.name}")
        for one in catalogue.wordings
        if one.language in known
    ]


def name_of_language(catalogue: FormCatalogue, code: str) -> str:
    """Return a language's own name for itself, after its code."""
    return next((f"{code} · {one.name}" for one in catalogue.wordings if one.language == code), code)


def letter_lines(catalogue: FormCatalogue, listed: ListedLetter) -> Iterator[str]:
    """Say what a letter is, whom it is for, and what it has come to."""
    letter = listed.letter
    form = next((one for one in catalogue.forms if one.id == letter.form), None)
    title = title_for_staff(catalogue, form) if form else letter.form
    yield f"{title} · {_(PURPOSES[letter.purpose])}"
    yield _("Language: {language}").format(language=name_of_language(catalogue, letter.language))
    yield _("Contributor: {contributor}. Story: {story}.").format(
        contributor=letter.contributor or _("nobody"), story=letter.story or _("none")
    )
    made = day_in_language(letter.made_on)
    yield _("Made on {day} by {handle}.").format(day=made, handle=letter.made_by)
    if letter.given_to:
        yield _("Given to {handle} to be printed.").format(handle=letter.given_to)
    yield _("State: {state}").format(state=_(STATES[listed.state]))


def page_words(page: ReturnedPage) -> str:
    """Say which page it is, and what to know of it."""
    words = _("belongs to no letter yet")
    if page.letter is not None:
        words = _("page {page} of {pages} of {letter}").format(
            page=page.page, pages=page.pages, letter=page.letter
        )
    notes = " ".join(sentence_of_note(note) for note in page.notes)
    return f"{page.id}: {words}. {notes}".rstrip()
