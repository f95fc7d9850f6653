"""Every form is filled and saved from plain text and opened files, with no terminal anywhere."""

import ast
from datetime import date
from pathlib import Path

import pytest
from filming import film, still
from publishing import publish
from speaking import spoken

import consentkit.pages
from consentkit.catalogue.shipped import assets_folder
from consentkit.domain.bases import BasisKind
from consentkit.domain.consents import Appearance, Decision, Method
from consentkit.domain.errors import Conflict, ConsentkitError, InvalidInput, NotFound, Refused
from consentkit.domain.events import EventName, Showing
from consentkit.domain.people import Age, AgeBasis, GuardianLink
from consentkit.domain.pictures.images import Box, Settlement
from consentkit.domain.pictures.public_copies import CopyFormat
from consentkit.domain.questions.origins import OriginKind
from consentkit.domain.roles import Role
from consentkit.domain.values import Channel
from consentkit.domain.words.settlements import WordSettlement
from consentkit.pages.checks.evidence import evidence_form
from consentkit.pages.checks.risks import risk_form
from consentkit.pages.checks.words import principle_of
from consentkit.pages.consents.askings import Asking, Kind, SignedLetter
from consentkit.pages.consents.back_checks import back_check_form
from consentkit.pages.consents.forms import assent_form, code_form, consent_form
from consentkit.pages.consents.given_papers import paper_form, paper_lines
from consentkit.pages.consents.serving import use_form
from consentkit.pages.fields import Filled, NewFile
from consentkit.pages.letters.forms import letter_form
from consentkit.pages.letters.letterheads import letterhead_form
from consentkit.pages.letters.making import making
from consentkit.pages.letters.recordings import recording_form
from consentkit.pages.letters.returns import intake_form, match_form
from consentkit.pages.letters.reviews import review_form
from consentkit.pages.letters.sheets import signing_form
from consentkit.pages.letters.word_sheets import proof_form, words_in_form, words_out_form
from consentkit.pages.log.forms import against_form, clock_form, filter_form, row_form
from consentkit.pages.log.heads import heads_form
from consentkit.pages.office.backups import restore_form
from consentkit.pages.office.forms import actor_form, passphrase_form, report_form, roles_form
from consentkit.pages.office.policies import policies_form
from consentkit.pages.office.rekeys import rekey_form
from consentkit.pages.people.forms import add_form, correct_form, guardian_form, seal_form
from consentkit.pages.people.interpreters import interpreter_form
from consentkit.pages.pictures.forms import (
    copy_form,
    face_form,
    merged_boxes_form,
    moved_box_form,
    near_copy_form,
    pictures_form,
    why_form,
)
from consentkit.pages.publications.checks import check_form
from consentkit.pages.publications.exports import export_form
from consentkit.pages.publications.forms import certify_form, publish_form, void_form
from consentkit.pages.stories.bases import basis_form
from consentkit.pages.stories.forms import (
    approve_form,
    draft_form,
    look_form,
    plan_form,
    story_form,
    title_form,
)
from consentkit.pages.stories.origins import origin_form
from consentkit.pages.stories.words import beside_form, read_form, settle_form
from consentkit.pages.videos.forms import settled_track_form, track_form, video_form
from consentkit.store.stories.stories import get_story
from consentkit.usecases.checks.checklists import list_questions
from consentkit.usecases.consents.given_papers import show_paper
from consentkit.usecases.incoming import Incoming
from consentkit.usecases.letters.compositions import compose
from consentkit.usecases.letters.forms import forms_of
from consentkit.usecases.log.audits import AuditFilter, give_head, verify_audit
from consentkit.usecases.log.public_keys import give_hashes, give_public_key
from consentkit.usecases.people.contributors import NewContributor, add_contributor, add_guardian
from consentkit.usecases.pictures.faces import add_face
from consentkit.usecases.pictures.images import add_images
from consentkit.usecases.publications.publications import list_publications
from consentkit.usecases.stories.stories import add_story, put_contributor
from consentkit.usecases.words.checks import words_of

ADULT = NewContributor(language="km", age=Age.ADULT, age_basis=AgeBasis.DOCUMENT)
CHILD = NewContributor(language="km", age=Age.CHILD, age_basis=AgeBasis.DOCUMENT)
PORTRAIT = assets_folder() / "demo" / "grace_hopper.jpg"
WHY = "A poster on the wall, not a person."
PASSPHRASE = "four words and more of them"
SCOPE = {
    "media": "photo,words",
    "appearance": "face-hidden",
    "naming": "none",
    "channels": "website",
    "audiences": "public",
    "places": "th, worldwide",
    "until": "2027-05-31",
}


