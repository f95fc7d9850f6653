"""Measure consentkit's profiles beside deface and face_detection: same pictures, same machine, one run.

Usage: `uv run python benchmarks/faces_peers.py FOLDER DEFACE_PYTHON`. FOLDER holds `gt.json` and `images/`;
DEFACE_PYTHON is the interpreter of an environment with `deface`, `onnx` and `onnxruntime`.

Faces alone are looked for, as the others do, but where a row says words, and on the picture of 50 megapixels.
Every program gets upright copies, because the two others do not read how a camera was held. Times are of the
whole run of a program, from its start to its end; processor seconds say more than the clock where other work
runs. Memory is the peak of the largest process of each.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from consentkit.domain.pictures.benches import SIZES, MarkedPicture, MarkedPictures, Tally
from consentkit.domain.pictures.images import Box, Detection, Profile, Scan, ScanOutcome
from consentkit.domain.settings import FACE_DETECTORS, Settings
from consentkit.imaging.opening.opening import open_picture

_HERE = Path(__file__)
_HUGE = (8660, 5774)
_PLAIN = frozenset({"JPEG", "PNG"})
_DETECTORS = Settings().detectors
_WITH_WORDS = (Profile.STANDARD, Profile.THOROUGH)

_DEFACE = """
import json, sys
from pathlib import Path
import imageio.v2 as iio
from deface.centerface import CenterFace
find = CenterFace()
for path in sorted(Path(sys.argv[1]).iterdir()):
    boxes, _ = find(iio.imread(path), threshold=0.2)
    print("FOUND " + json.dumps([path.name, [[float(x) for x in box[:4]] for box in boxes]]), flush=True)
"""
"""As deface 1.5.0 calls it (deface.py, image_detect): its usual threshold, the picture at its own size."""


@dataclass
class Run:
    """What one program took and found."""

    name: str
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_mb: float = 0.0
    tally: Tally = field(default_factory=Tally)


def main(folder: Path, deface: str) -> None:
    marked = MarkedPictures.model_validate_json((folder / "gt.json").read_bytes()).images
    with tempfile.TemporaryDirectory() as scratch:
        upright = Path(scratch) / "marked"
        named = _upright_copies(folder, marked, upright)
        runs = [_consentkit(upright, profile, FACE_DETECTORS) for profile in Profile]
        runs += [_consentkit(upright, profile, _DETECTORS) for profile in _WITH_WORDS]
        runs += [_deface(upright, named, deface), _face_detection(upright, named)]
        _print_runs(runs, len(named))
        _print_shares(upright)
        _print_huge(upright, Path(scratch) / "huge")


def _upright_copies(folder: Path, marked: tuple[MarkedPicture, ...], to: Path) -> list[MarkedPicture]:
    (to / "images").mkdir(parents=True)
    named = []
    for one in marked:
        source = folder / "images" / one.file
        with Image.open(source) as image:
            is_plain = image.format in _PLAIN and image.mode == "RGB" and not image.getexif().get(0x0112)
        name = f"{Path(one.file).stem}{source.suffix if is_plain else '.jpg'}"
        if is_plain:
            shutil.copy(source, to / "images" / name)
        else:
            pixels = open_picture(source.read_bytes()).pixels
            Image.fromarray(pixels).save(to / "images" / name, quality=95, subsampling="4:4:4")
        named.append(one.model_copy(update={"file": name}))
    whole = MarkedPictures(images=tuple(named))
    (to / "gt.json").write_text(whole.model_dump_json(), encoding="utf-8")
    return named


def _consentkit(folder: Path, profile: Profile, detectors: Sequence[str]) -> Run:
    run = Run(f"consentkit {profile}" + (" and words" if detectors == _DETECTORS else ""))
    command = [sys.executable, "-m", "consentkit", "bench", "faces", str(folder), "--profile", profile]
    command += [word for name in detectors for word in ("--detector", name)]
    (told,) = json.loads(_measured(run, [*command, "--json"]))
    for size, recall in told["recall"].get("all", {}).items():
        run.tally.faces["all", size], run.tally.found["all", size] = recall["faces"], recall["found"]
    run.tally.counts.update(
        false=told["false_boxes"], faint=told["faint_boxes"], pictures=told["counted_pictures"]
    )
    return run


def _deface(folder: Path, marked: list[MarkedPicture], python: str) -> Run:
    run = Run("deface 1.5.0")
    said = _measured(run, [python, "-c", _DEFACE, str(folder / "images")])
    lines = [line.removeprefix("FOUND ") for line in said.splitlines() if line.startswith("FOUND ")]
    found = dict(map(json.loads, lines))
    return _tallied(run, marked, found)


def _face_detection(folder: Path, marked: list[MarkedPicture]) -> Run:
    run = Run("face_detection 1.3.0")
    command = str(Path(sys.executable).parent / "face_detection")
    said = _measured(run, [command, str(folder / "images")])
    found: dict[str, list[list[float]]] = {}
    for line in said.splitlines():
        path, *edges = line.rsplit(",", 4)
        top, right, bottom, left = map(float, edges)
        found.setdefault(Path(path).name, []).append([left, top, right, bottom])
    return _tallied(run, marked, found)


def _tallied(run: Run, marked: list[MarkedPicture], found: dict[str, list[list[float]]]) -> Run:
    for one in marked:
        boxes = [_box(edges) for edges in found.get(one.file, [])]
        seen = tuple(Detection(box=box, score=1.0, detector=run.name) for box in boxes)
        run.tally.add(one, Scan(outcome=ScanOutcome.FOUND, detections=seen))
    return run


def _box(edges: list[float]) -> Box:
    left, top, right, bottom = (max(0, round(edge)) for edge in edges)
    return Box(left=left, top=top, right=max(left + 1, right), bottom=max(top + 1, bottom))


def _measured(run: Run, command: list[str]) -> str:
    """Run a program to its end; note its times and the peak of its largest process."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)  # noqa: S603
    watching = threading.Thread(target=_watch, args=(run, process))
    watching.start()
    said, _ = process.communicate()
    watching.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    run.seconds = time.perf_counter() - began
    run.cpu_seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert process.returncode == 0, (command, process.returncode)
    return said


