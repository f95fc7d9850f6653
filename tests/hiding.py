"""Hide things in pictures: one function for each format and way, all from a seed."""

import base64
import io
import struct
import zlib
from collections.abc import Callable, Sequence
from random import Random

from PIL import Image, ImageDraw

Hide = Callable[[Random], bytes]


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def plain(random: Random, mode: str = "RGB") -> Image.Image:
    """A picture with something in it, of sides that do not fit blocks."""
    width, height = random.randrange(17, 70), random.randrange(17, 70)
    image = Image.new("RGB", (width, height), tuple(random.randrange(30, 200) for _ in range(3)))
    draw = ImageDraw.Draw(image)
    for _ in range(4):
        at = [random.randrange(0, width - 8), random.randrange(0, height - 8)]
        draw.ellipse((*at, at[0] + 7, at[1] + 7), fill=tuple(random.randrange(30, 200) for _ in range(3)))
    return image if mode == "RGB" else image.convert(mode)


def payload(random: Random) -> bytes:
    """Something worth hiding: words, a picture, a film, an archive, or a few bytes."""
    kinds = (
        lambda: b"Sokha Invented, 12 Invented Street, 11.56 N 104.92 E",
        lambda: saved(plain(random), "JPEG"),
        lambda: saved(plain(random), "PNG"),
        lambda: b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + random.randbytes(200),
        lambda: b"PK\x03\x04" + random.randbytes(60),
        lambda: b"\x01" + random.randbytes(random.randrange(1, 40)),
    )
    return random.choice(kinds)()


def erased(random: Random) -> Image.Image:
    """Somebody was made transparent, and the colours are still there."""
    image = plain(random, "RGBA")
    alpha = Image.new("L", image.size, 255)
    faint = random.choice((0, 0, 1, 40, 100))
    ImageDraw.Draw(alpha).rectangle((0, 0, image.width - 3, image.height - 3), fill=faint)
    image.putalpha(alpha)
    return image


def white_on_white(random: Random) -> Image.Image:
    """Shapes that are seen on a dark ground only."""
    image = Image.new("RGBA", (40, 30), (255, 255, 255, 255))
    image.putalpha(plain(random, "L").resize(image.size))
    return image


def _frames(random: Random, kind: str) -> bytes:
    first = plain(random)
    return saved(first, kind, save_all=True, append_images=[plain(random).resize(first.size)])


def exif_of(random: Random) -> bytes:
    exif = Image.Exif()
    exif[random.choice((0x013B, 0x010E, 0xC4A5, 0xFDE8))] = "Sokha Invented"
    return exif.tobytes()


XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator xmlns:dc="d">Sokha</dc:creator></x:xmpmeta>'
C2PA = b"JP\x00\x01\x00\x00\x00\x01\x00\x00\x00\x60jumb\x00\x00\x00\x1cjumdc2pa\x00\x11author Sokha Invented"


# JPEG
def segment(marker: int, content: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", min(len(content), 65533) + 2) + content[:65533]


def _in_jpeg(random: Random, *between: bytes) -> bytes:
    """A JPEG with these bytes before one of its segments."""
    data = saved(plain(random), "JPEG", progressive=random.random() < 0.3)
    places, at = [], 2
    while data[at + 1] != 0xDA:
        places.append(at)
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    at = random.choice([*places, at])
    return data[:at] + b"".join(between) + data[at:]


def _less_tall(random: Random) -> bytes:
    """A JPEG that says it is less tall than it is: the rest is still there."""
    data = bytearray(saved(plain(random).resize((64, 64)), "JPEG"))
    at = data.find(b"\xff\xc0")
    data[at + 5 : at + 7] = struct.pack(">H", random.randrange(8, 40))
    return bytes(data)


def _jpeg_thumbnail(random: Random) -> bytes:
    small = saved(plain(random).resize((16, 12)), "JPEG")
    first = struct.pack(">H HHI4s I", 1, 0x0112, 3, 1, b"\x00\x01\x00\x00", 26)
    second = struct.pack(">H HHII HHII I", 2, 0x0201, 4, 1, 56, 0x0202, 4, 1, len(small), 0)
    return _in_jpeg(random, segment(0xE1, b"Exif\x00\x00MM\x00*\x00\x00\x00\x08" + first + second + small))


def _jfif_thumbnail(random: Random) -> bytes:
    pixels = plain(random).resize((8, 6)).tobytes()
    if random.random() < 0.5:
        return _in_jpeg(random, segment(0xE0, b"JFXX\x00\x13\x08\x06" + pixels))
    data = saved(plain(random), "JPEG")
    head = b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x08\x06" + pixels
    return data[:2] + segment(0xE0, head) + data[20:]


def _xmp_thumbnail(random: Random) -> bytes:
    coded = base64.encodebytes(saved(plain(random), "JPEG")).decode().replace("\n", "&#xA;")
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><i:image xmlns:i="i">{coded}</i:image></x:xmpmeta>'
    return _in_jpeg(random, segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + xmp.encode()))


