"""What a signed letter allows at most: what is not ticked means no."""

from collections.abc import Iterable

from consentkit.domain.consents import Appearance, Naming, Scope

_MEDIA, _APPEARANCE, _NAMING, _CHANNELS, _ANSWER = "L04", "L05", "L06", "L08", "L24"
_HIDDEN = frozenset(Appearance) - {Appearance.FACE_SHOWN}


def beyond_letter(scope: Scope, tick_boxes: Iterable[str], ticked: frozenset[str]) -> tuple[str, ...]:
    """Return the tick boxes that would have to be ticked for this scope and are not, in order; `()`: it fits.

    `tick_boxes` are all of the letter; a question that it does not ask limits nothing. With no picture choice
    ticked the face stays hidden, and with two of them it is not shown; with no name choice, no name.
    """
    asked = {".".join(box.split(".")[:2]) for box in tick_boxes}
    yes = _agreed(ticked)
    wanted = [
        *(f"{_MEDIA}.{medium}" for medium in sorted(scope.media)),
        *(f"{_CHANNELS}.{channel}" for channel in sorted(scope.channels)),
    ]
    clauses = {box.partition(".")[0] for box in asked}
    beyond = [box for box in wanted if box.partition(".")[0] in clauses and box not in yes]
    if _APPEARANCE in clauses and scope.appearance not in _appearances(yes):
        beyond.append(f"{_APPEARANCE}.{scope.appearance}")
    if _NAMING in clauses and scope.naming not in {Naming.NONE, *_single(yes, _NAMING)}:
        beyond.append(f"{_NAMING}.{scope.naming}")
    if f"{_ANSWER}.yes" in asked and (f"{_ANSWER}.yes" not in yes or f"{_ANSWER}.no" in yes):
        beyond.append(f"{_ANSWER}.yes")
    return tuple(beyond)


def _agreed(ticked: frozenset[str]) -> frozenset[str]:
    """The choices that were agreed to; of a question with a yes and a no, both ticked is no."""
    plain = {box for box in ticked if box.count(".") == 1}
    said_yes = {box.removesuffix(".yes") for box in ticked if box.count(".") > 1 and box.endswith(".yes")}
    said_no = {box.removesuffix(".no") for box in ticked if box.count(".") > 1 and box.endswith(".no")}
    return frozenset(plain | (said_yes - said_no))


def _appearances(yes: frozenset[str]) -> frozenset[str]:
    chosen = _chosen(yes, _APPEARANCE)
    if not chosen:
        return frozenset(_HIDDEN)
    if len(chosen) > 1:
        chosen -= {Appearance.FACE_SHOWN}
    return chosen | {Appearance.NONE}


def _single(yes: frozenset[str], clause: str) -> frozenset[str]:
    chosen = _chosen(yes, clause)
    return chosen if len(chosen) == 1 else frozenset()


def _chosen(yes: frozenset[str], clause: str) -> frozenset[str]:
    return frozenset(box.removeprefix(f"{clause}.") for box in yes if box.startswith(f"{clause}."))
