"""What a bench measured, as tables in Markdown: they stand in the documentation as they are printed."""

from collections.abc import Iterator, Sequence

from consentkit.domain.pictures.benches import LEAST_HEIGHT_PX, SIZES, FacesBench, Recall

_SIZES = {"40": "40 px and more", "20-39": "20 to 39 px", "10-19": "10 to 19 px"}
_KINDS = {"all": "all", "as-taken": "as taken", "made-harder": "made harder"}


def bench_lines(measured: Sequence[FacesBench]) -> Iterator[str]:
    """Yield a table of the profiles, then for each profile one of the kinds of picture."""
    yield _row("profile", *_SIZES.values(), "false boxes a picture", "faint", "twice", "pictures a second")
    yield _rule(8)
    for one in measured:
        yield _row(
            one.profile.value,
            *(_percent(one.recall.get("all", {}).get(size)) for size in SIZES),
            f"{one.false_boxes_a_picture:.2f}",
            f"{one.faint_boxes / max(1, one.counted_pictures):.2f}",
            str(one.doubled_boxes),
            f"{one.pictures_a_second:.2f}",
        )
    for one in measured:
        yield ""
        yield from _of_profile(one)


def missed_lines(measured: Sequence[FacesBench]) -> Iterator[str]:
    """Yield for each profile a table of the faces that it missed."""
    for one in measured:
        yield ""
        yield f"{one.profile.value}: {len(one.missed)} missed of the faces of {LEAST_HEIGHT_PX} px and more."
        yield ""
        yield _row("picture", "kinds", "size", "left, top, right, bottom")
        yield _rule(4)
        for face in one.missed:
            kinds = ", ".join(_KINDS.get(kind, kind) for kind in face.kinds)
            box = ", ".join(f"{edge:.0f}" for edge in face.box)
            yield _row(face.file, kinds, _SIZES[face.size], box)


def _of_profile(one: FacesBench) -> Iterator[str]:
    size = one.megapixels / max(1, one.pictures)
    yield (
        f"{one.profile.value}: {one.pictures} pictures of {size:.1f} megapixels in {one.seconds:.0f} s; "
        f"{one.undecided} could not be decided; of {one.faceless_pictures} without a face "
        f"{one.faceless_with_boxes} came out with something to settle."
    )
    yield ""
    yield _row("kind", *(f"{words} (faces)" for words in _SIZES.values()))
    yield _rule(4)
    for kind, recalls in one.recall.items():
        yield _row(_KINDS.get(kind, kind), *(_with_count(recalls[size]) for size in SIZES))


def _percent(recall: Recall | None) -> str:
    return "–" if recall is None or recall.percent is None else f"{recall.percent:.1f}"


def _with_count(recall: Recall) -> str:
    return f"{_percent(recall)} ({recall.faces})" if recall.faces else "–"


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def _rule(count: int) -> str:
    return "|" + "---|" * count
