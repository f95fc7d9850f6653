"""A group's signed sheet in words: what each row does, and the form for when and where it was signed."""

from collections.abc import Iterable, Iterator

from consentkit.domain.consents import Scope
from consentkit.pages.fields import DayField, Filled, PlacesField
from consentkit.pages.forms import Form
from consentkit.pages.letters.noes import foreseen_lines
from consentkit.usecases.consents.row_meanings import RowMeaning, Signing
from consentkit.wording import day_in_language, sentence_of_error
from consentkit.wording.languages import _
from consentkit.wording.vocabularies import CHANNELS, MEDIA


def meaning_lines(meanings: Iterable[RowMeaning]) -> Iterator[str]:
    """Say what confirming these rows does for each contributor, in the order of the sheet."""
    for one in meanings:
        yield from _of_row(one)


def _of_row(one: RowMeaning) -> Iterator[str]:
    person = one.row.contributor
    if one.said is None:
        yield _("Contributor {contributor} was not there: nothing is recorded.").format(contributor=person)
    elif one.no is not None:
        yield from foreseen_lines(one.no)
    elif one.scope is None:
        words = _("Contributor {contributor} allows nothing that could be used: no consent is recorded.")
        yield words.format(contributor=person)
    elif one.against is not None:
        words = _("Contributor {contributor} says yes, and no consent is recorded: {reason}")
        yield words.format(contributor=person, reason=sentence_of_error(one.against))
    else:
        words = _("Contributor {contributor} says yes: {scope}. The face is hidden, no name is given.")
        if one.row.is_child:
            words = _(
                "Contributor {contributor}, a child, says yes: {scope}. The guardian answers elsewhere."
            )
        yield words.format(contributor=person, scope=_scope(one.scope))


def _scope(scope: Scope) -> str:
    media = ", ".join(_(MEDIA[one]) for one in sorted(scope.media))
    channels = ", ".join(_(CHANNELS[one]) for one in sorted(scope.channels))
    return _("{media}; {channels}; until {day}").format(
        media=media, channels=channels, day=day_in_language(scope.until)
    )


def signing_form(letter: str) -> Form[Signing]:
    """Return the form for what a sheet says of no row: the day, and the countries."""
    given_on = DayField(
        "given_on",
        _("On which day was the sheet signed?"),
        help=_("As it stands on the paper. At the latest the day on which its pages came in."),
        error_codes=("day-not-come",),
    )
    places = PlacesField(
        "places",
        _("In which countries?"),
        help=_("Two letters each, such as TH, KH. For the internet write worldwide."),
        error_codes=("place-malformed",),
    )

    def save(filled: Filled) -> Signing:
        return Signing(given_on.read(filled), frozenset(places.read(filled)))

    intro = _("It holds for every row that says yes. All rows are shown once more before it is recorded.")
    return Form(
        f"sheet-{letter}", _("Sheet {code}").format(code=letter), (given_on, places), save, intro=intro
    )
