"""A no on paper: the gate refuses from the moment its page is in, and after it was confirmed."""

from datetime import timedelta

import pytest
from quick_cases import quick_rows_among
from signed_letters_made import confirm, signed

from consentkit.domain.consents import (
    WORLDWIDE,
    Appearance,
    AssentMethod,
    AssentScope,
    Audience,
    Decision,
    Medium,
    Scope,
)
from consentkit.domain.errors import Conflict, InvalidInput, NotFound, Refused
from consentkit.domain.gate.clearances import ReasonCode as R
from consentkit.domain.people import Age, AgeBasis, GuardianLink
from consentkit.domain.values import Channel
from consentkit.pages.files import incoming
from consentkit.usecases.consents.consents import (
    NewConsent,
    list_consents,
    record_assent,
    record_consent,
    withdrawals_of,
)
from consentkit.usecases.consents.papers import answer_on
from consentkit.usecases.consents.withdrawals import consents_of_code, withdraw_consent
from consentkit.usecases.letters.letters import make_letter, set_letter_aside
from consentkit.usecases.letters.noes import foresee_no
from consentkit.usecases.letters.orders import NewLetter
from consentkit.usecases.letters.prints import open_letter
from consentkit.usecases.letters.releases import correct_release, get_release
from consentkit.usecases.letters.returns import match_page, pages_of_letter, set_page_aside, take_letters_in
from consentkit.usecases.office.agendas import needs_of
from consentkit.usecases.office.needs import NeedCode
from consentkit.usecases.people.asking import note_asked, refused_until
from consentkit.usecases.people.contributors import NewContributor, add_contributor, add_guardian
from consentkit.usecases.publications.clearances import clear_story
from consentkit.usecases.stories.stories import add_story, approve_draft, plan_story, put_contributor

ADULT_NOES = [("L24.no",), ("L24.yes", "L05.none", "L04.photo", "L08.website")]
NOES = [
    ("withdrawal", ("X02.all",)),
    ("withdrawal", ("X02.website",)),
    ("withdrawal", ()),
    ("refusal", ("X01.all",)),
    ("refusal", ("X01.never-ask",)),
    ("refusal", ()),
    *((form, ticks) for form in ("adult", "renewal", "model-release") for ticks in ADULT_NOES),
    ("pictures", ("L24.no",)),
    ("pictures", ("L24.yes", "L05.none.yes", "L04.photo.yes", "L08.website.yes")),
    ("verbal", ("L24.no", "L04.photo.no")),
    ("guardian", ("L24.no",)),
    ("guardian", ("L24.yes", "L05.none", "L04.photo", "L08.website")),
    ("assent-7-11", ("C04.no",)),
    ("assent-7-11", ("C04.yes", "L04.words.yes", "L05.none.yes")),
    ("assent-7-11", ("C04.yes", "L04.words.no", "L04.photo.no")),
    ("assent-12-17", ("L24.no",)),
    ("assent-12-17", ("L24.yes", "L04.words", "L05.none", "L08.website")),
    *(("approval", ticks) for ticks in (("X08.no",), ("X08.change",), ())),
    ("approval-child", ("C04.no", "X09.yes")),
    ("approval-child", ("C04.yes", "X09.no")),
]
"""Every form that can hold a no, with each of its noes."""
QUICK_NOES = [
    ("withdrawal", ("X02.website",)),
    ("refusal", ("X01.never-ask",)),
    ("adult", ADULT_NOES[1]),
    ("assent-7-11", ("C04.yes", "L04.words.no", "L04.photo.no")),
]
"""One no of each kind of form: an adult's and a child's, and of slips."""
FOR_CHILDREN = {"guardian", "assent-7-11", "assent-12-17", "approval-child"}
OF_FINAL = {"approval", "approval-child"}
"""Slips for the final version, which was said yes to before."""
WAITING = {R.WITHDRAWAL_WAITING, R.REFUSAL_WAITING, R.LETTER_WAITING}
AGAINST = {
    R.CONSENT_WITHDRAWN, R.CONSENT_REFUSED, R.CONSENT_BEYOND_LETTER, R.ASSENT_REFUSED, R.ASSENT_BESIDE_LETTER,
}  # fmt: skip


def against(form):
    """What of a form's confirmed no speaks against the story."""
    return {R.DRAFT_NOT_APPROVED} if form in OF_FINAL else AGAINST


