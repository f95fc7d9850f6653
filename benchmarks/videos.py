"""Scan a video, cover every track, and scan the copy: `uv run python benchmarks/videos.py FILE`."""

import sys
import time
from pathlib import Path

from consentkit.catalogue.shipped import assets_folder
from consentkit.domain.codes import new_code
from consentkit.domain.pictures.images import Settlement
from consentkit.domain.videos.videos import Sound, Track, VideoProfile
from consentkit.imaging.video.opening import open_video
from consentkit.imaging.video.redacting import make_video_copy, prove_video_copy
from consentkit.imaging.video.scanning import LookWith, scan_video


def main(file: Path) -> None:
    data, look_with = (
        file.read_bytes(),
        LookWith(assets_folder() / "models", ("centerface", "face-recognition")),
    )
    with open_video(data) as video:
        size = (video.about.width_px, video.about.height_px)
        print(f"{size[0]} x {size[1]} px, {video.about.duration_ms / 1000:.1f} s")
    for profile in VideoProfile:
        began = time.perf_counter()
        scan, trails = scan_video(data, profile, look_with)
        seconds = time.perf_counter() - began
        print(
            f"{profile}: {scan.outcome}, {scan.looked} of {scan.frames} frames, {len(trails)} tracks, "
            f"{seconds:.1f} s ({scan.frames / seconds:.1f} frames a second) {scan.problem or ''}"
        )
    tracks = [
        Track(
            id=new_code("H"), video=new_code("M"), path=tuple(trail.sightings), score=trail.score,
            detector=trail.detector, settlement=Settlement.REDACTED,
        )
        for trail in trails
    ]  # fmt: skip
    began = time.perf_counter()
    copy = make_video_copy(data, tracks, Sound.DROPPED)
    print(f"copy: {time.perf_counter() - began:.1f} s, {len(copy)} bytes")
    proof = prove_video_copy(copy, tracks, size, look_with)
    print(f"second scan: {proof.scan.looked} frames, black {proof.is_black}, left {len(proof.unsettled)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