def _photoshop(random: Random) -> bytes:
    number, inside = random.choice((0x0404, 0x040C, 0x0FA0)), payload(random)[:60000]
    block = b"8BIM" + struct.pack(">HxxI", number, len(inside)) + inside + b"\x00" * (len(inside) % 2)
    return _in_jpeg(random, segment(0xED, b"Photoshop 3.0\x00" + block))


def _table_for_nothing(random: Random) -> bytes:
    """A JPEG with a table that no scan decodes with."""
    words = b"Sokha Invented, 12 Invented Street"
    tables = (segment(0xDB, b"\x03" + (words * 2)[:64]), segment(0xC4, b"\x13" + bytes(15) + b"\x22" + words))
    return _in_jpeg(random, random.choice(tables))


JPEG: tuple[Hide, ...] = (
    lambda r: saved(plain(r), "JPEG") + payload(r),
    lambda r: _in_jpeg(r, segment(0xE0 + r.randrange(16), payload(r))),
    lambda r: _in_jpeg(r, segment(0xEB, C2PA)),
    lambda r: _in_jpeg(r, segment(0xFE, payload(r))),
    lambda r: _in_jpeg(r, segment(r.choice((0xF0, 0xF7, 0xFD, 0xDC, 0xDF, 0x02, 0xBF)), payload(r))),
    lambda r: _in_jpeg(r, segment(0xE1, exif_of(r))),
    lambda r: _in_jpeg(r, segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + XMP.decode().encode("utf-16"))),
    lambda r: _in_jpeg(r, segment(0xE1, b"http://ns.adobe.com/xmp/extension/\x00" + payload(r))),
    lambda r: _in_jpeg(r, segment(0xE2, b"MPF\x00" + payload(r))),
    lambda r: _in_jpeg(r, segment(0xE2, b"FPXR\x00" + payload(r))),
    lambda r: _in_jpeg(r, b"\xff\x01" * r.randrange(1, 5)),
    lambda r: _in_jpeg(r, b"\xff" * r.randrange(1, 5)),
    lambda r: _in_jpeg(r, *[segment(0xDB, bytes((3,)) + b"\x01" + r.randbytes(63)) for _ in range(3)]),
    lambda r: _in_jpeg(r, *[segment(0xDD, b"\x00\x00" + payload(r))]),
    _less_tall, _jpeg_thumbnail, _jfif_thumbnail, _xmp_thumbnail, _photoshop,
    _table_for_nothing,
)  # fmt: skip


# PNG
def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _in_png(random: Random, name: bytes, content: bytes) -> bytes:
    data = saved(plain(random, random.choice(("RGB", "L"))), "PNG")
    at = random.choice((33, len(data) - 12))
    return data[:at] + chunk(name, content) + data[at:]


def _png_pixels(random: Random, more: bytes, behind: bytes) -> bytes:
    """A PNG whose stream of pixels goes on: rows below the picture, or bytes behind the stream."""
    image = plain(random)
    rows = b"".join(b"\x00" + image.crop((0, y, image.width, y + 1)).tobytes() for y in range(image.height))
    head = struct.pack(">IIBBBBB", image.width, image.height, 8, 2, 0, 0, 0)
    packed = zlib.compress(rows + more) + behind
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def _twins(random: Random) -> bytes:
    image = Image.frombytes("P", (32, 8), bytes(random.randrange(2) for _ in range(254)) + b"\x00\x01")
    image.putpalette(bytes((120, 130, 140)) * 256)
    return saved(image, "PNG")


def _few_colours(random: Random) -> Image.Image:
    """A picture of eight colours, and in its palette letters for which no pixel stands."""
    image = plain(random).quantize(8)
    image.putpalette((image.getpalette() or [])[:24] + list(b"Sokha Invented, 12 Invented Street. " * 3))
    return image


