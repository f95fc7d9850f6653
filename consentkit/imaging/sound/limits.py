"""What a recording may cost us, and which kinds we open."""

# An hour of a telephone's AAC has 30 to 60 MB. No form takes an hour to read aloud.
MAX_FILE_BYTES = 50 * 1000 * 1000
MAX_MINUTES = 60
MIN_MS = 1000
"""Shorter is a slip of the finger, not a letter."""

MAX_SECONDS = 60
"""How long the decoder may take to answer once."""

RATE = 48_000
"""Samples a second, in one channel: a voice needs no more."""

MAX_BLOCK_BYTES = 4_000_000
"""One answer: samples of 16 bits; less than 42 seconds."""

CODECS = frozenset(
    {
        "pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "mp3", "mp3float", "aac", "alac",
        "opus", "libopus", "vorbis", "flac",
    }
)  # fmt: skip
"""libav's names of what telephones and recorders write."""
