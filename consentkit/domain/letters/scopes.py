"""What a signed letter allows at most: what is not ticked means no, and what is printed is the end of it."""

from collections.abc import Iterable

from consentkit.domain.consents import (
    WORLDWIDE,
    Appearance,
    Asked,
    AssentScope,
    Audience,
    Medium,
    Naming,
    Scope,
)
from consentkit.domain.letters.printed import Printed
from consentkit.domain.values import Channel

_MEDIA, _APPEARANCE, _NAMING, _CHANNELS, _ANSWER = "L04", "L05", "L06", "L08", "L24"
_HIDDEN = frozenset(Appearance) - {Appearance.FACE_SHOWN}


def beyond_paper(scope: Scope, printed: Printed | None, ticked: Iterable[str] | None) -> tuple[str, ...]:
    """Return what of a scope stands beyond a letter: boxes that are not ticked, then `until`, `places`,
    `audiences`, or `words` where nobody can read any more what it says; `()`: it fits. A letter that was
    not confirmed bounds nothing yet.
    """
    if ticked is None:
        return ()
    if printed is None:
        return ("words",)
    said = frozenset(ticked)
    beyond = list(beyond_letter(scope, printed.boxes, said))
    if printed.until is not None and scope.until > printed.until:
        beyond.append("until")
    if _is_wider(scope.places, printed.places):
        beyond.append("places")
    allowed = audiences_on(printed, said)
    if allowed is not None and not scope.audiences <= allowed:
        beyond.append("audiences")
    return tuple(beyond)


def _is_wider(places: frozenset[str], printed: frozenset[str] | None) -> bool:
    if printed is None or WORLDWIDE in printed:
        return False
    if not printed:
        # Words that name no country: a person has to compare them, but they are not the whole world.
        return WORLDWIDE in places
    return not places <= printed


def audiences_on(printed: Printed, ticked: Iterable[str]) -> frozenset[Audience] | None:
    """Return for whom a letter allows it, by where it may appear; `None` where it asks about no channel."""
    if not _asks(printed.boxes, _CHANNELS):
        return None
    reached = {_reached(channel) for channel in channels_on(ticked)}
    return frozenset(reached | ({Audience.PARTNERS} if printed.has_recipients else set()))


def _reached(channel: Channel) -> Audience:
    """Whom a channel reaches: anyone, as the letter says, but for what stays with donors or the team."""
    if channel is Channel.DONOR_REPORT:
        return Audience.DONORS
    return Audience.STAFF if channel is Channel.INTERNAL else Audience.PUBLIC


def media_on(ticked: Iterable[str]) -> frozenset[Medium]:
    """Return what may be used."""
    return frozenset(Medium(one) for one in _chosen(_agreed(ticked), _MEDIA))


def channels_on(ticked: Iterable[str]) -> frozenset[Channel]:
    """Return where it may appear."""
    return frozenset(Channel(one) for one in _chosen(_agreed(ticked), _CHANNELS))


def asked_by(tick_boxes: Iterable[str]) -> Asked:
    """Return what a letter asks about by its boxes."""
    asked = frozenset(".".join(box.split(".")[:2]) for box in tick_boxes)
    return Asked(
        media=frozenset(Medium(one) for one in _chosen(asked, _MEDIA)),
        channels=frozenset(Channel(one) for one in _chosen(asked, _CHANNELS)),
    )


def appearance_on(ticked: Iterable[str]) -> Appearance:
    """Return how the person may appear: hidden where nothing is ticked, the safest of several."""
    chosen = _chosen(_agreed(ticked), _APPEARANCE)
    if not chosen:
        return Appearance.FACE_HIDDEN
    return next(one for one in Appearance if one in chosen)


def naming_on(ticked: Iterable[str]) -> Naming:
    """Return how the person may be named: not at all where nothing, or more than one, is ticked."""
    chosen = _single(_agreed(ticked), _NAMING)
    return Naming(next(iter(chosen))) if chosen else Naming.NONE


