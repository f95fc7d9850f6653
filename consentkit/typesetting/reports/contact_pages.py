"""A contact sheet as one web page of its own: no script, and nothing from outside."""

import base64
from collections.abc import Iterable, Mapping
from html import escape

from consentkit.domain.pictures.contact_sheets import BoxState, ContactSheet, Drawn, SheetPicture
from consentkit.typesetting.reports.contact_words import (
    TITLE,
    about_lines,
    copy_lines,
    face_lines,
    legend,
    picture_lines,
    warning_lines,
)

_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#111}"
    "img{max-width:100%;height:auto}.warning{border:3px solid #111;padding:.5rem 1rem;font-weight:bold}"
    "section{border-top:1px solid #888;margin-top:2rem;break-before:page}"
    ".pair{display:flex;gap:1rem;flex-wrap:wrap}.pair figure{flex:1 1 20rem;margin:0}"
    "p{margin:.3rem 0;overflow-wrap:anywhere}"
    ".legend img{vertical-align:middle;width:60px;margin-right:.5rem}"
)
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


def make_contact_page(sheet: ContactSheet, samples: Mapping[BoxState, Drawn]) -> bytes:
    """Return the page as UTF-8; `samples` has an empty box of each state."""
    title = escape(f"{TITLE} {sheet.story}")
    head = (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>'
    )
    keys = "".join(
        f"<p>{_image(samples[state], f'box: {state.value}')}{escape(words)}</p>" for state, words in legend()
    )
    pictures = "".join(_section(number, one) for number, one in enumerate(sheet.pictures, start=1))
    body = (
        f"<body><h1>{title}</h1>{_lines(about_lines(sheet))}"
        f'<div class="warning">{_lines(warning_lines(sheet))}</div>'
        f'<h2>The boxes</h2><div class="legend">{keys}</div>{pictures}</body></html>'
    )
    return (head + body).encode()


def _section(number: int, picture: SheetPicture) -> str:
    image = picture.image.id
    drawn = _image(picture.drawn, f"picture {number} with its boxes") if picture.drawn else ""
    return (
        f"<section><h2>{number}. {image}</h2>{drawn}{_lines(picture_lines(picture))}"
        f"<h3>Boxes: {len(picture.faces)}</h3>{_lines(face_lines(picture))}"
        f"{_copies(number, picture)}</section>"
    )


def _copies(number: int, picture: SheetPicture) -> str:
    made = []
    for copy in picture.copies:
        before = _image(picture.drawn, f"picture {number} before") if picture.drawn else "cannot be shown"
        after = _image(copy.drawn, f"picture {number} after") if copy.drawn else "cannot be read: refused"
        made.append(
            '<h3>Before and after</h3><div class="pair">'
            f"<figure>{before}<figcaption>before</figcaption></figure>"
            f"<figure>{after}<figcaption>after: what a stranger sees</figcaption></figure></div>"
            + _lines(copy_lines(copy, is_covered=bool(picture.hidden)))
        )
    return "".join(made)


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def _image(drawn: Drawn, alternative: str) -> str:
    data = base64.b64encode(drawn.jpeg).decode()
    size = f'width="{drawn.width_px}" height="{drawn.height_px}"'
    return f'<img src="data:image/jpeg;base64,{data}" {size} alt="{escape(alternative)}">'
