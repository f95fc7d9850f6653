"""Bring every kind of pixel to upright 8-bit sRGB on white. Runs only inside the decoder process."""

import io
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageCms, ImageOps

_WIDE_MODES = frozenset({"I", "F", "I;16", "I;16L", "I;16B", "I;16N"})
_WHITE = (255, 255, 255)


def rgb_pixels(image: Image.Image) -> npt.NDArray[np.uint8]:
    """Return height x width x 3: oriented, profile applied, transparency on white."""
    ImageOps.exif_transpose(image, in_place=True)
    if image.mode in _WIDE_MODES:
        image = Image.fromarray(_eight_bits(np.asarray(image)))
    return np.asarray(_on_white(_in_srgb(_unpacked(image))))


def _eight_bits(values: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    """Scale wide grey values down without clipping: a dark or a blinding picture hides faces.

    Unsigned whole numbers keep their scale at the depth they need (8-bit values in a 16-bit file stay as
    they are, 12-bit ones lose 4 bits); negative or broken numbers are spread between their extremes.
    """
    low, high = values.min(), values.max()
    if not (np.isfinite(low) and np.isfinite(high)):
        raise ValueError("not every pixel is a number")
    if values.dtype.kind == "f" and low >= 0 and high <= 1:
        return np.asarray(values * 255, dtype=np.uint8)
    if low < 0 or values.dtype.kind == "f":
        return np.asarray((values - float(low)) * (255 / max(float(high) - float(low), 1.0)), dtype=np.uint8)
    spare_bits = max(int(high).bit_length() - 8, 0)
    return np.asarray(values >> spare_bits, dtype=np.uint8)


def _unpacked(image: Image.Image) -> Image.Image:
    """Leave palettes and rare modes behind: only L, RGB, RGBA, CMYK and LAB go on."""
    if image.has_transparency_data:
        return image.convert("RGBA")
    if image.mode == "1":
        return image.convert("L")
    return image if image.mode in {"L", "RGB", "CMYK", "LAB"} else image.convert("RGB")


def _in_srgb(image: Image.Image) -> Image.Image:
    profile: Any = image.info.get("icc_profile")
    target = "RGBA" if image.mode == "RGBA" else "RGB"
    srgb = ImageCms.createProfile("sRGB")
    if image.mode == "LAB":
        lab = ImageCms.createProfile("LAB")
        return _converted(ImageCms.profileToProfile(image, lab, srgb, outputMode="RGB"))
    if profile:
        try:
            return _converted(ImageCms.profileToProfile(image, io.BytesIO(profile), srgb, outputMode=target))
        except (ImageCms.PyCMSError, OSError, ValueError):
            # The public copy carries no profile either, so what is scanned is what is published.
            return image.convert(target)
    return image.convert(target)


def _converted(image: Image.Image | None) -> Image.Image:
    if image is None:
        raise ValueError("no picture came out of the colour conversion")
    return image


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    canvas = Image.new("RGB", image.size, _WHITE)
    canvas.paste(image, mask=image.getchannel("A"))
    return canvas