def file(name, data):
    return (Incoming(name, lambda: data),)


@pytest.fixture
def officer(open_as):
    return open_as("officer-1")


@pytest.fixture
def story(officer):
    return add_story(officer, "A year at the school").id


@pytest.fixture
def adult(officer, story):
    person = add_contributor(officer, ADULT)
    put_contributor(officer, story, person.code)
    return person


@pytest.fixture
def child(officer, story):
    person = add_contributor(officer, CHILD)
    put_contributor(officer, story, person.code)
    return person


def saved(form, values, files=None, new_files=None):
    """Save a form as a face does: what it proposes, changed by what was filled in."""
    start = {one.name: one.start for one in form.fields}
    assert set(values) <= set(start), "only what the form asks"
    filled = Filled(start | values, files or {}, new_files or {})
    assert form.missing(filled) == ()
    if form.confirm is not None:
        asked = form.confirm(filled)
        assert asked.question.endswith("?")
        assert asked.consequence
    return form.save(filled)


def refused(form, values, place, files=None):
    """Save a form that cannot be, and see beside which field the complaint is."""
    with pytest.raises(ConsentkitError) as caught:
        saved(form, values, files)
    assert form.place_of(caught.value) == place
    return caught.value.code


# people


def test_a_contributor_is_added_and_corrected_and_a_name_sealed(officer, open_as):
    known = {"language": "km", "age": "child", "age_basis": "document", "adult_on": "2029-05"}
    sealed = {"name": "Sok", "birth_date": "2011-04-30"}
    person = saved(add_form(officer), known | sealed | {"is_survivor": "no"})
    assert (person.adult_on, person.is_survivor) == (date(2029, 5, 1), False)
    assert refused(add_form(officer), known | {"contact": "the school"}, "name") == "name-missing"
    assert refused(add_form(officer), known | {"adult_on": "soon"}, "adult_on") == "month-malformed"
    # Born on the 30th, she is still a child on the first day of that month.
    too_early = known | sealed | {"adult_on": "2029-04"}
    assert refused(add_form(officer), too_early, "adult_on") == "comes-of-age-too-early"
    grown = known | sealed | {"age": "adult", "adult_on": ""}
    assert refused(add_form(officer), grown, "birth_date") == "birth-date-of-child"
    after = saved(correct_form(officer, person), {"age_basis": "stated"})
    assert (after.age_basis, after.language) == (AgeBasis.STATED, "km")
    assert saved(seal_form(officer, person.code), {"name": "Sok"}) == person.code
    guardian = saved(guardian_form(officer, person.code), {"link": "court"})
    assert (guardian.contributor, guardian.link) == (person.code, GuardianLink.COURT)


# stories


def test_a_story_is_begun_planned_given_words_and_approved(officer, adult, story):
    assert saved(story_form(officer), {"title": "Another year"}).title == "Another year"
    before = get_story(officer.reading, story)
    assert saved(title_form(officer, before), {"title": "Two years"}).title == "Two years"
    assert refused(title_form(officer, get_story(officer.reading, story)), {}, "title") == "title-same"
    plan = saved(plan_form(officer, story), {"place": "th", "until": "2027-05-31"})
    assert (plan.channel, plan.place, plan.from_on) == (Channel.WEBSITE, "TH", officer.today)
    assert refused(plan_form(officer, story), {"until": "2020-01-01"}, "until") == "ends-before-it-begins"
    began = [field.start for field in plan_form(officer, story, plan=plan).fields]
    assert began[-2:] == ["2027-05-31", "officer-1"]
    assert refused(plan_form(officer, story), {"until": "2027-05-31", "owner": "nobody-9"}, "owner") == (
        "actor-unknown"
    )
    words = saved(draft_form(officer, story), {}, {"file": file("words.txt", b"She has learned.")})
    assert words.draft
    said = saved(approve_form(officer, story, (adult.code,)), {"decision": "no"})
    assert (said.contributor, said.decision) == (adult.code, Decision.NO)
    assert refused(approve_form(officer, story, (adult.code,)), {"on": "2030-01-01"}, "on") == "day-not-come"
    saved(draft_form(officer, story), {}, {"file": file("words.txt", b"Call +855 12 345 678, Dara Sok.")})
    _settle_by_forms(officer, story, adult.code)
    with pytest.raises(NotFound):
        saved(look_form(officer, story, 1, "A drawing."), {"why": "A drawing of a boat, and nobody in it."})


