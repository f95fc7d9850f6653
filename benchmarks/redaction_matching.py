"""Measure how many covered faces are called matching, for each way to cover.

    uv run python benchmarks/redaction_matching.py FOLDER [PICTURES]

FOLDER holds `gt.json` and `images/`. Faces of 20 px and more, at most eight a picture; embeddings are made
in memory and dropped.
"""

import io
import json
import random
import sys
from pathlib import Path

import numpy as np
from PIL import Image

from consentkit.domain.pictures.grades import GATE_WIDTH_PX
from consentkit.domain.pictures.images import Box
from consentkit.domain.pictures.redactions import Cover, Redaction
from consentkit.imaging.opening.opening import Picture
from consentkit.imaging.redaction.matching import still_matching
from consentkit.imaging.redaction.redacting import make_public_copy

METHODS = {
    "black box": {},
    "black oval": {"shape": "oval"},
    "mosaic of 6 cells": {"method": "mosaic"},
    "blur of 0.2": {"method": "blur"},
    "mosaic of 16 cells": {"method": "mosaic", "cells": 16},
    "mosaic of 24 cells": {"method": "mosaic", "cells": 24},
    "blur of 0.05": {"method": "blur", "sigma": 0.05},
    "blur of 0.03": {"method": "blur", "sigma": 0.03},
}
MOST_FACES, LONGEST_SIDE_PX = 8, 1600


def faces_of(entry, width, height):
    boxes = []
    for face in entry["faces"]:
        left, top, right, bottom = map(int, face["box"])
        box = (max(0, left), max(0, top), min(width, right), min(height, bottom))
        if box[2] - box[0] >= GATE_WIDTH_PX:
            boxes.append(Box(**dict(zip(("left", "top", "right", "bottom"), box, strict=True))))
    return boxes[:MOST_FACES]


def main(folder, count):
    entries = sorted(json.loads((folder / "gt.json").read_text())["images"], key=lambda e: e["file"])
    random.Random(3).shuffle(entries)  # noqa: S311 - which pictures, not a secret
    matching, total, pictures = dict.fromkeys(METHODS, 0), 0, 0
    for entry in entries[:count]:
        with Image.open(folder / "images" / entry["file"]) as image:
            pixels = np.asarray(image.convert("RGB"))
        faces = faces_of(entry, pixels.shape[1], pixels.shape[0])
        total, pictures = total + len(faces), pictures + bool(faces)
        for words, fields in METHODS.items() if faces else ():
            covers = [Cover(face=face, redaction=Redaction.model_validate(fields)) for face in faces]
            data = make_public_copy(Picture(pixels, "image/jpeg"), covers, longest_side_px=LONGEST_SIDE_PX)
            with Image.open(io.BytesIO(data)) as copy:
                matching[words] += len(still_matching(pixels, np.asarray(copy), covers, ()))
    print(f"{total} faces in {pictures} pictures; called matching:")
    for words, number in matching.items():
        print(f"{number:>5}  {words}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 24)
