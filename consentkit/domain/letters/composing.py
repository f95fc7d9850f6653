"""Fills in a form: its clauses in one language, with the values merged into their blanks."""

from collections.abc import Callable, Iterator
from datetime import date

from consentkit.domain.errors import NotFound
from consentkit.domain.letters.forms import (
    BlankKind,
    ClauseWording,
    Form,
    FormPart,
    FormTitle,
    Titling,
    Wording,
    title_of,
)
from consentkit.domain.letters.gaps import BLANK, labels_of
from consentkit.domain.letters.letters import (
    WITH_PICTURES,
    Block,
    Choice,
    Choices,
    Heading,
    LetterOrder,
    LetterText,
    Paragraph,
    Points,
    Rows,
    Run,
    Signature,
    Signer,
    TearOff,
    TranslationStatus,
    Words,
    WriteIn,
)
from consentkit.domain.letters.orders import check_order, offered_choices
from consentkit.domain.letters.values import ORGANISATION

WriteValue = Callable[[date | int, str], str]
"""Writes a day or a number as readers of a language do; `catalogue.local_dates` has it."""

_LINE_LENGTH = {
    BlankKind.TEXT: 24,
    BlankKind.NAME: 18,
    BlankKind.CONTACT: 18,
    BlankKind.CODE: 12,
    BlankKind.DATE: 14,
    BlankKind.NUMBER: 5,
}
"""Underscores; about 2 mm each at the letter's size."""

_CAN_PRESS_A_THUMB = {Signer.CONTRIBUTOR, Signer.GUARDIAN, Signer.CHILD, Signer.MODEL}
_TITLE_ENDS = ("?", "\uff1f", "\u061f", ":", ".")
# Chinese has its full-width colon, Khmer its own sign.
_COLONS = {"Hans": "\uff1a", "Hant": "\uff1a", "Khmr": "\u17d6 "}

_Values = dict[str, str]


def compose_letter(form: Form, wording: Wording, order: LetterOrder, write_value: WriteValue) -> LetterText:
    """Return the letter's text, with nothing ticked.

    Raises NotFound `letter-not-in-language` (form, language), and what `check_order` raises.
    """
    title = _title(form, wording)
    check_order(form, order)
    values = _values(form, wording, order, write_value)
    return LetterText(
        id=order.id,
        form=form.id,
        form_version=form.version,
        language=wording.language,
        script=wording.script,
        is_right_to_left=wording.is_right_to_left,
        status=wording.status,
        sheet=form.sheet,
        title=title.neutral if order.wants_neutral_title else title.title,
        organisation=order.organisation,
        reference=_reference(form, wording, order, write_value),
        draft_mark=None if wording.status is TranslationStatus.APPROVED else wording.labels["draft-mark"],
        page_label=wording.labels["page"],
        most_pages=form.most_pages,
        blocks=tuple(_blocks(form, wording, order, values)),
        tear_off=_tear_off(form, wording, order, values),
    )


def _title(form: Form, wording: Wording) -> FormTitle:
    title = title_of(form, wording)
    is_whole = wording.labels.keys() >= set(labels_of(form)) and wording.clauses.keys() >= {
        *(part.clause for part in form.parts),
        *form.tear_off,
    }
    if title is None or not is_whole:
        raise NotFound("letter-not-in-language", form=form.id, language=wording.language, known=())
    return title


def _tear_off(form: Form, wording: Wording, order: LetterOrder, values: _Values) -> TearOff | None:
    """Return the strip to keep; none where no copy is left, for it would lie with the person as one does."""
    if not form.tear_off or not order.facts.leaves_copy:
        return None
    texts = [text for clause in form.tear_off for text in wording.clauses[clause].text]
    return TearOff(keep=wording.labels["keep"], lines=tuple(_merged(text, values) for text in texts))


def _values(form: Form, wording: Wording, order: LetterOrder, write_value: WriteValue) -> _Values:
    values = {}
    for name, blank in form.blanks.items():
        value = order.organisation if name == ORGANISATION else order.blanks.get(name)
        if value is None:
            values[name] = "_" * _LINE_LENGTH[blank.kind]
        else:
            values[name] = value if isinstance(value, str) else write_value(value, wording.language)
    return values


def _reference(form: Form, wording: Wording, order: LetterOrder, write_value: WriteValue) -> str:
    if order.id is None:
        return ""
    version = write_value(form.version, wording.language)
    return wording.labels["reference"].replace("{code}", order.id).replace("{version}", version)