def _settle_by_forms(officer, story, person):
    phone, name = words_of(officer, story).there
    people = (person,)
    public, agreed = WordSettlement.PUBLIC, WordSettlement.AGREED
    number = saved(settle_form(officer, story, people, phone, public), {"why": "It is on our website."})
    assert number.settlement is public
    form = settle_form(officer, story, people, name, agreed)
    assert refused(form, {"why": "no"}, "why") == "why-missing"
    named = saved(form, {"why": "The letter says so.", "named_as": "alias"})
    assert (named.contributor, named.named_as) == (person, "alias")
    with pytest.raises(Conflict, match="words-searched"):
        saved(read_form(officer, story), {"why": "No name, no place."})


def test_what_stands_beside_the_words_is_written_at_once_or_not(officer, story):
    form = beside_form(officer, get_story(officer.reading, story), story)
    assert refused(form, {"summary": "x" * 2001}, "summary") == "beside-too-long"
    tagged = saved(form, {"tags": "weaving"})
    assert [one.text for one in tagged.beside] == ["weaving"]
    with pytest.raises(Conflict, match="record-changed"):
        saved(form, {"tags": "loom"})


BASIS_FORMS = {
    BasisKind.CONSENT: {},
    BasisKind.RELEASE: {"comes_from": "staff-7", "is_adult": "yes", "until": "2027-05-31"},
    BasisKind.LICENCE: {"comes_from": "An agency", "terms": "Editorial", "is_endless": "yes", "places": "th"},
    BasisKind.PARTNER: {"comes_from": "A shelter", "contact": "desk-3", "until": "2027-05-31"},
    BasisKind.GATHERING: {"notice_on": "2026-01-31", "notice_where": "the gate", "notice_how": "a board"},
    BasisKind.NOBODY: {"credit": "A team member"},
    BasisKind.MACHINE: {"comes_from": "A drawing program"},
}


def test_what_a_story_rests_on_is_recorded_by_the_form_of_each_kind(officer, story):
    proof = {"evidence": file("proof.txt", b"We allow it.")}
    for kind in BasisKind:
        form = basis_form(officer, story, kind)
        files = proof if any(one.name == "evidence" for one in form.fields) else {}
        basis = saved(form, BASIS_FORMS[kind], files).basis
        assert (basis.kind, basis.lacks, bool(basis.evidence)) == (kind, (), bool(files))
    empty = {"evidence": file("proof.txt", b" ")}
    partner = basis_form(officer, story, BasisKind.PARTNER)
    assert refused(partner, BASIS_FORMS[BasisKind.PARTNER], "evidence", empty) == "picture-empty"
    child = BASIS_FORMS[BasisKind.RELEASE] | {"is_adult": "no"}
    release = basis_form(officer, story, BasisKind.RELEASE)
    assert refused(release, child, "is_adult", proof) == "release-of-adult"
    licence = {"comes_from": "An agency", "terms": "Editorial"}
    assert (
        refused(basis_form(officer, story, BasisKind.LICENCE), licence, "until", proof) == "basis-incomplete"
    )
    tomorrow = BASIS_FORMS[BasisKind.GATHERING] | {"notice_on": "2399-01-31"}
    gathering = basis_form(officer, story, BasisKind.GATHERING)
    assert refused(gathering, tomorrow, "notice_on", proof) == "day-not-come"


def _asked(workspace, story, question):
    found = list_questions(workspace, story, Channel.WEBSITE)
    return next(one for one in found if one.question.id == question)


def test_a_yes_is_saved_by_the_form_with_what_the_question_asks_for(officer, open_as, story):
    form = evidence_form(officer, story, _asked(officer, story, "1.1e"))
    given = {"sentence": "She said yes, and smiled.", "on": "2026-11-20"}
    assert saved(form, given).evidence.sentence == given["sentence"]
    assert refused(form, given | {"sentence": "yes"}, "sentence") == "evidence-lacking"
    assert refused(form, given | {"on": "2399-01-31"}, "on") == "day-not-come"
    asked = evidence_form(officer, story, _asked(officer, story, "1.3b"))
    assert refused(asked, {"by": "Her Name"}, "by") == "evidence-not-handle"
    manager = open_as("manager-1")
    terms = evidence_form(manager, story, _asked(manager, story, "4.4a"))
    assert saved(terms, {}, {"file": file("terms.txt", b"Signed by both.")}).evidence_file
    assert refused(terms, {}, "file", {"file": file("terms.txt", b" ")}) == "picture-empty"


def test_a_question_of_the_risk_form_stands_under_its_heading_where_nobody_is_in_the_story(officer, story):
    asked = _asked(officer, story, "2.2a")
    assert (asked.question.form, principle_of(asked).id) == (None, "2.2")