BLANKS = {
    "purpose": "our yearly report", "until": "2027-05-03", "contact": "+66 2 555 0100",
    "majority_on": "2030-01-01", "ends_on": "2027-01-01", "child_age": "12", "age_basis": "a card",
    "received_on": "2026-11-20",
}  # fmt: skip
WIDE = Scope(
    media={Medium.PHOTO, Medium.WORDS},
    appearance=Appearance.FACE_HIDDEN,
    channels={Channel.WEBSITE, Channel.SOCIAL},
    audiences={Audience.PUBLIC},
    places={"worldwide"},
    until="2027-05-03",
)


@pytest.fixture
def officer(open_as):
    return open_as("officer-1")


@pytest.fixture
def volunteer(open_as):
    return open_as("volunteer-1")


class Office:
    """Somebody with a story, a yes for it and what else it takes, and letters that come back."""

    def __init__(self, officer, volunteer, below, *, is_child=False):
        self.officer, self.volunteer, self.below = officer, volunteer, below
        age = Age.CHILD if is_child else Age.ADULT
        new = NewContributor(language="th", age=age, age_basis=AgeBasis.DOCUMENT)
        self.person = add_contributor(officer, new).code
        self.story = add_story(officer, "A year at the school").id
        put_contributor(officer, self.story, self.person)
        self.guardian = add_guardian(officer, self.person, GuardianLink.PARENT).code if is_child else None

    def says_yes(self, **changed):
        fields = {
            "contributor": self.person, "story": self.story, "decision": Decision.YES, "scope": WIDE,
            "given_on": self.officer.today, "language": "th", "release": b"signed", "guardian": self.guardian,
        }  # fmt: skip
        return record_consent(self.officer, NewConsent(**(fields | changed)))

    def child_says(self, decision=Decision.YES, **changed):
        return record_assent(
            self.officer, self.person, self.story, decision=decision, method=AssentMethod.PICTURES, **changed
        )

    def approves(self):
        return approve_draft(self.officer, self.story, self.person, decision=Decision.YES)

    def letter(self, form, language="th", **changed):
        fields = {
            "form": form, "language": language, "contributor": self.person, "story": self.story,
            "organisation": "River House", "blanks": self.blanks_of(form),
        }  # fmt: skip
        return make_letter(self.volunteer, NewLetter(**(fields | changed)))

    def blanks_of(self, form, **changed):
        from consentkit.usecases.letters.forms import forms_of, get_form

        known = get_form(forms_of(self.volunteer), form).blanks
        usual = self.volunteer.settings.letter_blanks
        wanted = known.keys() - usual.keys()
        return {name: value for name, value in (BLANKS | changed).items() if name in wanted}

    def comes_back(self, made, ticked=()):
        pages = signed(self.volunteer, made, ticked)
        files = []
        for number, page in enumerate(pages):
            files.append(self.below / f"{made.letter.id}-{number}.png")
            page.save(files[-1])
        return take_letters_in(self.volunteer, list(map(incoming, files)))

    def signed(self, form, *ticked, **changed):
        made = self.letter(form, **changed)
        self.comes_back(made, ticked)
        confirm(self.volunteer, made.letter.id, frozenset(ticked))
        return made.letter.id

    def codes(self, channel=Channel.WEBSITE):
        return {reason.code for reason in clear_story(self.officer, self.story, channel).reasons}


@pytest.fixture
def office(officer, volunteer, tmp_path):
    return Office(officer, volunteer, tmp_path)


@pytest.fixture
def childs(officer, volunteer, tmp_path):
    return Office(officer, volunteer, tmp_path, is_child=True)


def _check_no(office, form, ticked, *, language):
    volunteer, below = office.volunteer, office.below
    office.says_yes()
    if form in FOR_CHILDREN:
        office.child_says()
    if form in OF_FINAL:
        office.approves()
    assert not office.codes() & (WAITING | against(form))
    made = office.letter(form, language)
    # One page of it is enough: nobody has read it yet.
    pages = signed(volunteer, made, ticked)
    for number, page in enumerate(pages):
        page.save(below / f"{number}.png")
    take_letters_in(volunteer, [incoming(below / "0.png")])
    assert office.codes() & WAITING
    take_letters_in(volunteer, [incoming(below / f"{number}.png") for number in range(1, len(pages))])
    assert office.codes() & WAITING
    confirm(volunteer, made.letter.id, frozenset(ticked))
    assert not office.codes() & WAITING
    assert office.codes() & against(form)