def _watch(run: Run, process: "subprocess.Popen[str]") -> None:
    while process.poll() is None:
        peaks = [_peak_mb(pid) for pid in _family(process.pid)]
        run.peak_mb = max(run.peak_mb, *peaks, 0.0)
        time.sleep(0.1)


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        children = []
    # A child that another thread started stands under that thread.
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children += thread.read_text(encoding="ascii").split()
        except OSError:
            continue
    return [pid, *(one for child in set(children) for one in _family(int(child)))]


def _peak_mb(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    lines = [line for line in status.splitlines() if line.startswith("VmHWM")]
    return int(lines[0].split()[1]) / 1024 if lines else 0.0


def _print_runs(runs: list[Run], pictures: int) -> None:
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {pictures} pictures\n")
    print("| program | 40 px and more | 20 to 39 px | 10 to 19 px | false boxes a picture | pictures a second"
          " | processor seconds a picture | peak MB |")  # fmt: skip
    print("|" + "---|" * 8)
    for run in runs:
        recall = run.tally.recall()["all"]
        shares = [f"{recall[size].percent or 0:.1f}" for size in SIZES]
        counts = run.tally.counts
        cells = [
            f"{counts['false'] / counts['pictures']:.2f}", f"{pictures / run.seconds:.2f}",
            f"{run.cpu_seconds / pictures:.2f}", f"{run.peak_mb:.0f}",
        ]  # fmt: skip
        print("| " + " | ".join([run.name, *shares, *cells]) + " |")


def _print_shares(folder: Path) -> None:
    print(
        "\n| profile | processor seconds | of them in the networks (and dlib) | outside |\n|---|---|---|---|"
    )
    for profile in Profile:
        command = [sys.executable, str(_HERE), "--inside", profile, str(folder)]
        total, inside = json.loads(_measured(Run(profile), command))
        print(f"| {profile} | {total:.1f} | {inside:.1f} | {100 * (1 - inside / total):.1f} % |")


def _inside(profile: Profile, folder: Path) -> None:
    """Scan in this process, and print its processor seconds and those spent inside the networks."""
    from consentkit.catalogue.shipped import assets_folder
    from consentkit.imaging.detectors import face_recognition_hog, load_detector, sessions
    from consentkit.imaging.scanning import scanning

    spent = [0.0]

    def timed(function):  # type: ignore[no-untyped-def]
        def run(*arguments, **options):  # type: ignore[no-untyped-def]
            began = time.process_time()
            try:
                return function(*arguments, **options)
            finally:
                spent[0] += time.process_time() - began

        return run

    models, names = assets_folder() / "models", ("centerface", "face-recognition")
    for name in names:
        load_detector(name, models)
    sessions.limit_threads(1)
    sessions.Network.run = timed(sessions.Network.run)  # type: ignore[method-assign]
    library = face_recognition_hog.load_library()
    library.face_locations = timed(library.face_locations)
    face_recognition_hog.load_library = lambda: library
    began = time.process_time()
    for path in sorted((folder / "images").iterdir()):
        picture = open_picture(path.read_bytes())
        scanning.scan_picture(picture, models=models, detectors=names, profile=profile)
    print(json.dumps([time.process_time() - began, spent[0]]))


def _print_huge(folder: Path, to: Path) -> None:
    (to / "images").mkdir(parents=True)
    _mosaic(folder).save(to / "images" / "huge.jpg", quality=90)
    (to / "gt.json").write_text(json.dumps({"images": [{"file": "huge.jpg"}]}), encoding="utf-8")
    print("\n| a picture of 50 megapixels | seconds | peak MB of the largest process |\n|---|---|---|")
    for profile in Profile:
        run = _consentkit(to, profile, _DETECTORS)
        print(f"| {profile} | {run.seconds:.1f} | {run.peak_mb:.0f} |")


def _mosaic(folder: Path) -> Image.Image:
    huge, left, top = Image.new("RGB", _HUGE), 0, 0
    for path in sorted((folder / "images").iterdir()):
        with Image.open(path) as image:
            huge.paste(image.convert("RGB").resize((960, 720)), (left, top))
        left += 960
        if left >= _HUGE[0]:
            left, top = 0, top + 720
    return huge


if __name__ == "__main__":
    if sys.argv[1] == "--inside":
        _inside(Profile(sys.argv[2]), Path(sys.argv[3]))
    else:
        main(Path(sys.argv[1]), sys.argv[2])
