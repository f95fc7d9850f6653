"""A letter laid out: the sizes that were chosen and where each piece stands, before anything is drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from consentkit.domain.errors import InvalidInput
from consentkit.domain.letters.letters import Block, LetterText, Rows, Run, Signature, Words
from consentkit.typesetting.letters.blocks import group_of, groups_of, pieces_of, together
from consentkit.typesetting.letters.letterheads import letterhead
from consentkit.typesetting.letters.page_codes import SIDE_PT
from consentkit.typesetting.letters.pieces import Frame, Group, Piece, Placed, flow
from consentkit.typesetting.letters.setters import Setter, plain, strong
from consentkit.typesetting.letters.tear_offs import strip_height
from consentkit.typesetting.pdf.documents import PdfDocument
from consentkit.typesetting.text.fonts import Fonts, chain_for
from consentkit.typesetting.text.paragraphs import Setting
from consentkit.typesetting.text.scripts import style_of
from consentkit.typesetting.text.sizes import MM, Sizes, steps

PAPERS = {"a4": (210 * MM, 297 * MM), "letter": (215.9 * MM, 279.4 * MM)}

# The marks' centres are 10 mm from the edges and need 2 mm of bare paper (docs/letters-coming-back.md): text
# that begins at 16 mm leaves them free. The rest of this page's measures was chosen by eye.
_SIDE_PT, _TIGHT_SIDE_PT = 18 * MM, 16 * MM
_ROOMY = 0.6
_TOP_PT, _BOTTOM_PT = 17 * MM, 17 * MM
_CODE_GAP_PT = 3 * MM
# No page is saved at the price of smaller letters than this.
_COMFORTABLE_PT = 9.5
# What options and long values may add to a form's pages; whoever makes the letter is told first.
_MOST_EXTRA_PAGES = 1
# A last page that is less than a third full is worth a tighter step.
_SPARSE_PART = 0.3
# The staff's language is smaller and in a narrower column: the letter is the contributor's.
_STAFF_PART = 0.4
_STAFF_GUTTER_PT = 7 * MM
_STAFF_SIZE = 0.84


@dataclass(frozen=True)
class Laid:
    """Pieces on pages, and the setter that made them."""

    setter: Setter
    placed: Sequence[Placed]
    side: float
    """The margin at the left and right; pt."""
    strip: float = 0.0
    """How high the strip to cut off is; 0.0: there is none; pt."""

    @property
    def pages(self) -> int:
        """How many pages there are that come back."""
        return max((one.page for one in self.placed), default=0) + 1

    @property
    def lowest(self) -> float:
        """The foot of what stands on the last page; pt."""
        return min(one.top - one.piece.height for one in self.placed if one.page == self.pages - 1)

    @property
    def has_strip_alone(self) -> bool:
        """Tell whether the strip has no room below the last page, and stands on a sheet of its own."""
        return self.strip > 0 and self.lowest < _BOTTOM_PT + self.strip

    @property
    def sheets(self) -> int:
        """How many pages are printed."""
        return self.pages + self.has_strip_alone

    def strip_on(self, page: int) -> float:
        """Return how much of a page's foot, from 0, is the strip's; pt."""
        return self.strip if page == self.pages - 1 and not self.has_strip_alone else 0.0


def lay_out(
    text: LetterText,
    fonts: Fonts,
    page_size: tuple[float, float],
    *,
    large_print: bool = False,
    beside: LetterText | None = None,
    with_fields: bool = True,
) -> Laid:
    """Return the letter at the largest size that keeps its pages; where none does, that takes the fewest."""
    laid = None
    for sizes in steps(style_of(text.script, text.language), large_print=large_print):
        setter = Setter(setting_of(text, fonts), sizes, has_fields=with_fields)
        staff = _staff_setter(beside, fonts, sizes) if beside else None
        one = _laid(text, setter, page_size, beside, staff)
        if large_print or beside is not None:
            return one
        if laid is None or one.sheets < laid.sheets:
            laid = one
        if laid.sheets <= text.most_pages and not _may_save_a_page(laid, sizes, page_size):
            break
    assert laid is not None  # noqa: S101 - every script has a first step
    return laid


def _may_save_a_page(laid: Laid, tried: Sizes, page_size: tuple[float, float]) -> bool:
    """Tell whether a few words on the last page are worth a smaller step, while letters stay comfortable."""
    if laid.sheets == 1 or tried.latin_pt <= _COMFORTABLE_PT:
        return False
    top = page_size[1] - _TOP_PT
    return laid.has_strip_alone or top - laid.lowest < _SPARSE_PART * (top - _BOTTOM_PT)


def checked(text: LetterText, laid: Laid) -> Laid:
    """Return `laid`; raises InvalidInput `letter-too-long` (form, language, pages, most) above the limit.

    One page more than the form's own is within it: what a witness and an interpreter need.
    """
    most = text.most_pages + _MOST_EXTRA_PAGES
    if laid.pages > most:
        raise InvalidInput(
            "letter-too-long", form=text.form, language=text.language, pages=laid.pages, most=most
        )
    return laid


def setting_of(text: LetterText, fonts: Fonts) -> Setting:
    """Return what the letter's words are set with."""
    style = style_of(text.script, text.language)
    chain = chain_for(fonts, text.language, text.script)
    return Setting(chain, text.language, style.code, text.is_right_to_left)