PNG: tuple[Hide, ...] = (
    lambda r: saved(_few_colours(r), "PNG", optimize=False, bits=8),
    lambda r: saved(plain(r), "PNG") + payload(r),
    lambda r: _in_png(r, r.choice((b"tEXt", b"zTXt", b"iTXt")), b"Comment\x00" + payload(r)),
    lambda r: _in_png(r, r.choice((b"caBX", b"prVt", b"tIME", b"pHYs", b"sPLT", b"hIST")), payload(r)),
    lambda r: _in_png(r, b"caBX", C2PA),
    lambda r: _in_png(r, b"eXIf", exif_of(r)),
    lambda r: _in_png(r, b"PLTE", payload(r)[:3] * 3),
    lambda r: _in_png(r, b"tRNS", payload(r)),
    lambda r: _png_pixels(r, payload(r), b""),
    lambda r: _png_pixels(r, b"", payload(r)),
    lambda r: saved(plain(r), "PNG")[:-12] + chunk(b"IEND", payload(r)),
    lambda r: _frames(r, "PNG"),
    lambda r: saved(erased(r), "PNG"),
    lambda r: saved(white_on_white(r), "PNG"),
    _twins,
)  # fmt: skip


# GIF
def _gif_blocks(content: bytes) -> bytes:
    parts = [content[at : at + 255] for at in range(0, len(content), 255)]
    return b"".join(bytes((len(part),)) + part for part in parts) + b"\x00"


def _in_gif(random: Random, block: bytes) -> bytes:
    data = saved(plain(random), "GIF")
    at = random.choice((13 + 3 * (2 << (data[10] & 7)), len(data) - 1))
    return data[:at] + block + data[at:]


def _gif_behind_codes(random: Random) -> bytes:
    data = saved(plain(random), "GIF")
    return data[:-2] + _gif_blocks(payload(random)) + b";"


def _gif_beside_canvas(random: Random) -> bytes:
    """The screen is said to be smaller than its frame."""
    data = saved(plain(random), "GIF")
    return data[:6] + struct.pack("<HH", 9, 9) + data[10:]


def _palette_for_nothing(random: Random) -> bytes:
    """A GIF whose one frame has its own palette: the shared one is letters."""
    data = saved(plain(random).quantize(8), "GIF")
    length = 6 << (data[10] & 7)
    at = data.index(b"\x2c", 13 + length)
    letters = (b"Sokha Invented, 12 Invented Street. " * 30)[:length]
    own = bytes((0x80 | data[10] & 7,)) + data[13 : 13 + length]
    return data[:13] + letters + data[13 + length : at + 9] + own + data[at + 10 :]


GIF: tuple[Hide, ...] = (
    _palette_for_nothing,
    lambda r: saved(_few_colours(r), "GIF", optimize=False),
    lambda r: saved(plain(r), "GIF") + payload(r),
    lambda r: _in_gif(r, b"!\xfe" + _gif_blocks(payload(r))),
    lambda r: _in_gif(r, b"!\xff" + _gif_blocks(b"INVENTED1.0" + payload(r))),
    lambda r: _in_gif(r, b"!\xff" + _gif_blocks(b"XMP DataXMP" + XMP)),
    lambda r: _in_gif(r, b"!" + bytes((r.choice((1, 2, 0x77, 0xCE)),)) + _gif_blocks(payload(r))),
    lambda r: _in_gif(r, b"!\xf9" + _gif_blocks(b"\x00" * 4 + payload(r))),
    lambda r: _frames(r, "GIF"),
    _gif_behind_codes, _gif_beside_canvas,
)  # fmt: skip


# WebP
def riff(chunks: Sequence[tuple[bytes, bytes]], padding: bytes = b"\x00") -> bytes:
    body = b"".join(n + struct.pack("<I", len(c)) + c + padding * (len(c) % 2) for n, c in chunks)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def webp_chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    at, found = 12, []
    while at < len(data):
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        found.append((data[at : at + 4], data[at + 8 : at + 8 + length]))
        at += 8 + length + length % 2
    return found


def _webp(random: Random, *more: tuple[bytes, bytes]) -> bytes:
    image = plain(random)
    chunks = webp_chunks(saved(image, "WEBP", lossless=random.random() < 0.5))
    sides = (image.width - 1).to_bytes(3, "little") + (image.height - 1).to_bytes(3, "little")
    return riff([(b"VP8X", b"\x00" * 4 + sides), *chunks, *more])


