"""The same letter as one accessible web page, and as plain text to be read aloud."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from consentkit.domain.letters.letterheads import Letterhead
from consentkit.domain.letters.letters import (
    WITH_ANSWERS,
    WITH_PICTURES,
    Block,
    Choice,
    Choices,
    Heading,
    Layout,
    LetterText,
    Paragraph,
    Points,
    Rows,
    Signature,
    TearOff,
    Words,
    WriteIn,
)
from consentkit.typesetting.letters.blocks import together
from consentkit.typesetting.letters.layouts import setting_of
from consentkit.typesetting.letters.pictograms import svg
from consentkit.typesetting.text.fonts import Fonts
from consentkit.typesetting.text.letter_fonts import font_rules
from consentkit.typesetting.text.line_breaks import ADDRESSES
from consentkit.typesetting.text.scripts import style_of

_FAMILY = "Letter"
# Letters. A code, a date or a number is never broken on a telephone; a longer value may be.
_LONGEST_WHOLE = 20
# As wide as the narrowest telephone: a longer address has to be broken somewhere.
_LONGEST_ADDRESS = 28
_CSS = """
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:#fff;color:#111;font:1.125rem/LEADING LetterAlone,Letter,sans-serif}
main{max-width:42rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:1.9rem;line-height:calc(LEADING*.9);margin:.2rem 0 1rem}
h2{font-size:1.2rem;margin:1.6rem 0 .4rem}
p,ul{margin:.5rem 0}
.draft{display:inline-block;border:2px solid #111;padding:.1rem .6rem;font-weight:700}
.note{font-size:.95rem}
fieldset{border:0;margin:.6rem 0;padding:0;min-width:0}
legend{padding:0;font-weight:700}
.options{display:grid;gap:.55rem 1.2rem;grid-template-columns:repeat(auto-fill,minmax(12rem,1fr))}
.options.list{grid-template-columns:1fr}
.options.picture{grid-template-columns:repeat(auto-fill,minmax(6.5rem,1fr))}
label{display:flex;gap:.6rem;align-items:flex-start}
.picture label{flex-direction:column;align-items:center;text-align:center}
.picture svg{width:4.5rem;height:4.5rem}
input[type=checkbox]{flex:none;width:1.4rem;height:1.4rem;margin-top:.25rem;accent-color:#111}
input:focus-visible,textarea:focus-visible{outline:3px solid #05c;outline-offset:2px}
.line label{display:block}
.line input,.line textarea{width:100%;font:inherit;padding:.4rem;border:1px solid #555;border-radius:.2rem}
.head{display:flex;gap:1rem;align-items:center;font-size:.95rem}
.head img{max-width:10rem;max-height:4rem}
.answers{display:flex;gap:1.6rem}
.pictured legend svg{display:block;width:4.5rem;height:4.5rem}
.answers svg{flex:none;width:1.7rem;height:1.7rem}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid #555;padding:.4rem;text-align:start;height:2.4rem}
.sign{display:flex;gap:1rem;flex-wrap:wrap;margin:1.2rem 0}
.sign div{flex:1 1 12rem;border-top:1px solid #111;margin-top:3.5rem;padding-top:.2rem}
bdi{font-weight:700}
.whole{white-space:nowrap}
.listen{margin:.8rem 0;font-weight:700}
.listen audio{display:block;width:100%;margin-top:.3rem}
.keep{margin-top:2rem;border-top:2px dashed #444;padding-top:.5rem}
footer{margin-top:2rem;border-top:1px solid #999;padding-top:.5rem;font-size:.95rem}
@media print{main{max-width:none;padding:0}.listen{display:none}}
""".strip()


@dataclass(frozen=True)
class Player:
    """A recording beside the page: its file's URL, and a word in the letter's language or `""`."""

    file: str
    label: str


def letter_page(text: LetterText, fonts: Fonts, player: Player | None = None) -> str:
    """Return the letter as one HTML page that needs nothing else: no script, and its own cut of the fonts.

    With a `player` it needs that one file beside it too. Raises InvalidInput `glyph-missing`.
    """
    body = "\n".join(_body(text, player))
    setting = setting_of(text, fonts)
    letters = {letter for letter in body if not letter.isspace()} | {" "}
    rules = font_rules(setting.chain, letters, _FAMILY)
    leading = style_of(text.script, text.language).leading
    direction = "rtl" if text.is_right_to_left else "ltr"
    return (
        f'<!doctype html>\n<html lang="{escape(text.language)}" dir="{direction}">\n<head>\n'
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        f"<title>{escape(text.title)}</title>\n"
        f"<style>\n{rules}\n{_CSS.replace('LEADING', f'{leading + 0.1:.2f}')}\n</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _body(text: LetterText, player: Player | None) -> Iterator[str]:
    if text.draft_mark:
        yield f'<p class="draft">{escape(text.draft_mark)}</p>'
    if text.letterhead is not None:
        yield _letterhead(text.letterhead)
    yield f"<p><bdi>{escape(text.organisation)}</bdi></p>"
    yield f"<h1>{escape(text.title)}</h1>"
    if player is not None:
        yield _listen(player)
    for blocks in together(text.blocks):
        question = ""
        for block in blocks:
            if isinstance(block, Heading | Paragraph):
                question = _plain(block.words)
            yield _block(block, question)
    if text.tear_off is not None:
        yield _tear_off(text.tear_off)
    if text.reference:
        yield f"<footer>{escape(text.reference)}</footer>"


def _tear_off(strip: TearOff) -> str:
    lines = "".join(f"<p>{_marked(line)}</p>" for line in strip.lines)
    return f'<aside class="keep"><p><strong>{escape(strip.keep)}</strong></p>{lines}</aside>'


def _letterhead(head: Letterhead) -> str:
    # The picture's words stand beside it.
    logo = f'<img alt="" src="data:image/png;base64,{head.logo}">' if head.logo else ""
    lines = "<br>".join(f"<bdi>{escape(line)}</bdi>" for line in head.lines)
    return f'<header class="head">{logo}<p>{lines}</p></header>'


def _listen(player: Player) -> str:
    label = escape(player.label)
    heading = f"<figcaption>{label}</figcaption>" if label else ""
    name = f' aria-label="{label}"' if label else ""
    return (
        f'<figure class="listen">{heading}'
        f'<audio controls preload="metadata"{name} src="{escape(player.file)}"></audio></figure>'
    )


def _block(block: Block, question: str) -> str:  # noqa: PLR0911 - one for each kind of block
    match block:
        case Heading():
            return f"<h2>{_marked(block.words)}</h2>"
        case Paragraph():
            kind = ' class="note"' if block.is_note else ""
            return f"<p{kind}>{_marked(block.words)}</p>"
        case Points():
            return "<ul>" + "".join(f"<li>{_marked(item)}</li>" for item in block.items) + "</ul>"
        case Choices():
            return _choices(block, question)
        case WriteIn():
            return _write_in(block)
        case Signature():
            return _signature(block)
        case Rows():
            return _table(block)


def _choices(block: Choices, question: str) -> str:
    if block.layout in WITH_ANSWERS:
        return "\n".join(_yes_or_no(block, option) for option in block.options)
    is_pictured = any(option.pictogram for option in block.options)
    kind = " picture" if is_pictured else " list" if block.layout is Layout.LIST else ""
    boxes = "\n".join(
        f"<label>{svg(option.pictogram or '')}{_tick(option.id)}<span>{_marked(option.words)}</span></label>"
        for option in block.options
    )
    # The question stands above already; a group of boxes is named by it.
    return (
        f'<fieldset aria-label="{escape(question)}"><div class="options{kind}">\n{boxes}\n</div></fieldset>'
    )


def _yes_or_no(block: Choices, option: Choice) -> str:
    is_pictured = block.layout in WITH_PICTURES
    answers = "".join(
        f"<label>{svg(thumb) if is_pictured else ''}{_tick(f'{option.id}.{name}')}"
        f"<span>{escape(words)}</span></label>"
        for name, words, thumb in (("yes", block.yes, "thumb-up"), ("no", block.no, "thumb-down"))
    )
    legend = f"<legend>{svg(option.pictogram or '')}{_marked(option.words)}</legend>"
    kind = ' class="pictured"' if is_pictured else ""
    return f'<fieldset{kind}>{legend}<div class="answers">{answers}</div></fieldset>'


def _tick(name: str) -> str:
    # Firefox keeps ticks over a reload without this: a box must begin empty.
    return f'<input type="checkbox" name="{escape(name)}" autocomplete="off">'


def _write_in(block: WriteIn) -> str:
    if block.value is not None:
        return f"<p>{_marked(block.label)} <bdi>{escape(block.value)}</bdi></p>"
    name = escape(block.id)
    if block.lines > 1:
        entry = f'<textarea name="{name}" rows="{block.lines}"></textarea>'
    else:
        entry = f'<input name="{name}" autocomplete="off">'
    return f'<p class="line"><label>{_marked(block.label)} {entry}</label></p>'


def _signature(block: Signature) -> str:
    statement = f"<p>{_marked(block.statement)}</p>" if block.statement else ""
    parts = (block.label, block.date_label, block.thumbprint_label)
    places = "".join(f"<div>{escape(label)}</div>" for label in parts if label)
    return f'{statement}<div class="sign">{places}</div>'


def _table(block: Rows) -> str:
    head = "".join(f'<th scope="col">{escape(label)}</th>' for label in block.header)
    rows = "".join(
        "<tr>" + "".join(f"<td><bdi>{escape(cell)}</bdi></td>" for cell in row) + "</tr>"
        for row in _rows_with_codes(block)
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _rows_with_codes(block: Rows) -> Iterator[tuple[str, ...]]:
    for place, (first, *cells) in enumerate(block.rows):
        yield " ".join((first, *block.stop_codes[place : place + 1])), *cells


def _marked(words: Words) -> str:
    parts = []
    for run in words:
        part = _with_whole_addresses(run.text)
        if run.is_value:
            # A phone number or a code stays on one line, as it does on paper.
            kind = ' class="whole"' if len(run.text) <= _LONGEST_WHOLE else ""
            part = f"<bdi{kind}>{part}</bdi>"
        elif run.is_strong:
            part = f"<strong>{part}</strong>"
        parts.append(part)
    return "".join(parts)


def _with_whole_addresses(text: str) -> str:
    parts, end = [], 0
    for match in ADDRESSES.finditer(text):
        if len(match[0]) <= _LONGEST_ADDRESS:
            parts += [escape(text[end : match.start()]), f'<span class="whole">{escape(match[0])}</span>']
            end = match.end()
    return "".join([*parts, escape(text[end:])])


def letter_as_speech(text: LetterText) -> str:
    """Return the letter as plain text for someone who reads it aloud: questions numbered, one to a line."""
    lines = [text.title, text.organisation, ""]
    numbers = iter(range(1, len(text.blocks) * 40))
    for block in text.blocks:
        match block:
            case Heading():
                lines += ["", _plain(block.words)]
            case Paragraph():
                lines.append(_plain(block.words))
            case Points():
                lines += [f"- {_plain(item)}" for item in block.items]
            case Choices():
                # Asked one by one whatever the layout: nobody who listens sees a box.
                answer = f"  ({block.yes} / {block.no})" if block.yes and block.no else "  ( ____ )"
                lines += [f"{next(numbers)}. {_plain(option.words)}{answer}" for option in block.options]
            case WriteIn():
                lines.append(f"{next(numbers)}. {_plain(block.label)} {block.value or '____'}")
            case Signature():
                lines += [_plain(block.statement)] if block.statement else []
                lines.append(f"{block.label}: ____  {block.date_label}: ____")
            case Rows():
                lines.append(" / ".join(block.header))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _plain(words: Words) -> str:
    return "".join(run.text for run in words)