def staff_copy(text: LetterText, fonts: Fonts, sizes: Sizes) -> Setter:
    """Return what the staff's language on the facing page is set with: words only, no tick boxes."""
    own = replace(sizes, style=style_of(text.script, text.language))
    return Setter(
        setting_of(text, fonts), own, has_fields=False, has_tick_boxes=False, language=text.language
    )


def lay_out_staff_copy(text: LetterText, fonts: Fonts, laid: Laid, page_size: tuple[float, float]) -> Laid:
    """Return the staff's language at the sizes of the letter that it faces."""
    return _laid(text, staff_copy(text, fonts, laid.setter.sizes), page_size, None, None)


def _staff_setter(beside: LetterText, fonts: Fonts, sizes: Sizes) -> Setter:
    setter = staff_copy(beside, fonts, sizes)
    return replace(setter, sizes=replace(setter.sizes, latin_pt=setter.sizes.latin_pt * _STAFF_SIZE))


def _laid(
    text: LetterText,
    setter: Setter,
    page_size: tuple[float, float],
    beside: LetterText | None,
    staff: Setter | None,
) -> Laid:
    side = _SIDE_PT if setter.sizes.air >= _ROOMY else _TIGHT_SIDE_PT
    frames = _frames(page_size, side, is_right_to_left=text.is_right_to_left)
    head = _head(setter, text)
    if beside is None or staff is None:
        body = groups_of(setter, text)
    else:
        body = _pairs(setter, text, staff, beside, page_size[1] - _TOP_PT - SIDE_PT - _BOTTOM_PT)
    strip = text.tear_off
    height = strip_height(setter, strip, page_size[0] - 2 * side) if strip and setter.has_tick_boxes else 0.0
    return Laid(setter, flow([head, *body], frames), side, height)


def _frames(page_size: tuple[float, float], side: float, *, is_right_to_left: bool) -> Iterator[Frame]:
    """Give each page's two frames: beside the code, and below it."""
    width, height = page_size
    whole = width - 2 * side
    top = height - _TOP_PT
    for page in count():
        beside = whole - SIDE_PT - _CODE_GAP_PT
        left = side + (SIDE_PT + _CODE_GAP_PT if is_right_to_left else 0)
        yield Frame(page, left, top, beside, SIDE_PT, is_beside_code=True)
        yield Frame(page, side, top - SIDE_PT, whole, top - SIDE_PT - _BOTTOM_PT)


def code_left(page_width: float, laid: Laid, quiet: float) -> float:
    """Return the left edge of the page's code: its empty rim hangs into the margin."""
    if laid.setter.setting.is_right_to_left:
        return laid.side - quiet
    return page_width - laid.side - SIDE_PT + quiet