@pytest.mark.parametrize(("form", "ticked"), quick_rows_among(NOES, QUICK_NOES))
def test_the_gate_refuses_before_and_after_a_no_is_confirmed(officer, volunteer, tmp_path, form, ticked):
    office = Office(officer, volunteer, tmp_path, is_child=form in FOR_CHILDREN)
    _check_no(office, form, ticked, language="th")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["km", "ar"])
@pytest.mark.parametrize(("form", "ticked"), NOES)
def test_the_gate_refuses_in_other_scripts_too(officer, volunteer, tmp_path, *, form, ticked, language):
    office = Office(officer, volunteer, tmp_path, is_child=form in FOR_CHILDREN)
    _check_no(office, form, ticked, language=language)


def test_a_volunteer_who_confirms_a_slip_takes_everything_back(office, events):
    first, second = office.says_yes(), office.says_yes()
    made = office.letter("withdrawal")
    office.comes_back(made, ("X02.all",))
    foreseen = foresee_no(office.volunteer, made.letter.id, frozenset({"X02.all"}))
    assert {one.id for one in foreseen.taken_back} == {first.id, second.id}
    confirm(office.volunteer, made.letter.id, frozenset({"X02.all"}))
    assert all(withdrawals_of(office.officer, one.id) for one in (first, second))
    assert {one.subject for one in events("consent-withdrawn")} == {first.id, second.id}


def test_a_slip_for_one_channel_leaves_the_others(office):
    office.says_yes()
    office.signed("withdrawal", "X02.website")
    assert R.CONSENT_WITHDRAWN in office.codes()
    assert R.CONSENT_WITHDRAWN not in office.codes(Channel.SOCIAL)


def test_a_yes_of_before_a_slip_cannot_be_recorded_after_it(office):
    office.signed("withdrawal", "X02.all")
    with pytest.raises(Refused) as refused:
        office.says_yes()
    assert refused.value.code == "paper-says-no"


def test_a_refusal_is_recorded_as_a_no(office):
    office.says_yes()
    letter = office.signed("refusal", "X01.all")
    newest = list_consents(office.officer)[-1]
    assert (newest.decision, newest.release) == (Decision.NO, get_release(office.officer, letter).file)


def test_who_said_do_not_ask_again_is_not_asked_until_they_come(office, clock):
    office.signed("refusal", "X01.never-ask")
    clock.advance(days=2)
    for ask in (lambda: office.letter("adult"), office.says_yes):
        with pytest.raises(Refused) as refused:
            ask()
        assert refused.value.code == "do-not-ask"
    office.letter("withdrawal")
    note_asked(office.officer, office.person)
    office.letter("adult")
    office.says_yes()


def _plan(office, channel):
    day = office.officer.today
    plan_story(
        office.officer, office.story, channel,
        audience=Audience.PUBLIC, place=WORLDWIDE, from_on=day, until=day,
    )  # fmt: skip


def test_who_said_no_is_not_asked_for_the_same_until_the_policys_day(office, clock):
    office.says_yes()
    _plan(office, Channel.WEBSITE)
    office.signed("refusal", "X01.all")
    day = office.officer.today
    assert refused_until(office.officer, office.person) == day + timedelta(days=90)
    for _time in range(2):
        for ask in (lambda: office.letter("adult"), lambda: _plan(office, Channel.WEBSITE)):
            with pytest.raises(Refused) as refused:
                ask()
            assert refused.value.code == "refused-lately"
            assert refused.value.facts["again_on"] == day + timedelta(days=90)
        clock.advance(days=89 - (office.officer.today - day).days)
    # What says no goes out on any day.
    office.letter("withdrawal")
    clock.advance(days=1)
    office.letter("adult")
    _plan(office, Channel.WEBSITE)


def test_who_comes_by_themselves_after_a_no_is_asked_at_once(office):
    office.says_yes()
    office.signed("refusal", "X01.all")
    note_asked(office.officer, office.person)
    assert refused_until(office.officer, office.person) is None
    office.letter("adult")
    with pytest.raises(Conflict):
        note_asked(office.officer, office.person)


