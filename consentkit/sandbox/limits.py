"""What a picture may cost us, and which kinds we open."""

# JPEGs of 100 megapixels, the largest that cameras of today make, are smaller. Chosen by eye.
MAX_FILE_BYTES = 100 * 1000 * 1000
MAX_PIXELS = 100 * 1000 * 1000
MAX_SECONDS = 10
"""How long one picture may take to decode."""

MAX_MEMORY_BYTES = 3 * 1024**3
"""Address space of the decoder: 100 megapixels need about 1.3 GB at their worst step."""

FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "AVIF", "GIF")
"""Pillow's names of what we open; HEIF joins them when pillow_heif is installed. Its MPO, a JPEG with more
frames, comes out of JPEG."""

MEDIA_TYPES = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "TIFF": "image/tiff",
    "AVIF": "image/avif",
    "GIF": "image/gif",
    "HEIF": "image/heic",
}
