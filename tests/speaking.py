"""Sound files for tests, with the tags that recorders write (`from speaking import spoken`)."""

import io
from fractions import Fraction

import av
from filming import tone

TAGS = {
    "title": "Sokha reads",
    "artist": "Sokha",
    "location": "+11.5500+104.9200/",
    "comment": "her brother",
    "date": "2026-05-03",
}
KINDS = (
    ("wav", "pcm_s16le"),
    ("wav", "pcm_s24le"),
    ("mp3", "libmp3lame"),
    ("ipod", "aac"),
    ("ipod", "alac"),
    ("mp4", "aac"),
    ("adts", "aac"),
    ("ogg", "libopus"),
    ("ogg", "flac"),
    ("flac", "flac"),
)
"""Container and codec, by libav's names."""
QUICK_KINDS = (
    ("wav", "pcm_s24le"),
    ("mp3", "libmp3lame"),
    ("ipod", "aac"),
    ("adts", "aac"),
    ("ogg", "libopus"),
)
"""One of each recorder's."""


def spoken(kind="ipod", codec="aac", *, seconds=2.0, tags=None, cover=None, options=None):
    """The bytes of a sound file: a tone of 440 Hz, with tags, and with a cover (JPEG) where one is given."""
    target = io.BytesIO()
    with av.open(target, "w", format=kind, options=options or {}) as container:
        container.metadata.update(TAGS if tags is None else tags)
        voice = container.add_stream(codec, rate=48_000)
        voice.codec_context.layout = "mono"
        picture = None
        if cover is not None:
            picture = container.add_stream("mjpeg")
            picture.width, picture.height, picture.pix_fmt = 64, 64, "yuvj420p"
            picture.disposition = av.stream.Disposition.attached_pic
        block = av.AudioFrame.from_ndarray(tone(seconds).reshape(1, -1), format="s16", layout="mono")
        block.sample_rate, block.pts, block.time_base = 48_000, 0, Fraction(1, 48_000)
        container.mux(voice.encode(block))
        container.mux(voice.encode(None))
        if picture is not None:
            packet = av.Packet(cover)
            packet.stream, packet.pts, packet.dts = picture, 0, 0
            container.mux(packet)
    return target.getvalue()