def code_top(page_height: float, quiet: float) -> float:
    """Return the top of the page's code."""
    return page_height - _TOP_PT + quiet


def _head(setter: Setter, text: LetterText) -> Group:
    sizes = setter.sizes

    def made(width: float) -> list[Piece]:
        who = setter.lines(plain(text.organisation), width, sizes.body, tag="P")
        title = setter.lines(strong(plain(text.title)), width, sizes.title, tag="H1", above=sizes.gap(0.15))
        first = title[0]

        def draw(document: PdfDocument, left: float, top: float) -> None:
            document.bookmark(text.title, level=0, top=top)
            first.draw(document, left, top)

        top = [] if text.letterhead is None else letterhead(setter, text.letterhead, width)
        return [*top, *who, Piece(first.height, draw, first.above), *title[1:]]

    return made


def _pairs(
    setter: Setter, text: LetterText, staff: Setter, beside: LetterText, tallest: float
) -> list[Group]:
    """Set each group of blocks with the staff's words beside it."""
    groups: list[Group] = []
    others = iter(beside.blocks)
    for blocks in together(text.blocks):
        same = [next(others) for _ in blocks]
        groups.append(_pair(setter, blocks, staff, same, tallest))
    return groups


def _pair(
    setter: Setter, blocks: Sequence[Block], staff: Setter, same: Sequence[Block], tallest: float
) -> Group:
    """Set the staff's words beside the group; below it where it is signed, or no page is tall enough."""
    is_signed = any(isinstance(block, Signature | Rows) for block in blocks)

    def made(width: float) -> list[Piece]:
        beside = None if is_signed else _columns(setter, blocks, staff, same, width)
        if beside is not None and beside.height <= tallest:
            return [beside]
        own = group_of(setter, tuple(blocks))(width)
        return [*own[:-1], replace(own[-1], holds_next=True), *_below(staff, same, width, own[-1].block + 1)]

    return made


def _below(staff: Setter, same: Sequence[Block], width: float, place: int) -> list[Piece]:
    if any(isinstance(block, Signature | Rows) for block in same):
        pieces = staff.lines(_labels(same), width, staff.sizes.note, tag="P")
    else:
        pieces = [piece for block in same for piece in pieces_of(staff, block, width)]
    return [replace(piece, block=place) for piece in pieces]


def _columns(
    setter: Setter, blocks: Sequence[Block], staff: Setter, same: Sequence[Block], width: float
) -> Piece:
    part = (width - _STAFF_GUTTER_PT) * _STAFF_PART
    rest = width - _STAFF_GUTTER_PT - part
    own = [piece for block in blocks for piece in pieces_of(setter, block, rest)]
    other = [piece for block in same for piece in pieces_of(staff, block, part)]
    is_mirrored = setter.setting.is_right_to_left
    places = (part + _STAFF_GUTTER_PT, 0.0) if is_mirrored else (0.0, rest + _STAFF_GUTTER_PT)
    return side_by_side(((own, places[0]), (other, places[1])))


def _labels(blocks: Sequence[Block]) -> Words:
    names: list[str] = []
    for block in blocks:
        if isinstance(block, Signature):
            names.append(block.label)
        if isinstance(block, Rows):
            names += block.header
    return (Run(text=" · ".join(names)),)


def side_by_side(columns: Sequence[tuple[Sequence[Piece], float]]) -> Piece:
    """Return columns as one piece, each at its offset from the left; the first is read first."""

    def height(pieces: Sequence[Piece]) -> float:
        return sum(piece.above + piece.height for piece in pieces) - (pieces[0].above if pieces else 0.0)

    def draw(document: PdfDocument, left: float, top: float) -> None:
        for pieces, offset in columns:
            y = top + (pieces[0].above if pieces else 0.0)
            for piece in pieces:
                y -= piece.above
                piece.draw(document, left + offset, y)
                y -= piece.height

    above = max((pieces[0].above for pieces, _ in columns if pieces), default=0.0)
    return Piece(max(height(pieces) for pieces, _ in columns), draw, above)