def test_the_risk_form_is_saved_whole_and_complains_beside_its_field(officer, open_as):
    lead = open_as("safeguarding-1")
    form = risk_form(lead, add_contributor(officer, ADULT).code)
    given = {"risk": "low", "reply": "yes", "shown": "The note says so."}
    whole = {one.name: given[one.name.partition("-")[0]] for one in form.fields}
    assert {one.reply.value for one in saved(form, whole)} == {"yes"}
    assert refused(form, whole | {"risk-court-case": "high"}, "risk-court-case") == "risks-not-low"
    shown = "shown-guidance-note-2016-2-2b"
    assert refused(form, whole | {shown: ""}, shown) == "evidence-lacking"


def test_a_gathering_and_a_supplier_are_recorded_and_corrected_by_their_forms(officer):
    told = {"first_on": "2026-01-31", "country": "th", "notice": "a board"}
    visit = saved(origin_form(officer, OriginKind.VISIT), told)
    assert (visit.country, visit.owner) == ("TH", "officer-1")
    corrected = saved(origin_form(officer, OriginKind.VISIT, visit), told | {"country": "kh"})
    assert (corrected.id, corrected.country) == (visit.id, "KH")
    agency = origin_form(officer, OriginKind.AGENCY)
    assert saved(agency, {"terms": "Editorial"}).until is None
    assert refused(agency, {"terms": "Editorial", "owner": "nobody-9"}, "owner") == "actor-unknown"


def test_an_interpreter_and_a_check_are_recorded_and_complain_beside_their_field(officer, adult, story):
    told = {"handle": "interpreter-1", "languages": "km, en", "ties": "none", "until": "2027-05-31"}
    promise = {"declared_on": officer.today.isoformat()}
    files = {"signed": file("promise.txt", b"I tell nobody.")}
    made = saved(interpreter_form(officer), told | promise, files)
    assert (made.languages, made.is_unseen) == ({"km", "en"}, True)
    assert refused(interpreter_form(officer), told | promise, "signed") == "declaration-in-part"
    assert (
        refused(interpreter_form(officer), told | {"handle": "Dara Sok"}, "handle")
        == "interpreter-not-handle"
    )
    assert (
        refused(interpreter_form(officer, made), told | {"ties": "none,family"}, "ties") == "ties-contradict"
    )
    answer = {"interpreter": "interpreter-1", "given_on": officer.today.isoformat()}
    asking = asked(Kind.INTERPRETER, story, adult)
    consent = saved(consent_form(officer, asking, "", ""), SCOPE | answer)
    found = {"way": "asked", "outcome": "understood"}
    check = back_check_form(officer, consent.id)
    assert refused(check, found | {"checked_by": "interpreter-1"}, "checked_by") == "checker-took-part"
    assert saved(check, found | {"checked_by": "helper-2"}).check.checked_by == "helper-2"


def test_what_a_signed_file_is_is_said_by_who_opened_it(officer, adult, story):
    form = consent_form(officer, asked(Kind.ADULT, story, adult), "Consent", "")
    consent = saved(form, SCOPE, {"release": file("letter.txt", b"Yes.")})
    paper, day = paper_form(officer, consent), officer.today.isoformat()
    seen = {"form": "consent", "language": "km", "contributor": adult.code, "signed_by": "nobody"}
    seen |= {"signed_on": day, "channels": "website", "places": "th"}
    assert refused(paper, seen | {"language": "zz-zz-zz-zz"}, "language").startswith("language-")
    assert refused(paper, seen | {"signed_on": "2099-01-01"}, "signed_on") == "day-not-come"
    assert refused(paper, seen, "") == "paper-not-opened"
    show_paper(officer, consent.id, Showing.SHOWN)
    told = saved(paper, seen)
    assert (told.said.signed_by, told.said.places, told.said.media) == (None, {"TH"}, frozenset())
    assert "signed by nobody" in " ".join(paper_lines(told))


def test_what_is_not_cleared_is_neither_certified_nor_given_away_nor_published(open_as, story, tmp_path):
    manager, given = open_as("manager-1"), []
    new = {"file": NewFile("c.pdf", "c.pdf", given.append)}
    with pytest.raises(Refused):
        saved(certify_form(manager, story, (Channel.WEBSITE,)), {}, new_files=new)
    assert given == [], "nothing is written"
    away = tmp_path / "away"
    given = export_form(manager, story, (Channel.WEBSITE,), str(away))
    assert refused(given, {}, "folder") == "folder-not-usable"
    away.mkdir()
    with pytest.raises(Refused):
        saved(given, {})
    assert list(away.iterdir()) == []
    with pytest.raises(Refused):
        saved(publish_form(manager, story, (Channel.WEBSITE,)), {"where": "https://example.org/1"})