def _webp_behind_pixels(random: Random) -> bytes:
    chunks = webp_chunks(saved(plain(random), "WEBP", lossless=True))
    return riff([(name, content + payload(random) + bytes(10)) for name, content in chunks])


def _webp_behind_alpha(random: Random) -> bytes:
    chunks = webp_chunks(saved(erased(random), "WEBP", quality=80))
    return riff([(n, c + payload(random) + bytes(10) if n == b"ALPH" else c) for n, c in chunks])


WEBP: tuple[Hide, ...] = (
    lambda r: saved(plain(r), "WEBP", lossless=r.random() < 0.5) + payload(r),
    lambda r: _webp(r, (r.choice((b"C2PA", b"JUNK", b"abcd", b"VP8 ", b"ALPH", b"VP8L")), payload(r))),
    lambda r: _webp(r, (b"EXIF", exif_of(r))),
    lambda r: _webp(r, (b"XMP ", XMP)),
    lambda r: _webp(r, (b"ICCP", payload(r))),
    lambda r: _frames(r, "WEBP"),
    lambda r: saved(erased(r), "WEBP", lossless=True, exact=True),
    lambda r: saved(white_on_white(r), "WEBP", lossless=True),
    _webp_behind_pixels, _webp_behind_alpha,
)  # fmt: skip


# TIFF
def tiff(
    image: Image.Image, compression: int, behind: bytes = b"", *more: tuple[int, int, int, bytes]
) -> bytes:
    """A grey or RGB TIFF of one strip, with bytes behind it that its length counts; `more` are tags."""
    samples = len(image.getbands())
    raw = image.tobytes()
    packed = {1: lambda: raw, 8: lambda: zlib.compress(raw), 32773: lambda: _packed_bits(raw)}[compression]()
    strip = packed + behind
    tags = [
        (256, 4, 1, image.width), (257, 4, 1, image.height), (258, 3, samples, 8), (259, 3, 1, compression),
        (262, 3, 1, 2 if samples > 1 else 1), (273, 4, 1, 0), (277, 3, 1, samples),
        (278, 4, 1, image.height), (279, 4, 1, len(strip)),
    ]  # fmt: skip
    at = 8 + 2 + 12 * (len(tags) + len(more)) + 4
    bits = struct.pack("<HHH", 8, 8, 8) if samples == 3 else struct.pack("<HH", 8, 8) + b""
    listed, after = [], bits
    for number, kind, count, value in tags:
        packed_value = struct.pack("<I", value)
        if number == 258:
            packed_value = struct.pack("<I", at) if samples > 2 else struct.pack("<HH", 8, 0)
        if number == 273:
            packed_value = b"STRP"
        listed.append((number, struct.pack("<HHI", number, kind, count) + packed_value))
    for number, kind, count, content in more:
        value = content.ljust(4, b"\x00") if len(content) <= 4 else struct.pack("<I", at + len(after))
        after += content if len(content) > 4 else b""
        listed.append((number, struct.pack("<HHI", number, kind, count) + value))
    entries = b"".join(entry for _, entry in sorted(listed))
    entries = entries.replace(b"STRP", struct.pack("<I", at + len(after)))
    return b"II*\x00" + struct.pack("<IH", 8, len(listed)) + entries + bytes(4) + after + strip


def _packed_bits(raw: bytes) -> bytes:
    return b"".join(
        bytes((len(raw[at : at + 128]) - 1,)) + raw[at : at + 128] for at in range(0, len(raw), 128)
    )


def _lzw_slack(random: Random) -> bytes:
    """What the last strip holds grows by what lies behind it."""
    data = bytearray(saved(plain(random, "L"), "TIFF", compression="tiff_lzw"))
    with Image.open(io.BytesIO(bytes(data))) as image:
        offset, count = image.tag_v2[273][-1], image.tag_v2[279][-1]
        numbers = image.tag_v2[279]
    more = payload(random) + bytes(10)
    if len(numbers) != 1:
        return bytes(data) + more
    moved = bytes(data[:offset]) + bytes(data[offset : offset + count]) + more + bytes(data[offset + count :])
    old, new = struct.pack("<HHI", 279, 4, 1), struct.pack("<I", count + len(more))
    at = moved.find(old)
    shifted = moved[: at + 8] + new + moved[at + 12 :]
    return shifted if offset + count == len(data) else bytes(data) + more


def _second_directory(random: Random) -> bytes:
    return _frames(random, "TIFF")