def test_home_lists_a_no_before_all_letters(office):
    office.comes_back(office.letter("withdrawal"), ())
    assert [need.code for need in needs_of(office.volunteer)] == [NeedCode.NO_TO_CONFIRM]


def test_a_page_of_nobody_yet_may_be_anybodys_no(office, portrait):
    office.says_yes()
    (taken,) = take_letters_in(office.volunteer, [incoming(portrait)])
    assert R.PAGE_UNMATCHED in office.codes()
    made = office.letter("withdrawal")
    match_page(office.volunteer, taken.pages[0].id, made.letter.id, 1)
    assert office.codes() >= {R.WITHDRAWAL_WAITING}
    # Matched by hand, by mistake: it can be set aside.
    set_page_aside(office.volunteer, taken.pages[0].id)
    assert not office.codes() & {R.PAGE_UNMATCHED, R.WITHDRAWAL_WAITING}


def test_the_only_picture_of_a_no_is_not_set_aside(office):
    made = office.letter("withdrawal")
    office.comes_back(made, ("X02.all",))
    (page,) = pages_of_letter(office.volunteer, made.letter.id)
    with pytest.raises(Refused) as refused:
        set_page_aside(office.volunteer, page.id)
    assert refused.value.code == "page-is-the-only-one"
    with pytest.raises(Conflict):
        set_letter_aside(office.volunteer, made.letter.id)


def test_a_letter_that_had_been_set_aside_holds_when_it_comes(office):
    made = office.letter("withdrawal")
    set_letter_aside(office.volunteer, made.letter.id)
    office.says_yes()
    office.comes_back(made, ("X02.all",))
    assert R.WITHDRAWAL_WAITING in office.codes()
    assert [need.code for need in needs_of(office.volunteer)] == [NeedCode.NO_TO_CONFIRM]


@pytest.mark.parametrize(
    ("form", "ticked"),
    [
        ("adult", {"L24.yes", "L24.no"}),
        pytest.param("adult", {"L05.none", "L05.back"}, marks=pytest.mark.slow),
        pytest.param("adult", {"L06.alias", "L06.none"}, marks=pytest.mark.slow),
        pytest.param("verbal", {"L04.photo.yes", "L04.photo.no"}, marks=pytest.mark.slow),
        pytest.param("refusal", {"X01.ask-later", "X01.never-ask"}, marks=pytest.mark.slow),
    ],
)
def test_a_paper_is_not_confirmed_as_saying_two_things(office, form, ticked):
    made = office.letter(form)
    office.comes_back(made)
    with pytest.raises(InvalidInput) as wrong:
        confirm(office.volunteer, made.letter.id, frozenset(ticked))
    assert (wrong.value.code, set(wrong.value.facts["boxes"])) == ("letter-says-two-things", ticked)


def test_a_childs_signed_no_stands_against_a_recorded_yes(childs):
    letter = childs.signed("assent-7-11", "C04.no")
    with pytest.raises(Refused) as refused:
        childs.child_says(letter=letter)
    assert refused.value.code == "child-said-no"


def test_a_childs_own_letter_binds_its_yes(childs):
    childs.says_yes()
    letter = childs.signed("assent-12-17", "L24.yes", "L04.words", "L05.none", "L08.social")
    with pytest.raises(Conflict) as beside:
        childs.child_says()
    assert beside.value.code == "assent-letter-known"
    with pytest.raises(InvalidInput) as wider:
        childs.child_says(letter=letter, scope=AssentScope(media={Medium.PHOTO}))
    assert wider.value.facts["beyond"] == ("media",)
    assent = childs.child_says(letter=letter)
    assert assent.scope.media == {Medium.WORDS}
    assert (assent.scope.appearance, assent.scope.channels) == (Appearance.NONE, {Channel.SOCIAL})
    assert R.CHILD_AGREED_TO_LESS in childs.codes(Channel.WEBSITE)
    assert R.CHILD_AGREED_TO_LESS not in childs.codes(Channel.SOCIAL)


@pytest.mark.slow
def test_a_child_who_does_not_know_has_not_said_yes(childs):
    letter = childs.signed("assent-7-11", "C04.unsure")
    with pytest.raises(InvalidInput):
        childs.child_says(letter=letter)


YES = ("L24.yes", "L04.words", "L05.face-hidden", "L06.none", "L08.website")