def test_what_was_recorded_by_mistake_is_void_and_the_complaint_stands_beside_its_field(open_as, story):
    manager, officer = open_as("manager-1"), open_as("officer-1")
    one, other = (publish(officer, story) for _time in range(2))
    form = void_form(manager, list_publications(manager, story))
    assert refused(form, {"which": one, "mistake": one}, "mistake") == "publication-other"
    assert refused(form, {"which": one}, "why") == "void-why-missing"
    assert saved(form, {"which": other, "mistake": one}).same_as == one
    assert saved(form, {"which": one, "why": "Unprinted."}).void_why == "Unprinted."


# consents


def asked(kind, story, person, **more):
    return Asking(kind, story, person, person.is_child_on(date(2026, 11, 21)), **more)


def test_a_consent_on_a_file_serves_no_other_story_and_its_form_says_why(officer, adult, story):
    form = consent_form(officer, asked(Kind.ADULT, story, adult), "Consent", "")
    values = SCOPE | {"asked_on": "2026-11-18", "given_on": "2026-11-20"}
    consent = saved(form, values, {"release": file("scan.jpg", b"scan")})
    other = add_story(officer, "Another well").id
    put_contributor(officer, other, adult.code)
    assert refused(use_form(officer, consent.id), {"story": other}, "story") == "consent-paper-unread"


def test_an_adults_answer_is_recorded_with_its_signed_letter(officer, adult, story):
    form = consent_form(officer, asked(Kind.ADULT, story, adult), "Consent", "")
    values = SCOPE | {"asked_on": "2026-11-18", "given_on": "2026-11-20"}
    consent = saved(form, values, {"release": file("scan.jpg", b"scan")})
    assert consent.release
    assert consent.scope is not None
    assert consent.scope.places == frozenset({"TH", "worldwide"})
    assert [one.appearance for one in consent.scope.uses] == [Appearance.FACE_HIDDEN]
    differs = saved(
        form, values | {"appearance": "face-shown", "apart": "social:face-hidden:none, print::alias"}
    )
    assert {(*one.channels, one.appearance, one.naming) for one in differs.scope.uses} == {
        ("website", "face-shown", "none"),
        ("social", "face-hidden", "none"),
        ("print", "face-shown", "alias"),
    }
    renewal = consent_form(officer, asked(Kind.ADULT, story, adult, before=differs), "Consent", "")
    start = {one.name: one.start for one in renewal.fields}
    assert (start["channels"], start["appearance"]) == ("website", "face-shown")
    assert sorted(start["apart"].split(", ")) == ["print:face-shown:alias", "social:face-hidden:none"]
    assert refused(form, values | {"apart": "social"}, "apart") == "use-malformed"
    assert refused(form, values | {"places": "Siam"}, "places") == "place-malformed"
    assert refused(form, values | {"until": "soon"}, "until") == "day-malformed"
    assert refused(form, values | {"until": "2020-01-01"}, "until") == "ends-before-it-begins"


def test_a_consent_serves_one_more_story_only_where_its_paper_says_so(officer, adult, story):
    given = consent_form(officer, asked(Kind.ADULT, story, adult), "Consent", "")
    consent = saved(given, SCOPE, {"release": file("scan.jpg", b"scan")})
    other = add_story(officer, "Another of hers").id
    put_contributor(officer, other, adult.code)
    form = use_form(officer, consent.id)
    assert refused(form, {"story": other}, "story") == "consent-paper-unread"
    assert refused(form, {"story": story}, "story") == "consent-serves-already"


def test_a_childs_answers_are_recorded_and_its_face_is_not_offered(officer, child, story):
    guardian = add_guardian(officer, child.code, GuardianLink.COURT)
    form = consent_form(officer, asked(Kind.CHILD, story, child, guardians=(guardian,)), "Consent", "")
    assert refused(form, SCOPE | {"appearance": "face-shown"}, "appearance") == "field-not-usable"
    assert refused(form, SCOPE | {"apart": "social:face-shown"}, "apart") == "use-malformed"
    consent = saved(form, SCOPE)
    assert consent.given_by == guardian.code
    assent = saved(assent_form(officer, child.code, story), {"decision": "yes", "method": "own-words"})
    assert assent.decision is Decision.YES


