"""A signed file bears what somebody saw on it, and what it does not limit it leaves free."""

import pytest
from dossier_making import ADULT, DAY, GIVEN_ON, GUARDIAN, consent, dossier, given_paper

from consentkit.domain.consents import WORLDWIDE, Appearance, Audience, Medium, Naming
from consentkit.domain.gate.clearances import ReasonCode as R
from consentkit.domain.gate.clearing import clear
from consentkit.domain.letters.given_papers import PaperForm
from consentkit.domain.values import Channel

SCOPE = consent().scope


@pytest.mark.parametrize(
    ("changes", "against"),
    [
        ({}, ()),
        ({"form": PaperForm.OTHER}, ("form",)),
        ({"contributor": "C-0000-0001"}, ("contributor",)),
        ({"signed_by": None}, ("given_by",)),
        ({"signed_by": GUARDIAN}, ("given_by",)),
        ({"language": "en"}, ("language",)),
        ({"signed_on": GIVEN_ON - DAY}, ("given_on",)),
        ({"until": SCOPE.until}, ()),
        ({"until": SCOPE.until - DAY}, ("until",)),
        ({"media": SCOPE.media}, ()),
        ({"media": frozenset({Medium.VOICE})}, ("media",)),
        ({"channels": SCOPE.channels}, ()),
        ({"channels": frozenset({Channel.PRINT})}, ("channels",)),
        ({"audiences": frozenset({Audience.STAFF})}, ("audiences",)),
        ({"places": frozenset({WORLDWIDE})}, ()),
        ({"places": frozenset({"VN"})}, ("places",)),
        ({"appearance": Appearance.FACE_SHOWN}, ()),
        ({"appearance": Appearance.HANDS}, ("appearance",)),
        ({"naming": Naming.FULL_NAME}, ()),
    ],
)
def test_a_paper_bears_what_it_says_and_no_more(changes, against):
    assert given_paper(**changes).said.against(consent()) == against
    made = dossier(given_papers=(given_paper(**changes),))
    assert [one.code for one in clear(made).reasons] == [R.PAPER_SAYS_OTHER] * bool(against)


def test_a_paper_that_tells_less_of_a_name_does_not_bear_one():
    named = consent(scope__naming=Naming.FIRST_NAME)
    assert given_paper(naming=Naming.ALIAS).said.against(named) == ("naming",)
    # Of what was interpreted the paper is in the other language.
    through = consent(interpreter="interpreter-1")
    assert given_paper(language="en").said.against(through) == ()


def test_of_who_is_not_protected_who_gave_it_may_say_what_it_is():
    own = (given_paper(said_by="officer-1"),)
    free = ADULT.model_copy(update={"is_survivor": False})
    assert clear(dossier(given_papers=own, contributors=(free,))).is_allowed
    assert not clear(dossier(given_papers=own)).is_allowed


def test_a_certificate_rests_on_what_was_seen_and_files_of_before_on_nothing_new():
    before, seen = dossier(), dossier(given_papers=(given_paper(),))
    assert dossier(given_papers=(given_paper(said=None),)).parts() == before.parts()
    assert seen.parts()["consents"] != before.parts()["consents"]
