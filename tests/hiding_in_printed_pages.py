"""Ways to hide words in a PDF: in numbers and tables of its objects, in profiles, in letters nobody reads."""

from collections.abc import Callable
from random import Random

from hiding_in_documents import SECRET
from hiding_out_of_view import pdf
from making_documents import stream

Hide = Callable[[Random], bytes]
_WORDS = SECRET.encode()
_FONT = b"<< /F1 5 0 R >>"


def _drawn(orders: bytes, more: bytes = b"", *objects: bytes) -> bytes:
    """A page on which words are drawn by these orders."""
    resources = b"/Resources << /Font " + _FONT + more + b" >>"
    return pdf(b"", resources, orders + b" 40 400 Td (" + _WORDS + b") Tj ET", b"", *objects)


def _image(said: bytes, pixels: bytes) -> bytes:
    """A page with one picture of 20 by 20."""
    resources = b"/Resources << /Font " + _FONT + b" /XObject << /I 6 0 R >> >>"
    one = b"/Type /XObject /Subtype /Image /Width 20 /Height 20 /BitsPerComponent 8 /ColorSpace /DeviceGray "
    return pdf(b"", resources, b"q 90 0 0 90 0 0 cm /I Do Q", b"", stream(one + said, pixels))


def _profile(kind: bytes, table: bytes, head: bytes = bytes(36), more: bytes = bytes(88)) -> bytes:
    """A profile of colours with one table; its head and the name of the table may say something."""
    length = (144).to_bytes(4, "big") + len(table).to_bytes(4, "big")
    said = head + b"acsp" + more + (1).to_bytes(4, "big") + kind + length + table
    resources = b"/Resources << /Font " + _FONT + b" /ColorSpace << /C [/ICCBased 6 0 R] >> >>"
    return pdf(b"", resources, b"/C cs 0 0 0 sc", b"", stream(b"/N 3", said))


_SHOWN = b"/Resources << /Font " + _FONT + b" >> "
_INKS = (
    b"BT /F1 12 Tf 1 Tr 1 1 1 RG", b"BT /F1 12 Tf 1 Tz", b"BT /F1 12 Tf -7 Tc",
    b"BT /F1 12 Tf -1 0 0 1 300 400 Tm", b"/Pattern cs /P scn BT /F1 12 Tf",
)  # fmt: skip
_MASK = b" /ExtGState << /G << /SMask << /S /Luminosity /G 6 0 R >> >> >>"
_XYZ = b"XYZ " + bytes(16)
_PROFILES = (
    (b"A2B0", b"curv" + bytes(4) + b"Sokha Invented Street"),
    (b"A2B0", b"mft2" + bytes(4) + b"Sokha Invented" * 3),
    (b"SOKH", _XYZ), (b"A2B0", _XYZ, bytes(4) + b"SOKH" + bytes(28)),
    (b"A2B0", _XYZ, bytes(36), bytes(60) + b"Sokha Invented".ljust(28)),
    (b"desc", b"desc" + bytes(4) + (11).to_bytes(4, "big") + b"012 345 678"),
)  # fmt: skip


def _table(random: Random) -> bytes:
    """Numbers in the list of objects that lead nowhere."""
    data = pdf(b"", _SHOWN)
    if random.random() < 0.5:
        return data.replace(b"0000000000 65535 f", b"0855123456 12345 f")
    return data.replace(b"00000 n \ntrailer", b"01234 n \ntrailer")


def _unlisted_page(_random: Random) -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>"
    return pdf(b"/Zz 6 0 R", _SHOWN, b"", b"", page)


PDF: tuple[Hide, ...] = (
    lambda r: _drawn(r.choice(_INKS)),
    lambda r: _drawn(b"/G gs BT /F1 12 Tf", _MASK,
                     stream(b"/Type /XObject /Subtype /Form /BBox [0 0 400 500]", b"0 g 0 0 400 500 re f")),
    lambda r: _profile(*r.choice(_PROFILES)),
    lambda r: _image(b"", bytes(range(200)) * 2 + _WORDS),
    lambda r: _image(b"/Decode [1 1]", bytes(range(200)) * 2),
    lambda r: pdf(b"", _SHOWN + r.choice((b"/UserUnit 85512345678", b"/Dur 855123456"))),
    lambda r: pdf(b"", _SHOWN + b"/SOK 1 /HAI 2 /NVE 3 /NTE 4 /DXX 5"),
    lambda r: pdf(b"%\xd3\xef\xeb\xe8\xe1\n", _SHOWN),
    _table, _unlisted_page,
)  # fmt: skip
IN_PRINTED_PAGES: dict[str, tuple[Hide, ...]] = {"PDF": PDF}
