"""Short videos for tests, of the public-domain portraits: faces that move, appear and leave the frame."""

import io
from fractions import Fraction

import av
import numpy as np
from PIL import Image

from consentkit.catalogue.shipped import assets_folder

WIDTH, HEIGHT, RATE = 320, 240, 12
_BACK = (90, 120, 90)


def face(name="astronaut"):
    """A portrait's head, 85 x 100 px."""
    boxes = {
        "astronaut": ("astronaut.png", (140, 20, 310, 220)),
        "hopper": ("grace_hopper.jpg", (120, 60, 415, 410)),
    }
    file, box = boxes[name]
    with Image.open(assets_folder() / "demo" / file) as image:
        return image.convert("RGB").crop(box).resize((85, 100))


def scene(*placed, size=(WIDTH, HEIGHT)):
    """A frame with heads at places: (head, (left, top))."""
    canvas = Image.new("RGB", size, _BACK)
    for head, place in placed:
        canvas.paste(head, place)
    return np.asarray(canvas)


def crossing(count=24):
    """A head that comes in at the left edge, crosses the frame, and leaves it at the right one."""
    head = face()
    return [scene((head, (-90 + i * 18, 60))) for i in range(count)]


def still(count=24):
    """A head that stays in the middle."""
    return [scene((face(), (110, 60)))] * count


def empty(count=24):
    """Nobody."""
    return [scene()] * count


def film(
    frames,
    *,
    kind="mp4",
    codec="libx264",
    times=None,
    turned=0,
    words=None,
    sound=None,
    cover=None,
    sound_start=0,
    options=None,
):
    """The bytes of a video: `times` in ms (else RATE), `words` are tags, `sound` mono samples of 16 bits."""
    target = io.BytesIO()
    with av.open(target, "w", format=kind, options=options or {}) as container:
        container.metadata.update(words or {})
        picture = container.add_stream(codec, rate=RATE)
        height, width = frames[0].shape[:2]
        picture.width, picture.height, picture.pix_fmt = width, height, "yuv420p"
        picture.codec_context.time_base = Fraction(1, 1000)
        if turned:
            picture.set_display_rotation(turned)
        voice = None
        if sound is not None:
            voice = container.add_stream("aac" if kind != "webm" else "libopus", rate=48_000)
            voice.metadata.update({"title": "Sokha's voice"} if words else {})
        moments = times or [round(i * 1000 / RATE) for i in range(len(frames))]
        for pixels, at_ms in zip(frames, moments, strict=True):
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), format="rgb24")
            frame.pts, frame.time_base = at_ms, Fraction(1, 1000)
            container.mux(picture.encode(frame))
        container.mux(picture.encode(None))
        if voice is not None:
            block = av.AudioFrame.from_ndarray(sound.reshape(1, -1), format="s16", layout="mono")
            block.sample_rate, block.pts, block.time_base = 48_000, sound_start, Fraction(1, 48_000)
            container.mux(voice.encode(block))
            container.mux(voice.encode(None))
    return target.getvalue()


def tone(seconds=2.0, hertz=440):
    """A tone."""
    moments = np.arange(int(48_000 * seconds)) / 48_000
    return (np.sin(2 * np.pi * hertz * moments) * 12_000).astype(np.int16)


def read_frames(data):
    """Every frame as libav shows it, upright or not: (seconds, pixels)."""
    with av.open(io.BytesIO(data)) as container:
        return [(frame.time, frame.to_ndarray(format="rgb24")) for frame in container.decode(video=0)]


def read_sound(data):
    """The samples of the first sound track, `None` where there is none."""
    with av.open(io.BytesIO(data)) as container:
        if not container.streams.audio:
            return None
        blocks = [frame.to_ndarray() for frame in container.decode(audio=0)]
        return np.concatenate([block.reshape(block.shape[0], -1) for block in blocks], axis=1)[0]


def pitch_of(samples):
    """The loudest frequency in Hz."""
    part = samples[12_000:60_000].astype(np.float64)
    return float(np.fft.rfftfreq(len(part), 1 / 48_000)[np.argmax(np.abs(np.fft.rfft(part)))])