def assent_scope(tick_boxes: Iterable[str], ticked: Iterable[str]) -> AssentScope:
    """Return what a child's own letter agrees to; a question that it does not ask limits nothing."""
    boxes, said = tuple(tick_boxes), tuple(ticked)
    return AssentScope(
        media=media_on(said) if _asks(boxes, _MEDIA) else None,
        appearance=appearance_on(said) if _asks(boxes, _APPEARANCE) else None,
        naming=naming_on(said) if _asks(boxes, _NAMING) else None,
        channels=channels_on(said) if _asks(boxes, _CHANNELS) else None,
    )


def beyond_letter(scope: Scope, tick_boxes: Iterable[str], ticked: frozenset[str]) -> tuple[str, ...]:
    """Return the tick boxes that would have to be ticked for this scope and are not, in order; `()`: it fits.

    `tick_boxes` are all of the letter; a question that it does not ask limits nothing. With no picture choice
    ticked the face stays hidden, and "not in any picture" wins over what else is ticked; of two others the
    face is not shown; with no name choice, no name.
    """
    asked = {".".join(box.split(".")[:2]) for box in tick_boxes}
    yes = _agreed(ticked)
    wanted = [
        *(f"{_MEDIA}.{medium}" for medium in sorted(scope.media)),
        *(f"{_CHANNELS}.{channel}" for channel in sorted(scope.channels)),
    ]
    clauses = {box.partition(".")[0] for box in asked}
    beyond = [box for box in wanted if box.partition(".")[0] in clauses and box not in yes]
    if _APPEARANCE in clauses:
        shown = dict.fromkeys(one.appearance for one in scope.uses)
        beyond += [f"{_APPEARANCE}.{one}" for one in shown if one not in _appearances(yes)]
    if _NAMING in clauses:
        told = dict.fromkeys(one.naming for one in scope.uses)
        named = {Naming.NONE, *_single(yes, _NAMING)}
        beyond += [f"{_NAMING}.{one}" for one in told if one not in named]
    if f"{_ANSWER}.yes" in asked and (f"{_ANSWER}.yes" not in yes or f"{_ANSWER}.no" in yes):
        beyond.append(f"{_ANSWER}.yes")
    return tuple(beyond)


def _asks(tick_boxes: Iterable[str], clause: str) -> bool:
    return any(box.startswith(f"{clause}.") for box in tick_boxes)


def _agreed(ticked: Iterable[str]) -> frozenset[str]:
    """The choices that were agreed to; of a question with a yes and a no, both ticked is no."""
    said = frozenset(ticked)
    plain = {box for box in said if box.count(".") == 1}
    said_yes = {box.removesuffix(".yes") for box in said if box.count(".") > 1 and box.endswith(".yes")}
    said_no = {box.removesuffix(".no") for box in said if box.count(".") > 1 and box.endswith(".no")}
    return frozenset(plain | (said_yes - said_no))


def _appearances(yes: frozenset[str]) -> frozenset[str]:
    chosen = _chosen(yes, _APPEARANCE)
    if not chosen:
        return frozenset(_HIDDEN)
    if Appearance.NONE in chosen:
        return frozenset({Appearance.NONE})
    if len(chosen) > 1:
        chosen -= {Appearance.FACE_SHOWN}
    # Whoever may be seen may be hidden in some of the uses.
    hidden = {Appearance.FACE_HIDDEN} if Appearance.FACE_SHOWN in chosen else set()
    return chosen | hidden | {Appearance.NONE}


def _single(yes: frozenset[str], clause: str) -> frozenset[str]:
    chosen = _chosen(yes, clause)
    return chosen if len(chosen) == 1 else frozenset()


def _chosen(yes: frozenset[str], clause: str) -> frozenset[str]:
    return frozenset(box.removeprefix(f"{clause}.") for box in yes if box.startswith(f"{clause}."))