def test_a_spoken_answer_needs_a_witness_and_a_refusal_none(officer, adult, story):
    spoken_form = consent_form(officer, asked(Kind.SPOKEN, story, adult), "Consent", "")
    assert spoken_form.missing(Filled(SCOPE | {"given_on": "2026-11-20", "language": "km"})) == ("witness",)
    consent = saved(spoken_form, SCOPE | {"witness": "officer-2"})
    assert (consent.method, consent.witness) == (Method.SPOKEN, "officer-2")
    no = saved(consent_form(officer, asked(Kind.REFUSAL, story, adult), "Consent", ""), {"method": "spoken"})
    assert (no.decision, no.scope) == (Decision.NO, None)
    through = consent_form(officer, asked(Kind.INTERPRETER, story, adult), "Consent", "")
    values = SCOPE | {"interpreter": "interpreter-1", "method": "spoken"}
    assert refused(through, values, "witness") == "witness-needed"
    assert refused(through, values | {"witness": "officer-1"}, "witness") == "witness-asked"
    assert refused(through, values | {"witness": "interpreter-1"}, "witness") == "witness-interpreted"
    assert refused(through, values | {"witness": "Mrs Sok"}, "witness") == "witness-not-handle"


def test_a_letter_that_is_signed_names_itself(officer, adult, story):
    asking = asked(Kind.ADULT, story, adult, signed=SignedLetter("L-2M4N-88TY", "th"))
    form = consent_form(officer, asking, "Consent", "")
    start = {one.name: one.start for one in form.fields}
    assert (start["release"], start["language"]) == ("L-2M4N-88TY", "th")
    with pytest.raises(NotFound):
        saved(form, SCOPE)


def test_a_consent_is_named_by_its_code_alone():
    assert refused(code_form(), {"code": "S-0000-0000"}, "code") == "code-of-another-kind"


# pictures and videos


def test_pictures_are_added_their_boxes_settled_moved_and_merged(officer, open_as, story):
    files = saved(pictures_form(story), {}, {"path": (Incoming("a.jpg", PORTRAIT.read_bytes),)})
    (taken,) = add_images(officer, story, files)
    first, second = (
        add_face(officer, taken.image.id, Box(left=left, top=10, right=left + 80, bottom=90))
        for left in (10, 40)
    )
    moved = saved(moved_box_form(officer, second, Box(left=20, top=10, right=100, bottom=90)), {"why": WHY})
    assert moved.box.left == 20
    merged = saved(merged_boxes_form(officer, moved, first), {"why": WHY})
    assert merged.id == moved.id
    assert refused(face_form(officer, merged, Settlement.NOT_A_FACE), {"why": "x"}, "why") == "why-missing"
    settled = saved(face_form(officer, merged, Settlement.NOT_A_FACE), {"why": WHY})
    assert (settled.settlement, settled.why) == (Settlement.NOT_A_FACE, WHY)
    with pytest.raises(NotFound):
        saved(near_copy_form(open_as("safeguarding-1"), taken.image.id, "I-0000-0000"), {"why": WHY})


def test_a_public_copy_is_wished_for():
    wish = saved(copy_form("I-0000-0000"), {"channel": "social", "format": "png"})
    assert (wish.channel, wish.format) == (Channel.SOCIAL, CopyFormat.PNG)
    assert saved(copy_form("I-0000-0000"), {}).channel is None


def test_a_video_is_added_and_a_track_that_the_scan_missed(officer, story):
    video = saved(video_form(officer, story), {}, {"path": file("home.mp4", film(still(12)))})
    form = track_form(officer, video.id)
    track = saved(form, {"box": "110,60,195,160", "from": "0", "until": "0:00.5"})
    assert track.video == video.id
    assert refused(form, {"box": "110", "from": "0", "until": "1"}, "box") == "box-malformed"
    assert refused(form, {"box": "1,2,30,40", "from": "0", "until": "late"}, "until") == "time-malformed"
    settled = saved(settled_track_form(officer, track, Settlement.NOT_A_FACE), {"why": WHY})
    assert settled.settlement is Settlement.NOT_A_FACE
    assert saved(why_form("some", "Some", str.upper), {"why": "because"}) == "BECAUSE"


# letters


