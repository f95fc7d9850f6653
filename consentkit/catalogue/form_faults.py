"""Finds where a form and the source language do not fit together."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from consentkit.catalogue.toml_files import Fault, Faults
from consentkit.domain.consents import Appearance, Medium, Naming
from consentkit.domain.letters.forms import Form, FormPart, Wording, title_of
from consentkit.domain.letters.gaps import blanks_in, labels_of
from consentkit.domain.values import Channel

_VALUES: dict[str, type[StrEnum]] = {
    "L04": Medium,
    "L05": Appearance,
    "L06": Naming,
    "L08": Channel,
    "X02": Channel,
}
"""The clauses whose ticks are read back into a consent's scope or a withdrawal's."""

_ALL = "all"

_DISCREET = frozenset({"contact", "contact_2", "withdrawal_code", "until", "takedown_days", "request_days"})
"""What may stand on a strip that strangers may find."""


def source_faults(source: Wording) -> Faults:
    """Return the choices of the source language that no scope could hold."""
    return tuple(
        Fault(f"clauses.{clause}.choices.{choice}", f"Write one of these: {', '.join(kind)}.")
        for clause, kind in _VALUES.items()
        if clause in source.clauses
        for choice in source.clauses[clause].choices
        if choice not in {*kind, _ALL}
    )


def form_faults(form: Form, source: Wording) -> Faults:
    """Return what the form names and the source language does not have, and the blanks that do not agree."""
    faults = [fault for place, part in enumerate(form.parts) for fault in _part_faults(place, part, source)]
    faults += _strip_faults(form, source)
    if title_of(form, source) is None:
        problem = f"This form has no title. Add titles.{source.language} here, with title and neutral."
        faults.append(Fault("titles", problem))
    faults += [
        Fault("", f'The label "{label}" stands in no clause file. Choose one that does.')
        for label in labels_of(form)
        if label not in source.labels
    ]
    # Without its clauses a form's blanks cannot be judged.
    return tuple(faults or _blank_faults(form, source))


def _part_faults(place: int, part: FormPart, source: Wording) -> Iterator[Fault]:
    clause = source.clauses.get(part.clause)
    if clause is None:
        yield Fault(f"parts[{place}].clause", f'The clause "{part.clause}" does not exist. Check its id.')
        return
    for field, names in (("choices", part.choices), ("choices_when", part.choices_when)):
        yield from _strangers(f"parts[{place}].{field}", names, clause.choices)
    yield from _strangers(f"parts[{place}].lines", part.lines, clause.fields)


def _strangers(field: str, names: Iterable[str], known: Iterable[str]) -> Iterator[Fault]:
    known = tuple(known)
    for name in names:
        if name not in known:
            listed = ", ".join(known) or "none"
            yield Fault(field, f'The clause has no "{name}". It has these: {listed}.')


def _strip_faults(form: Form, source: Wording) -> Iterator[Fault]:
    """What a strip names that stands nowhere, and what would tell who carries it, or what it is about."""
    for place, clause in enumerate(form.tear_off):
        if clause not in source.clauses:
            yield Fault(f"tear_off[{place}]", f'The clause "{clause}" does not exist. Check its id.')
            continue
        for blank in sorted(blanks_in(source.clauses[clause].text) - _DISCREET):
            problem = f'What stands in "{blank}" may tell who carries the strip. Take another clause.'
            yield Fault(f"tear_off[{place}]", problem)


def _blank_faults(form: Form, source: Wording) -> Iterator[Fault]:
    clauses = [source.clauses[part.clause] for part in form.parts]
    clauses += [source.clauses[clause] for clause in form.tear_off]
    needed = blanks_in(text for clause in clauses for text in (*clause.text, *clause.points))
    for name in sorted(needed - form.blanks.keys()):
        yield Fault(f"blanks.{name}", "A clause of this form has this blank. Say its kind here.")
    for name in sorted(form.blanks.keys() - needed):
        yield Fault(f"blanks.{name}", "No clause of this form has this blank. Remove it.")