def _beside_tile(random: Random) -> bytes:
    """A TIFF of one tile that is larger than the picture: somebody stands beside it."""
    whole = plain(random).resize((64, 64))
    tags = [
        (256, 3, 1, 40), (257, 3, 1, 32), (258, 3, 3, 134), (259, 3, 1, 1), (262, 3, 1, 2), (277, 3, 1, 3),
        (322, 3, 1, 64), (323, 3, 1, 64), (324, 4, 1, 140), (325, 4, 1, 3 * 64 * 64),
    ]  # fmt: skip
    listed = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    head = b"II*\x00" + struct.pack("<IH", 8, len(tags)) + listed + bytes(4)
    return head + struct.pack("<HHH", 8, 8, 8) + whole.tobytes()


TIFF: tuple[Hide, ...] = (
    _beside_tile,
    lambda r: saved(plain(r), "TIFF", compression=r.choice(("raw", "tiff_lzw", "packbits"))) + payload(r),
    lambda r: tiff(plain(r), 1, b"", (r.choice((270, 315, 330, 700, 37724, 65000)), 7, 40, r.randbytes(40))),
    lambda r: tiff(plain(r), 8, payload(r)),
    lambda r: tiff(plain(r), 32773, payload(r) + bytes(10)),
    lambda r: tiff(plain(r), 1, b"", (284, 3, 40, r.randbytes(80))),
    lambda r: saved(plain(r), "TIFF", exif=exif_of(r)),
    lambda r: saved(plain(r), "TIFF", compression="jpeg"),
    lambda r: saved(erased(r), "TIFF"),
    lambda r: saved(white_on_white(r), "TIFF"),
    _lzw_slack, _second_directory,
)  # fmt: skip


# HEIC and AVIF
def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + kind + content


def _longer_item(data: bytes, more: bytes) -> bytes:
    """The last box is `mdat` with one item: the item grows."""
    at = data.rindex(b"mdat") - 4
    length = len(data) - at - 8
    place = data.index(b"iloc")
    old = struct.pack(">I", length)
    where = data.index(old, place)
    grown = data[:where] + struct.pack(">I", length + len(more)) + data[where + 4 :]
    return grown[:at] + struct.pack(">I", length + 8 + len(more)) + grown[at + 4 :] + more


def _longer_mdat(data: bytes, more: bytes) -> bytes:
    at = data.rindex(b"mdat") - 4
    return data[:at] + struct.pack(">I", len(data) - at + len(more)) + data[at + 4 :] + more


def _smaller_than_coded(random: Random, kind: str) -> bytes:
    """The file says that the picture is less tall than it is coded."""
    data = bytearray(saved(plain(random), kind))
    at = data.find(b"ispe")
    data[at + 12 : at + 16] = struct.pack(">I", random.randrange(4, 12))
    return bytes(data)


def _beside(kind: str) -> tuple[Hide, ...]:
    def one(random: Random) -> bytes:
        return saved(plain(random), kind)

    unit = (
        (lambda more: struct.pack(">I", len(more) + 2) + b"\x4e\x01" + more)
        if kind == "HEIF"
        else (lambda more: b"\x2a" + bytes((min(len(more), 100),)) + more[:100])
    )
    return (
        lambda r: (
            one(r)
            + box(r.choice((b"mpvd", b"moov", b"uuid", b"jumb", b"udta", b"free", b"skip")), payload(r))
        ),
        lambda r: one(r) + payload(r),
        lambda r: _longer_mdat(one(r), payload(r)),
        lambda r: _longer_item(one(r), unit(payload(r) + b"xx")),
        lambda r: _longer_item(one(r), payload(r)),
        lambda r: saved(plain(r), kind, exif=exif_of(r)),
        lambda r: saved(plain(r), kind, xmp=XMP),
        lambda r: _frames(r, kind),
        lambda r: saved(erased(r), kind, quality=95),
        lambda r: saved(white_on_white(r), kind),
        lambda r: _smaller_than_coded(r, kind),
        lambda r: one(r)[:12] + r.choice((b"Sokh", b"\x00\x00\x00\x01")) + one(r)[16:],
    )


PICTURES: dict[str, tuple[Hide, ...]] = {
    "JPEG": JPEG, "PNG": PNG, "GIF": GIF, "WEBP": WEBP, "TIFF": TIFF, "HEIF": _beside("HEIF"),
    "AVIF": _beside("AVIF"),
}  # fmt: skip