def test_a_letter_is_drafted_and_a_complaint_belongs_to_its_blank(officer, adult, story):
    one = making(forms_of(officer), "adult", "en")

    def read(new, roster):
        assert roster is None
        return compose(officer, new)

    form = letter_form(officer, one, {"contributor": adult.code}, read, lambda _action: "Save")
    blanks = {
        "blank_purpose": "our yearly report",
        "blank_until": "2027-05-03",
        "blank_contact": "office@river-house.example",
    }
    drafted = saved(form, blanks | {"story": story, "facts": "leaves_no_copy", "printing": "large_print"})
    assert (drafted.letter.contributor, drafted.letter.story) == (adult.code, story)
    assert drafted.letter.printing.large_print
    assert not drafted.letter.facts.leaves_copy
    assert refused(form, blanks | {"blank_until": "soon"}, "blank_until")
    assert refused(form, blanks | {"story": "S-0000-0000"}, "story") == "record-unknown"


def test_words_go_out_and_come_in_by_forms_that_ask_for_a_form_and_a_file(open_as):
    manager = open_as("manager-1")
    which, given = {"form": "withdrawal-received"}, []
    for form in (words_out_form(manager, "my"), proof_form(manager, "my")):
        new = {"file": NewFile("new", "new", given.append)}
        assert saved(form, which | {"file": "new"}, new_files=new) == "new"
    sheet, proof = given
    assert proof.startswith(b"%PDF-")
    form = words_in_form(manager, "my")
    done = saved(form, which, {"file": file("my.csv", sheet)})
    assert (done.language, done.changed) == ("my", 0)
    assert refused(form, which, "file", {"file": file("my.csv", b"key")}) == "words-faults"


def test_policies_are_chosen_by_a_form_that_proposes_those_that_are(open_as):
    manager = open_as("manager-1")
    form = policies_form(manager)
    chosen = saved(form, {"policies": "uniap-2008"})
    assert chosen.chosen == ("uniap-2008",)
    assert (
        refused(policies_form(manager), {"policies": "uniap-2008"}, "policies") == "policies-chosen-already"
    )
    with pytest.raises(Conflict, match="record-changed"):
        saved(form, {"policies": ""})


def test_a_letterhead_is_set_by_a_form_that_proposes_what_is_there(open_as):
    manager = open_as("manager-1")
    head = saved(letterhead_form(manager), {"name": "River House", "telephone": "+66 2 555 0100"})
    assert head.lines == ("River House", "+66 2 555 0100")
    assert letterhead_form(manager).fields[0].start == "River House"
    assert refused(letterhead_form(manager), {"name": "x" * 200}, "name") == "letterhead-not-usable"
    given = {"logo": file("logo.png", b"no picture")}
    assert refused(letterhead_form(manager), {}, "logo", given) == "picture-format-unknown"


def test_signed_letters_are_taken_in_and_a_page_is_matched(officer):
    given = file("page.jpg", b"1")
    assert saved(intake_form(), {}, {"paths": given}) == given
    form = match_form(officer, "R-0000-0000")
    assert refused(form, {"letter": "C-0000-0000"}, "letter") == "code-of-another-kind"


def test_a_sheet_says_for_all_its_rows_when_and_where_it_was_signed():
    form = signing_form("L-7K3Q-X9MN")
    signing = saved(form, {"given_on": "2026-11-20", "places": "th, KH"})
    assert (signing.given_on.isoformat(), signing.places) == ("2026-11-20", {"TH", "KH"})
    assert refused(form, {"given_on": "2026-11-20", "places": "Siam"}, "places") == "place-malformed"


def test_a_recording_is_looked_at_before_it_is_kept():
    form, sound = recording_form("adult", "km"), {"file": file("sokha.m4a", spoken())}
    new = saved(form, {"spoken_by": "teacher-2", "note": "slow"}, sound)
    assert (new.form, new.language, new.spoken_by, new.note) == ("adult", "km", "teacher-2", "slow")
    assert refused(form, {"spoken_by": "Mrs Sok"}, "spoken_by", sound) == "handle-malformed"


def test_the_words_of_a_language_are_approved_and_withdrawn(open_as):
    manager = open_as("manager-1")
    assert saved(review_form(manager, "km", is_approved=True), {"reviewer": "dara-1"}).is_approved
    assert not saved(review_form(manager, "km", is_approved=False), {"reviewer": "dara-1"}).is_approved
    form = review_form(manager, "km", is_approved=True)
    assert refused(form, {"reviewer": "Dara Sok"}, "reviewer") == "handle-malformed"


# the office and the log


