"""Lines to write on, values that are known already, and frames to sign in."""

from collections.abc import Sequence

from consentkit.domain.letters.letters import Run, Signature, WriteIn
from consentkit.typesetting.letters.pieces import Owner, Piece
from consentkit.typesetting.letters.setters import Setter, outline, plain, rule
from consentkit.typesetting.pdf.documents import PdfDocument
from consentkit.typesetting.pdf.form_fields import filled_field
from consentkit.typesetting.text.sizes import MM

_LONGEST_LABEL_PART = 0.55
# Room for a hand that seldom writes; 22 mm for a thumb. Chosen by eye.
_SIGN_PT = 13 * MM
_DATE_PART = 0.3
_ALONE_WITH_THUMB_PART = 0.7
_THUMB_PT = 22 * MM
_BETWEEN_BOXES_PT = 5 * MM
_PAD_PT = 4.0
_LABEL_GAP_PT = 8.0


def write_in(setter: Setter, block: WriteIn, width: float) -> list[Piece]:
    """Return a label with its lines, or with the value that is known."""
    sizes = setter.sizes
    size = sizes.body
    label = setter.width(block.label, size)
    is_beside = label <= _LONGEST_LABEL_PART * width
    gap = 0.6 * sizes.latin_pt
    room = width - label - gap if is_beside else width
    owner = setter.owner("P")
    if not setter.has_tick_boxes:
        value = (Run(text=f" {block.value}", is_value=True),) if block.value else ()
        return setter.lines((*block.label, *value), width, size, tag="P", above=sizes.gap(0.3))
    if block.value is not None:
        return [_known(setter, owner, block, width, room, is_beside=is_beside)]
    pitch = sizes.pitch
    lines = block.lines if is_beside else block.lines + 1
    drop = max(pitch, sizes.leading(size)) - sizes.leading(size)
    label_height = setter.height(block.label, width, size)
    first = label_height + drop

    def draw(document: PdfDocument, left: float, top: float) -> None:
        setter.draw(document, owner, block.label, left=left, top=top - drop, width=width, size=size)
        y = top - drop - label_height + sizes.leading(size) - setter.baseline(size) - 0.12 * size
        with document.artifact():
            if is_beside:
                rule(document, setter.across(left, width, label + gap, room), y, room)
            for number in range(1, lines):
                rule(document, left, y - number * pitch, width)

    return [Piece(first + (lines - 1) * pitch, draw, sizes.gap(0.2))]


def _known(
    setter: Setter, owner: Owner, block: WriteIn, width: float, room: float, *, is_beside: bool
) -> Piece:
    size = setter.sizes.body
    words = (Run(text=block.value or "", is_value=True, is_strong=True),)
    label_height = setter.height(block.label, width, size)
    value_height = setter.height(words, room - 6, size)
    height = max(label_height, value_height) if is_beside else label_height + value_height

    def draw(document: PdfDocument, left: float, top: float) -> None:
        setter.draw(document, owner, block.label, left=left, top=top, width=width, size=size)
        at = setter.across(left, width, width - room, room)
        below = top if is_beside else top - label_height
        if setter.has_fields:
            form = setter.owner("Form", None, setter.words(block.label).text)
            hint = setter.words(block.label).text
            filled_field(document, form, setter, block.id, hint=hint, words=words, x=at, top=below,
                         width=room, size=size)  # fmt: skip
        else:
            setter.draw(document, setter.owner("P"), words, left=at + 3, top=below, width=room - 6, size=size)
        with document.artifact():
            rule(document, at, below - value_height, room, grey=0.6)

    return Piece(height + 1.5, draw, setter.sizes.gap(0.4))


