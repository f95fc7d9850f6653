"""A scope never reaches beyond what was ticked on the signed letter."""

from datetime import date

import pytest

from consentkit.domain.consents import Appearance, Audience, Medium, Naming, Scope
from consentkit.domain.letters.scopes import beyond_letter
from consentkit.domain.values import Channel

BOXES = (
    "L04.photo", "L04.words", "L05.none", "L05.face-hidden", "L05.face-shown", "L06.none", "L06.alias",
    "L08.website", "L08.print", "L24.yes", "L24.no",
)  # fmt: skip


def scope(**changed):
    fields = {
        "media": {Medium.WORDS},
        "appearance": Appearance.NONE,
        "naming": Naming.NONE,
        "channels": {Channel.WEBSITE},
        "audiences": {Audience.PUBLIC},
        "places": {"worldwide"},
        "until": date(2027, 1, 1),
    }
    return Scope(**(fields | changed))


ENOUGH = frozenset({"L04.words", "L08.website", "L24.yes"})


@pytest.mark.parametrize(
    ("changed", "ticked", "beyond"),
    [
        ({}, ENOUGH, ()),
        ({}, ENOUGH - {"L24.yes"}, ("L24.yes",)),
        ({}, ENOUGH | {"L24.no"}, ("L24.yes",)),
        ({}, frozenset(), ("L04.words", "L08.website", "L24.yes")),
        ({"media": {Medium.PHOTO, Medium.WORDS}}, ENOUGH, ("L04.photo",)),
        ({"channels": {Channel.PRINT}}, ENOUGH, ("L08.print",)),
        # nothing ticked about pictures: the face stays hidden
        ({"appearance": Appearance.FACE_HIDDEN}, ENOUGH, ()),
        ({"appearance": Appearance.FACE_SHOWN}, ENOUGH, ("L05.face-shown",)),
        ({"appearance": Appearance.FACE_SHOWN}, ENOUGH | {"L05.face-shown"}, ()),
        # two ticked: the safer one counts
        ({"appearance": Appearance.FACE_SHOWN}, ENOUGH | {"L05.face-shown", "L05.none"}, ("L05.face-shown",)),
        ({"appearance": Appearance.FACE_HIDDEN}, ENOUGH | {"L05.none"}, ("L05.face-hidden",)),
        ({"naming": Naming.ALIAS}, ENOUGH, ("L06.alias",)),
        ({"naming": Naming.ALIAS}, ENOUGH | {"L06.alias"}, ()),
        ({"naming": Naming.ALIAS}, ENOUGH | {"L06.alias", "L06.none"}, ("L06.alias",)),
        # a channel that the letter did not ask about was not agreed to
        ({"channels": {Channel.PRESS}}, ENOUGH, ("L08.press",)),
    ],
)
def test_what_is_not_ticked_means_no(changed, ticked, beyond):
    assert beyond_letter(scope(**changed), BOXES, ticked) == beyond


def test_of_a_yes_and_a_no_both_ticked_is_no():
    boxes = ("L04.words.yes", "L04.words.no", "L08.website.yes", "L08.website.no")
    yes = frozenset({"L04.words.yes", "L08.website.yes"})
    assert beyond_letter(scope(), boxes, yes) == ()
    assert beyond_letter(scope(), boxes, yes | {"L04.words.no"}) == ("L04.words",)


def test_a_question_that_is_not_asked_limits_nothing():
    assert beyond_letter(scope(naming=Naming.ALIAS), ("L04.words", "L24.yes"), ENOUGH) == ()