def test_an_actor_is_added_and_a_passphrase_changed(open_as, passphrase):
    manager = open_as("manager-1")
    twice = {"new": PASSPHRASE, "again": PASSPHRASE}
    actor = saved(actor_form(manager), twice | {"handle": "officer-2", "roles": "officer,volunteer"})
    assert actor.roles == frozenset({Role.OFFICER, Role.VOLUNTEER})
    other = twice | {"handle": "officer-3", "roles": "officer", "again": "another"}
    assert refused(actor_form(manager), other, "again") == "passphrases-differ"
    raised = {"roles": "officer,safeguarding", "new": "", "again": ""}
    assert saved(roles_form(manager, actor), raised).roles == {Role.OFFICER, Role.SAFEGUARDING}
    assert refused(roles_form(manager, actor), raised, "roles") == "roles-unchanged"
    assert saved(rekey_form(manager), {}) == frozenset()
    assert saved(rekey_form(manager), {"left_out": "officer-1"}) == {"officer-1"}
    assert refused(rekey_form(manager), {"left_out": "manager-1"}, "left_out") == "field-not-usable"
    assert saved(passphrase_form(manager), twice | {"old": passphrase})
    assert refused(passphrase_form(manager), twice | {"old": passphrase}, "old") == "passphrase-wrong"


def test_a_report_is_made_between_two_days_and_events_are_looked_for(open_as):
    manager = open_as("manager-1")
    report = saved(report_form(manager), {"from_on": "2026-01-01", "until": "2026-11-21"})
    assert report.until == date(2026, 11, 21)
    with pytest.raises(Conflict, match="clock-not-behind"):
        saved(clock_form(manager), {"why": "was-ahead", "today": "2026-11-21"})


def test_a_changed_row_is_taken_over(open_as):
    manager = open_as("manager-1")
    story = add_story(open_as("officer-1"), "Whole").id
    db = open_as("auditor-1").records.db
    with db.writing():
        db.execute("UPDATE stories SET title = 'damaged' WHERE id = ?", [story])
    asked = {"row": f"stories {story}", "why": "disk-damage"}
    assert saved(row_form(manager, verify_audit(manager).problems), asked) is False
    assert refused(row_form(manager, verify_audit(manager).problems), asked, "row") == "row-asked-already"
    wanted = saved(filter_form(AuditFilter()), {"action": "story-added", "on": "2026-11-21"})
    assert wanted == AuditFilter("", EventName.STORY_ADDED, "", date(2026, 11, 21))
    given = file("head.json", b"{}")
    assert saved(against_form(), {}, {"file": given}) == given[0]


def test_a_backup_is_brought_back_by_a_passphrase_or_by_the_code(tmp_path):
    def asked(into, unlocking):
        return into, unlocking

    for typed in ({"passphrase": PASSPHRASE}, {"code": "AAAA-BBBB"}):
        into, unlocking = saved(restore_form("manager-1", asked), typed | {"into": f" {tmp_path}/back"})
        assert into == tmp_path / "back"
        assert callable(unlocking)


def test_heads_and_certificates_are_checked_by_what_was_handed_out(open_as, story):
    auditor = open_as("auditor-1")
    (_, key), (_, head), (_, hashes) = give_public_key(auditor), give_head(auditor), give_hashes(auditor)
    given = {"head": file("head.json", head.data), "key": file("key.json", key.data)}
    assert saved(heads_form(), {}, given).is_continued is None
    with_list = given | {"hashes": file("hashes.json", hashes.data), "later": file("head.json", head.data)}
    assert saved(heads_form(), {}, with_list).is_continued
    assert refused(heads_form(), {}, "key", given | {"key": file("key.json", b"{}")}) == "public-key-damaged"
    assert refused(heads_form(), {}, "head", given | {"head": file("h.json", b"{}")}) == "head-damaged"
    other = {"file": file("other.pdf", b"%PDF-1.7")}
    assert saved(check_form(auditor), {}, other).verdict == "unsigned"
    assert saved(check_form(auditor), {"digits": "ab" * 32}, other).verdict == "unsigned"
    assert saved(check_form(auditor), {}, other | {"key": file("key.json", key.data)}).verdict == "unsigned"
    assert refused(check_form(auditor), {"digits": "ab"}, "digits", other) == "public-key-malformed"


def test_every_form_of_the_pages_is_tried_here():
    tried = set(globals())
    root = Path(consentkit.pages.__file__).parent
    forms = {
        f"{path.relative_to(root)}: {node.name}": node.name
        for path in root.rglob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and _gives_a_form(node)
    }
    assert len(forms) > 25
    assert {place for place, name in forms.items() if name not in tried} == set()


def _gives_a_form(node):
    return node.returns is not None and ast.unparse(node.returns).startswith("Form[")


def test_what_was_not_offered_cannot_be_posted(officer, story):
    with pytest.raises(InvalidInput, match=r"^field-not-usable$"):
        saved(approve_form(officer, story, ("C-0000-0000",)), {"contributor": "C-1111-1111"})