def printed_clauses(form: Form, order: LetterOrder) -> tuple[str, ...]:
    """Return the clauses that stand on a letter, in order."""
    return tuple(part.clause for part in _printed_parts(form, order))


def _printed_parts(form: Form, order: LetterOrder) -> Iterator[FormPart]:
    return (part for part in form.parts if part.when.holds(order.facts))


def _blocks(form: Form, wording: Wording, order: LetterOrder, values: _Values) -> Iterator[Block]:
    labels = wording.labels
    if order.shown_name:
        yield WriteIn(id="name", label=_plain(labels["name"]), value=order.shown_name)
    for part in _printed_parts(form, order):
        yield from _part(part, wording, order, values)
    if form.roster:
        yield _rows(form, labels, order)
    if form.asks_place:
        yield WriteIn(id="place", label=_plain(labels["place"]))
    for signer in _signers(form, order):
        has_thumb = form.offers_thumbprint and order.facts.takes_thumbprint and signer in _CAN_PRESS_A_THUMB
        yield Signature(
            signer=signer,
            label=labels[f"sign-{signer}"],
            date_label=labels["date"],
            thumbprint_label=labels["thumbprint"] if has_thumb else None,
        )


def _part(part: FormPart, wording: Wording, order: LetterOrder, values: _Values) -> Iterator[Block]:
    clause = wording.clauses[part.clause]
    yield from _text(part, clause, wording.script, values)
    if part.only_text:
        return
    offered = offered_choices(part, clause.choices, order)
    if offered:
        yield _choices(part, clause, offered, wording.labels)
    for name, label in clause.fields.items():
        yield WriteIn(id=f"{part.clause}.{name}", label=_plain(label), lines=part.lines.get(name, 1))


def _text(part: FormPart, clause: ClauseWording, script: str, values: _Values) -> Iterator[Block]:
    paragraphs = [_merged(text, values) for text in clause.text]
    if part.titling is Titling.HEADING:
        yield Heading(words=_plain(clause.title))
    elif part.titling is Titling.RUN_IN:
        # A clause that is only choices or points still has its title, alone on the line.
        first, *paragraphs = paragraphs or [()]
        yield Paragraph(words=(_run_in(clause.title, script, ends=not first), *first))
    for words in paragraphs:
        yield Paragraph(words=words)
    if clause.points:
        yield Points(items=tuple(_merged(text, values) for text in clause.points))


def _run_in(title: str, script: str, *, ends: bool) -> Run:
    if ends:
        return Run(text=title, is_strong=True)
    colon = " " if title.endswith(_TITLE_ENDS) else _COLONS.get(script, ": ")
    return Run(text=f"{title}{colon}", is_strong=True)


def _choices(
    part: FormPart, clause: ClauseWording, offered: tuple[str, ...], labels: dict[str, str]
) -> Choices:
    has_pictures = part.layout in WITH_PICTURES
    options = tuple(
        Choice(
            id=f"{part.clause}.{name}",
            words=_plain(clause.choices[name]),
            pictogram=f"{part.clause}.{name}" if has_pictures else None,
        )
        for name in offered
    )
    return Choices(layout=part.layout, options=options, yes=labels.get("yes", ""), no=labels.get("no", ""))


def _rows(form: Form, labels: dict[str, str], order: LetterOrder) -> Rows:
    assert form.roster is not None  # noqa: S101 - the caller has seen to it
    columns = form.roster.columns
    # A row that a hand would have to write a code in can be nobody's: with codes, there are no others.
    codes = order.roster or ("",) * form.roster.rows
    return Rows(
        header=tuple(labels[column] for column in columns),
        rows=tuple((code, *[""] * (len(columns) - 1)) for code in codes),
        columns=columns if order.roster else (),
        stop_codes=order.stop_codes,
    )


def _signers(form: Form, order: LetterOrder) -> tuple[Signer, ...]:
    others = (s for s, condition in form.optional_signers.items() if condition.holds(order.facts))
    return (*form.signers, *others)


def _plain(text: str) -> Words:
    return (Run(text=text),)


def _merged(text: str, values: _Values) -> Words:
    runs: list[Run] = []
    # Splitting by a pattern with one group gives words and blank names in turn.
    for place, piece in enumerate(BLANK.split(text)):
        is_value = place % 2 == 1
        if piece:
            runs.append(Run(text=values[piece] if is_value else piece, is_value=is_value))
    return tuple(runs)
