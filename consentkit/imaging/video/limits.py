"""What a video may cost us, and which kinds we open."""

# Four to eight minutes of full HD from a telephone (8 to 17 Mbit/s); its copy takes hours (docs/videos.md).
MAX_VIDEO_BYTES = 500 * 1000 * 1000
MAX_FRAME_PIXELS = 9_500_000
"""4096 x 2304: more than any channel shows."""

MAX_FRAMES = 120_000
"""An hour at 30 frames a second, and some."""

MAX_OPEN_SECONDS = 60
"""How long the decoder may take to answer once: to read the file in, or to give the next frame."""

CODECS = frozenset({"h264", "hevc", "vp8", "vp9", "av1", "libdav1d", "mpeg4", "mjpeg", "prores"})
"""libav's names of what phones, cameras and browsers record."""

SOUND_RATE = 48_000
MAX_SOUND_BYTES = 4_000_000
"""One answer with sound: samples of 16 bits, two channels in turn; less than 21 seconds."""
