"""What a basis says, in lines that every face shows alike."""

from collections.abc import Iterator

from consentkit.domain.bases import Basis
from consentkit.wording import day_in_language
from consentkit.wording.languages import _
from consentkit.wording.vocabularies import BASES, CHANNELS


def resting_cell(basis: Basis | None) -> str:
    """Say in a list what a thing rests on, and how that stands."""
    if basis is None:
        return _("nothing recorded")
    return "; ".join(filter(None, (_(BASES[basis.kind]), end_in_words(basis), _standing(basis))))


def basis_line(basis: Basis, *, is_counted: bool = True) -> str:
    """Say in one line what a thing rests on, and how that stands."""
    replaced = "" if is_counted else "; " + _("replaced since")
    return f"{basis.thing}: {resting_cell(basis)}{replaced}"


def end_in_words(basis: Basis) -> str:
    """Say when it ends; `""` where its kind has no end and none is recorded."""
    if basis.ended_on is not None:
        return _("ended on {day} by {actor}").format(
            day=day_in_language(basis.ended_on), actor=basis.ended_by or ""
        )
    if basis.until is not None:
        return _("until {day}").format(day=day_in_language(basis.until))
    return _("without a last day") if basis.is_endless else ""


def _standing(basis: Basis) -> str:
    return _("nobody looked at what proves it") if basis.is_unseen else ""


def basis_lines(basis: Basis) -> Iterator[tuple[str, str]]:
    """Yield each thing that is recorded of a basis: its name and what it says."""
    notice = basis.notice
    told = (
        (_("What it rests on"), _(BASES[basis.kind])),
        (_("Who it comes from"), basis.comes_from),
        (_("Terms"), basis.terms),
        (_("Whom to ask"), basis.contact),
        (_("Last day"), end_in_words(basis)),
        (_("The person is an adult"), _("yes") if basis.is_adult else ""),
        (_("Only on"), ", ".join(_(CHANNELS[one]) for one in sorted(basis.channels))),
        (_("Only in"), ", ".join(sorted(basis.places))),
        (_("The notice was shown on"), day_in_language(notice.shown_on) if notice else ""),
        (_("The notice was shown at"), notice.where if notice else ""),
        (_("How it was shown"), notice.how if notice else ""),
        (_("Credit"), basis.credit),
        (_("Recorded by"), basis.recorded_by),
        (_("Proof looked at by"), _proof(basis)),
    )
    yield from ((name, words) for name, words in told if words)


def _proof(basis: Basis) -> str:
    if basis.evidence is None:
        return ""
    return basis.seen_by or _("nobody yet")