def signatures(setter: Setter, blocks: Sequence[Signature], width: float) -> list[Piece]:
    """Return the frames of those who sign, two beside each other, in one row."""
    if not setter.has_tick_boxes:
        return _labels(setter, blocks, width)
    part = (width - _BETWEEN_BOXES_PT) / 2
    if len(blocks) == 1 and blocks[0].thumbprint_label is not None:
        part = width * _ALONE_WITH_THUMB_PART
    above = max(_above(setter, block, part) for block in blocks)
    below = max(_below(setter, block, part) for block in blocks)
    tall = max(_tall(setter, block) for block in blocks)

    def draw(document: PdfDocument, left: float, top: float) -> None:
        for number, block in enumerate(blocks):
            x = setter.across(left, width, number * (part + _BETWEEN_BOXES_PT), part)
            _sign(setter, document, block, x, top=top, part=part, above=above, tall=tall)

    return [Piece(above + tall + below, draw, setter.sizes.gap(0.7))]


def _labels(setter: Setter, blocks: Sequence[Signature], width: float) -> list[Piece]:
    """Return who signs, in words only: each signature has one frame, in the contributor's language."""
    pieces: list[Piece] = []
    for block in blocks:
        for words in (block.statement, plain(block.label)):
            pieces += setter.lines(words, width, setter.sizes.note, tag="P", above=setter.sizes.gap(0.2))
    return pieces


def _above(setter: Setter, block: Signature, part: float) -> float:
    return setter.height(block.statement, part, setter.sizes.body) + (3 if block.statement else 0)


def _tall(setter: Setter, block: Signature) -> float:
    tight = _SIGN_PT * (0.82 + 0.18 * setter.sizes.air)
    return _THUMB_PT if block.thumbprint_label else tight


def _below(setter: Setter, block: Signature, part: float) -> float:
    line = _signing_width(block, part)
    size = setter.sizes.note
    labels = setter.height(plain(block.label), line * (1 - _DATE_PART) - _LABEL_GAP_PT, size)
    thumb = setter.height(plain(block.thumbprint_label or ""), _thumb_room(part), size)
    return max(labels, thumb) + 2


def _thumb_room(part: float) -> float:
    return min(part * 0.42, _THUMB_PT * 1.45)


def _signing_width(block: Signature, part: float) -> float:
    return part - _thumb_room(part) - _PAD_PT * 2 if block.thumbprint_label else part


def _sign(
    setter: Setter,
    document: PdfDocument,
    block: Signature,
    left: float,
    *,
    top: float,
    part: float,
    above: float,
    tall: float,
) -> None:
    sizes = setter.sizes
    size = sizes.note
    if block.statement:
        owner = setter.owner("P")
        setter.draw(document, owner, block.statement, left=left, top=top, width=part, size=sizes.body)
    box_top = top - above
    width = _signing_width(block, part)
    sign, day = width * (1 - _DATE_PART), width * _DATE_PART
    whole = setter.across(left, part, 0, width)
    for name, offset, room in (("signature", 0.0, sign), ("date", sign, day)):
        x = setter.across(left, part, offset, room)
        document.signing[f"{block.signer}.{name}"] = document.paper_area(x, box_top, room, tall)
    with document.artifact():
        outline(document, whole, box_top, width, tall)
        edge = setter.across(left, part, sign, 0)
        document.write(f"q 0.5 w 0.25 G {edge:.2f} {box_top:.2f} m {edge:.2f} {box_top - tall:.2f} l S Q")
    for words, offset, room in ((block.label, 0.0, sign - _LABEL_GAP_PT), (block.date_label, sign, day)):
        x = setter.across(left, part, offset, room)
        setter.draw(document, setter.owner("P"), plain(words), left=x, top=box_top - tall - 1,
                    width=room, size=size)  # fmt: skip
    if block.thumbprint_label:
        room = _thumb_room(part)
        x = setter.across(left, part, part - room, room)
        thumb = setter.across(x, room, 0, tall)
        document.signing[f"{block.signer}.thumb"] = document.paper_area(thumb, box_top, tall, tall)
        with document.artifact():
            outline(document, thumb, box_top, tall, tall, weight=0.7, grey=0.45)
        setter.draw(document, setter.owner("P"), plain(block.thumbprint_label), left=x,
                    top=box_top - tall - 1, width=room, size=size)  # fmt: skip
