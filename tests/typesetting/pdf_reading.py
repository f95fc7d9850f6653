"""Reads a PDF back with pypdf alone: its tags' text, its marked content, and every outline that is drawn."""

import io
from functools import cache

import uharfbuzz as hb
from pypdf import PdfReader
from pypdf.generic import ContentStream, TextStringObject


def opened(data):
    return PdfReader(io.BytesIO(data))


def operations(reader, page):
    return ContentStream(page.get_contents(), reader).operations


def fonts_of(page):
    """By name: the cluster of each code, the drawing font, the glyph of each code, the widths."""
    found = {}
    for name, entry in page["/Resources"]["/Font"].items():
        font = entry.get_object()
        if font["/Subtype"] != "/Type0":
            continue
        descendant = font["/DescendantFonts"][0].get_object()
        data = descendant["/FontDescriptor"]["/FontFile2"].get_object().get_data()
        numbers = descendant["/CIDToGIDMap"].get_object().get_data()
        found[name] = {
            "letters": _letters(font["/ToUnicode"].get_object().get_data().decode()),
            "font": hb.Font(hb.Face(hb.Blob(data))),
            "glyphs": [int.from_bytes(numbers[at : at + 2], "big") for at in range(0, len(numbers), 2)],
            "widths": [float(width) for width in descendant["/W"][1]],
            "data": data,
        }
    return found


def _letters(cmap):
    rows = (line.split("> <") for line in cmap.splitlines() if line.startswith("<") and "> <" in line)
    return {
        int(code.strip("<>"), 16): bytes.fromhex(text.strip("<>")).decode("utf-16-be") for code, text in rows
    }


def codes_in(operand):
    data = operand.original_bytes if isinstance(operand, TextStringObject) else bytes(operand)
    return [int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2)]


def shown(reader, page):  # noqa: C901 - one case for each operator
    """Each cluster as drawn: marked content number, letters, font name, code, x, y, size."""
    fonts, marks = fonts_of(page), []
    left = foot = 0.0
    stack = []
    for operands, operator in operations(reader, page):
        match operator:
            case b"BDC":
                marks.append(operands[1].get("/MCID") if hasattr(operands[1], "get") else None)
            case b"BMC":
                marks.append(None)
            case b"EMC":
                marks.pop()
            case b"q":
                stack.append((left, foot))
            case b"Q":
                left, foot = stack.pop()
            case b"Tf":
                name, size = operands[0], float(operands[1])
            case b"Tm":
                x, y = float(operands[4]), float(operands[5])
            case b"Tj":
                for code in codes_in(operands[0]):
                    number = next((mark for mark in reversed(marks) if mark is not None), None)
                    yield number, fonts[name]["letters"][code], name, code, x, y, size
                    x += fonts[name]["widths"][code] * size / 1000


def structure_text(reader):
    """The text of each leaf tag in reading order, as `(tag, text)`."""
    by_page = []
    for page in reader.pages:
        texts = {}
        for number, letters, *_ in shown(reader, page):
            if number is not None:
                texts[int(number)] = texts.get(int(number), "") + letters
        by_page.append(texts)
    pages = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages)}

    def walk(element):
        text = ""
        for kid in element.get("/K", ()):
            entry = kid.get_object()
            if entry.get("/Type") == "/MCR":
                text += by_page[pages[entry.raw_get("/Pg").idnum]].get(int(entry["/MCID"]), "")
            elif entry.get("/Type") == "/StructElem":
                yield from walk(entry)
        if text:
            yield str(element["/S"]), text

    return list(walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"][0].get_object()))


@cache
def _recorder():
    functions = hb.DrawFuncs()
    functions.set_move_to_func(lambda x, y, out: out.append((x, y)))
    functions.set_line_to_func(lambda x, y, out: out.append((x, y)))
    functions.set_quadratic_to_func(lambda a, b, x, y, out: out.extend([(a, b), (x, y)]))
    functions.set_cubic_to_func(lambda a, b, c, d, x, y, out: out.extend([(a, b), (c, d), (x, y)]))
    functions.set_close_path_func(lambda _: None)
    return functions


def outline_points(font, glyph, x, y, scale):
    out = []
    font.draw_glyph(glyph, _recorder(), out)
    return [(x + right * scale, y + up * scale) for right, up in out]


def drawn_points(reader):
    """Every outline point of the text of the pages, and the page it is on; pt."""
    points = []
    for number, page in enumerate(reader.pages):
        fonts = fonts_of(page)
        for _, _, name, code, x, y, size in shown(reader, page):
            font = fonts[name]
            scale = size / font["font"].face.upem
            for right, up in outline_points(font["font"], font["glyphs"][code], x, y, scale):
                points.append((right, up + number * 2000))
    return points
