"""Damage files by the thousand and see that none crashes us, hangs us, or comes out as "none found".

    uv run python benchmarks/mutated_files.py 10000

Half are pictures in every encoding, one in twenty films (MP4, MOV, WebM), the others documents (PDF, DOCX,
PPTX, EPUB); all show a face when whole.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))
from imaging.mutations import (  # noqa: E402 - the tests' own damage
    damaged_documents,
    damaged_files,
    damaged_videos,
    outcome_of_document,
    outcome_of_picture,
    outcome_of_video,
)

from consentkit.documents.documents import new_document_reader  # noqa: E402

DEMO = ROOT / "assets" / "demo"
SLOW_SECONDS = 20


def main() -> None:
    """Print a line for each kind of file and outcome; exit 1 where one was passed over in silence."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int, nargs="?", default=10_000)
    parser.add_argument("--seed", type=int, default=20261122)
    arguments = parser.parse_args()
    outcomes: Counter[tuple[str, str]] = Counter()
    bad: list[str] = []
    began = time.monotonic()
    for name, outcome, seconds in _outcomes(arguments.count, arguments.seed):
        outcomes[name.split("-", 1)[1], outcome] += 1
        if outcome == "none-found" or seconds > SLOW_SECONDS:
            bad.append(f"{name}: {outcome} after {seconds:.1f} s")
    for (kind, outcome), number in sorted(outcomes.items()):
        print(f"{kind:20} {outcome:26} {number:6}")
    print(f"{outcomes.total()} files in {time.monotonic() - began:.0f} s; passed over or slow: {len(bad)}")
    print(*bad, sep="\n")
    raise SystemExit(1 if bad else 0)


def _outcomes(count: int, seed: int) -> Iterator[tuple[str, str, float]]:
    pictures = [_small("astronaut.png", 320, 320), _small("grace_hopper.jpg", 256, 300)]
    reader = new_document_reader()
    films = count // 20
    documents = count // 2 - films
    looks: tuple[tuple[Iterator[tuple[str, bytes]], Callable[[bytes], str]], ...] = (
        (damaged_files(pictures, count=count - documents - films, seed=seed), outcome_of_picture),
        (
            damaged_documents(pictures, count=documents, seed=seed),
            partial(outcome_of_document, reader=reader),
        ),
        (damaged_videos(count=films, seed=seed), outcome_of_video),
    )
    for files, outcome_of in looks:
        for name, data in files:
            began = time.monotonic()
            yield name, outcome_of(data), time.monotonic() - began
    reader.close()


def _small(name: str, width: int, height: int) -> Image.Image:
    with Image.open(DEMO / name) as image:
        return image.convert("RGB").resize((width, height))


if __name__ == "__main__":
    main()