def _bounded(office, **blanks):
    made_with = office.blanks_of("adult", places="Thailand, KH", **blanks)
    return office.signed("adult", *YES, blanks=made_with)


def _fitting(**changed):
    fields = WIDE.model_dump() | {"media": {Medium.WORDS}, "channels": {Channel.WEBSITE}, "places": {"TH"}}
    return Scope(**(fields | changed))


def test_what_is_printed_bounds_what_is_recorded_and_all_of_it_is_said_at_once(office):
    letter = _bounded(office)
    wide = _fitting(places={"worldwide"}, until="2029-05-03", audiences={Audience.DONORS})
    with pytest.raises(InvalidInput) as beyond:
        office.says_yes(letter=letter, release=None, scope=wide, language="my", given_on="2026-11-20")
    assert beyond.value.facts["beyond"] == ("until", "places", "audiences", "language", "given_on")
    assert any("2027" in words for words in beyond.value.facts["said"])
    office.says_yes(letter=letter, release=None, scope=_fitting())


@pytest.mark.slow
def test_a_letter_that_names_no_story_is_of_one_story(office):
    made = office.letter("adult", story=None, blanks=office.blanks_of("adult"))
    office.comes_back(made, YES)
    confirm(office.volunteer, made.letter.id, frozenset(YES))
    office.says_yes(letter=made.letter.id, release=None, scope=_fitting())
    other = add_story(office.officer, "Another").id
    with pytest.raises(Conflict):
        office.says_yes(letter=made.letter.id, release=None, scope=_fitting(), story=other)


@pytest.mark.parametrize("data", [b"", b" \n", b"\xff\xd8\xff\xe0 cut off", b"%PDF-1.4 nothing"])
def test_a_file_that_shows_no_letter_is_no_release(office, data):
    with pytest.raises(InvalidInput):
        office.says_yes(release=data)
    assert list_consents(office.officer) == ()


@pytest.mark.slow
def test_a_letter_says_all_that_can_be_recorded_from_it(office):
    said = answer_on(office.officer, _bounded(office))
    assert (said.media, said.channels, said.places) == ({Medium.WORDS}, {Channel.WEBSITE}, {"TH", "KH"})
    assert (said.until.isoformat(), said.audiences, said.language) == ("2027-05-03", {Audience.PUBLIC}, "th")


@pytest.mark.slow
def test_a_letter_of_before_is_bounded_by_its_words(office):
    letter = _bounded(office)
    with office.officer.records.db.writing():
        office.officer.records.db.execute("UPDATE letters SET printed = NULL")
    with pytest.raises(InvalidInput) as beyond:
        office.says_yes(letter=letter, release=None, scope=_fitting(until="2029-05-03"))
    assert beyond.value.facts["beyond"] == ("until",)


def test_the_gate_knows_a_consent_that_outlives_its_letter(office):
    letter = _bounded(office)
    office.says_yes(letter=letter, release=None, scope=_fitting())
    with office.officer.records.db.writing():
        office.officer.records.db.execute("UPDATE consents SET scope = replace(scope, '2027-05', '2029-05')")
    assert R.CONSENT_BEYOND_LETTER in office.codes()


@pytest.mark.slow
def test_a_confirmation_is_corrected_while_nothing_rests_on_it(office, last_event):
    letter = _bounded(office)
    correct_release(office.volunteer, letter, frozenset(YES) | {"L04.photo"})
    assert last_event()[0] == "release-corrected"
    office.says_yes(letter=letter, release=None, scope=_fitting())
    with pytest.raises(Conflict) as relied:
        correct_release(office.volunteer, letter, frozenset(YES))
    assert relied.value.code == "release-relied-on"


def test_one_code_stands_on_every_paper_and_takes_everything_back(office):
    papers = [office.letter(form) for form in ("adult", "withdrawal", "withdrawal-received", "renewal")]
    code = papers[0].letter.id
    for made in papers:
        printed = open_letter(office.volunteer, made.letter.id).paper.model_dump_json()
        assert code in printed
    consent = office.says_yes()
    assert consents_of_code(office.officer, code) == (consent,)
    withdraw_consent(office.volunteer, code)
    assert withdrawals_of(office.officer, consent.id)
    with pytest.raises(NotFound) as nothing:
        withdraw_consent(office.volunteer, papers[1].letter.id)
    assert nothing.value.code == "nothing-to-withdraw"
