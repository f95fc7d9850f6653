"""Forms and their words: every file is sound, every language that is offered is whole."""

import hashlib
import re
import shutil

import pytest

from consentkit.catalogue.forms import languages_for, load_forms
from consentkit.catalogue.local_dates import write_value
from consentkit.catalogue.shipped import forms_folder
from consentkit.domain.consents import Appearance, Medium, Naming
from consentkit.domain.letters.composing import compose_letter
from consentkit.domain.letters.gaps import form_gaps
from consentkit.domain.letters.letters import Facts, TranslationStatus
from consentkit.domain.letters.samples import sample_order
from consentkit.domain.values import Channel

SHIPPED = load_forms(forms_folder())
FORMS = {form.id: form for form in SHIPPED.forms}
WORDINGS = {wording.language: wording for wording in SHIPPED.wordings}
ENGLISH = WORDINGS["en"]
OFFERED = [(f.id, language) for f in SHIPPED.forms for language in languages_for(f, SHIPPED.wordings)]
ALL_FACTS = Facts(
    has_interpreter=True, has_witness=True, shows_face=True, names_fully=True, takes_thumbprint=True
)
CHILDRENS = ("guardian", "assent-7-11", "assent-12-17")


@pytest.fixture
def folder(tmp_path):
    """A copy of the shipped forms with English only, to be changed."""
    copy = tmp_path / "forms"
    shutil.copytree(forms_folder(), copy)
    for path in (copy / "clauses").iterdir():
        if path.stem != "en":
            path.unlink()
    return copy


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def complaints(catalogue):
    return [(broken.file, broken.field) for broken in catalogue.broken]


def words_of(letter):
    return letter.model_dump_json()


def test_every_shipped_file_is_sound():
    assert SHIPPED.broken == ()
    assert len(FORMS) == 20


def test_every_form_is_offered_in_english():
    assert [form for form in FORMS if (form, "en") not in OFFERED] == []


@pytest.mark.parametrize(("form", "language"), OFFERED)
def test_every_form_composes_in_every_language_it_is_offered_in(form, language):
    wording = WORDINGS[language]
    for facts in (None, ALL_FACTS):
        order = sample_order(FORMS[form], wording, facts=facts)
        letter = compose_letter(FORMS[form], wording, order, write_value)
        assert letter.blocks
        assert all("{" not in run.text for block in letter.blocks for run in getattr(block, "words", ()))


@pytest.mark.parametrize(("form", "language"), OFFERED)
def test_two_languages_of_a_letter_have_the_same_blocks(form, language):
    shapes = []
    for wording in (ENGLISH, WORDINGS[language]):
        order = sample_order(FORMS[form], wording)
        letter = compose_letter(FORMS[form], wording, order, write_value)
        shapes.append([(b.kind, len(getattr(b, "options", getattr(b, "items", ())))) for b in letter.blocks])
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("language", ["en", "th", "lo", "km", "my", "vi", "zh"])
def test_the_languages_of_the_mekong_have_every_form(language):
    assert [form for form in FORMS if (form, language) not in OFFERED] == []


@pytest.mark.parametrize("language", ["id", "ms", "tl", "bn", "ne", "hi", "ta", "si", "ur", "ar"])
def test_the_other_languages_have_at_least_the_forms_of_consent(language):
    needed = {"adult", *CHILDRENS, "verbal", "refusal", "withdrawal", "withdrawal-received", "renewal"}
    needed |= {"approval", "approval-child"}
    assert {form for form in needed if (form, language) not in OFFERED} == set()


@pytest.mark.parametrize("language", ["shn", "ksw"])
def test_a_declared_slot_is_listed_and_never_offered(language):
    assert WORDINGS[language].status is TranslationStatus.EMPTY
    assert language not in {offered for _, offered in OFFERED}


ROWS = "the rows «a channel» and «a vocabulary» of CONTRIBUTING.md say what else it needs"


@pytest.mark.parametrize(
    ("clause", "kind"),
    [("L04", Medium), ("L05", Appearance), ("L06", Naming), ("L08", Channel)],
)
def test_what_is_ticked_can_be_read_back_into_a_scope(clause, kind):
    assert tuple(ENGLISH.clauses[clause].choices) == tuple(kind), ROWS


def test_the_slip_can_name_every_channel():
    assert tuple(ENGLISH.clauses["X02"].choices) == ("all", *Channel), ROWS


@pytest.mark.parametrize("form", CHILDRENS)
def test_a_child_is_never_asked_about_face_or_full_name(form):
    order = sample_order(FORMS[form], ENGLISH, facts=ALL_FACTS)
    letter = words_of(compose_letter(FORMS[form], ENGLISH, order, write_value))
    assert "L05.none" in letter
    assert not re.search(r"L05\.face-shown|L06\.(first|full)-name", letter)


@pytest.mark.parametrize("form", ["adult", "verbal", "pictures", "renewal"])
def test_an_adult_is_asked_about_face_or_full_name_only_after_safeguarding(form):
    order = sample_order(FORMS[form], ENGLISH, facts=Facts())
    assert not re.search(
        "face-shown|full-name", words_of(compose_letter(FORMS[form], ENGLISH, order, write_value))
    )


@pytest.mark.parametrize("form", ["adult", "guardian", "assent-12-17", "verbal", "pictures", "renewal"])
def test_no_copy_is_offered_where_it_is_not_safe(form):
    order = sample_order(FORMS[form], ENGLISH, facts=Facts(leaves_copy=False))
    letter = words_of(compose_letter(FORMS[form], ENGLISH, order, write_value))
    assert "L25.given" not in letter
    assert "L25.declined" in letter


def test_the_adult_letter_has_every_clause_for_all():
    clauses = {part.clause for part in FORMS["adult"].parts}
    assert {f"L{number:02}" for number in range(1, 27)} <= clauses


def test_the_adult_letter_is_short_enough_for_two_pages_in_every_script():
    order = sample_order(FORMS["adult"], ENGLISH, facts=Facts())
    used = [p.clause for p in FORMS["adult"].parts if p.when.holds(order.facts)]
    texts = [t for c in used for t in _texts(ENGLISH.clauses[c])]
    assert sum(len(text.split()) for text in texts) <= 620


def _texts(clause):
    return (clause.title, *clause.text, *clause.points, *clause.choices.values(), *clause.fields.values())


def test_nothing_on_a_letter_says_what_happened_to_its_holder():
    words = forms_folder().joinpath("clauses", "en.toml").read_text(encoding="utf-8")
    assert re.findall(r"(?i)\b(victim|survivor|traffick\w+|case)\b", words) == []


def test_a_language_that_lacks_a_clause_is_not_offered(folder):
    path = folder / "clauses" / "mnw.toml"
    text = (folder / "clauses" / "en.toml").read_text(encoding="utf-8").replace('"en"', '"mnw"', 1)
    path.write_text(text, encoding="utf-8")
    form = FORMS["withdrawal"]
    assert languages_for(form, load_forms(folder).wordings) == ("en", "mnw")
    change(path, "[clauses.P11]", "[clauses.P99]")
    catalogue = load_forms(folder)
    assert languages_for(form, catalogue.wordings) == ("en",)
    assert languages_for(FORMS["refusal"], catalogue.wordings) == ("en", "mnw")
    wording = next(w for w in catalogue.wordings if w.language == "mnw")
    assert [gap.kind for gap in form_gaps(form, wording, ENGLISH)] == ["clause-missing"]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("{contact}. Give", "us. Give", "blank-missing"),
        ("[clauses.P11]\ntitle", "[clauses.P11]\npoints = ['x']\ntitle", "paragraphs-differ"),
        ('website = "Your website"\n', "", "choice-missing"),
        ('withdrawal-code = "My code"\n', "", "field-missing"),
        ('page = "Page', 'pages = "Page', "label-missing"),
        ("[titles.withdrawal]", "[titles.withdrawals]", "title-missing"),
        ("Page {page} of", "Page of", "blank-missing"),
        ('{withdrawal_code}."]\n\n[clauses.P12]', '{withdrawal code}."]\n\n[clauses.P12]', "blank-broken"),
    ],
)
def test_a_language_that_lacks_anything_is_not_offered(folder, old, new, kind):
    text = (folder / "clauses" / "en.toml").read_text(encoding="utf-8").replace('"en"', '"mnw"', 1)
    path = folder / "clauses" / "mnw.toml"
    path.write_text(text, encoding="utf-8")
    change(path, old, new)
    catalogue = load_forms(folder)
    assert catalogue.broken == ()
    assert languages_for(FORMS["withdrawal"], catalogue.wordings) == ("en",)
    wording = next(w for w in catalogue.wordings if w.language == "mnw")
    assert kind in {gap.kind for gap in form_gaps(FORMS["withdrawal"], wording, ENGLISH)}


FAULTS = {
    "an unknown key": ("most_pages", "colour = 1\nmost_pages", "colour"),
    "a clause that does not exist": ('"P11"', '"P98"', "parts[1].clause"),
    "a clause id that is none": ('"P11"', '"ZZ"', "parts[1].clause"),
    "a clause used twice": ('"P11"', '"X02"', ""),
    "a choice that does not exist": ('layout = "columns"', 'choices = ["moon"]', "parts[0].choices"),
    "a field that does not exist": ('layout = "columns"', "lines = { moon = 2 }", "parts[0].lines"),
    "a layout that does not exist": ('"columns"', '"circle"', "parts[0].layout"),
    "a blank without a kind": ("contact =", "contract =", "blanks.contact"),
    "a strip of a clause that does not exist": (
        "most_pages",
        'tear_off = ["P98"]\nmost_pages',
        "tear_off[0]",
    ),
    "a strip that tells what for": ("most_pages", 'tear_off = ["L02"]\nmost_pages', "tear_off[0]"),
    "another id": ('id = "withdrawal"', 'id = "slip"', "id"),
    "a condition that does not exist": (
        'layout = "columns"',
        "when = { is_tall = true }",
        "parts[0].when.is_tall",
    ),
    "a condition in words": ('layout = "columns"', 'when = { is_child = "yes" }', "parts[0].when.is_child"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_in_a_form_names_file_and_field(folder, case):
    old, new, field = FAULTS[case]
    change(folder / "withdrawal.toml", old, new)
    catalogue = load_forms(folder)
    assert complaints(catalogue)[0] == ("withdrawal.toml", field)
    assert "withdrawal" not in {form.id for form in catalogue.forms}


WORD_FAULTS = {
    "an unknown key": ("[labels]", "[lables]", "lables"),
    "a clause id that is none": ("[clauses.P12]", "[clauses.zz]", "clauses.zz.[key]"),
    "words on two lines": ('"Say no. You', '"Say no.\\nYou', "clauses.P09.points[0]"),
    "no words": ('date = "Date"', 'date = ""', "labels.date"),
    "a review without a name": ('"unreviewed"', '"approved"', ""),
    "another language": ('language = "en"', 'language = "th"', "language"),
    "a choice that no scope holds": ('voice = "Voice"', 'smell = "Smell"', "clauses.L04.choices.smell"),
}


@pytest.mark.parametrize("case", WORD_FAULTS)
def test_a_fault_in_a_clause_file_names_file_and_field(folder, case):
    old, new, field = WORD_FAULTS[case]
    change(folder / "clauses" / "en.toml", old, new)
    catalogue = load_forms(folder)
    assert ("clauses/en.toml", field) in complaints(catalogue)
    assert catalogue.wordings == ()
    assert languages_for(FORMS["adult"], catalogue.wordings) == ()


def test_an_organisation_adds_a_form_of_its_own(folder, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    titles = '[titles.en]\ntitle = "Stop, please"\nneutral = "A note"\n'
    text = (folder / "withdrawal.toml").read_text(encoding="utf-8").replace('"withdrawal"', '"our-slip"', 1)
    (own / "our-slip.toml").write_text(text + titles, encoding="utf-8")
    catalogue = load_forms(folder, own)
    assert catalogue.broken == ()
    form = catalogue.forms[-1]
    letter = compose_letter(form, ENGLISH, sample_order(form, ENGLISH), write_value)
    assert (form.id, letter.title) == ("our-slip", "Stop, please")
    assert languages_for(form, catalogue.wordings) == ("en",)


def test_a_form_needs_a_title(folder):
    text = (folder / "withdrawal.toml").read_text(encoding="utf-8").replace('"withdrawal"', '"our-slip"', 1)
    (folder / "our-slip.toml").write_text(text, encoding="utf-8")
    assert complaints(load_forms(folder)) == [("our-slip.toml", "titles")]


def test_of_two_forms_with_one_id_the_shipped_one_is_kept(folder, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    shutil.copy(folder / "adult.toml", own / "adult.toml")
    assert complaints(load_forms(folder, own)) == [("adult.toml", "id")]


def test_an_own_language_file_takes_the_shipped_ones_place_as_a_whole(folder, tmp_path):
    clauses = tmp_path / "own" / "clauses"
    clauses.mkdir(parents=True)
    shutil.copy(folder / "clauses" / "en.toml", clauses)
    change(clauses / "en.toml", "We lock everything away.", "We keep everything in a safe.")
    catalogue = load_forms(folder, tmp_path / "own")
    assert catalogue.broken == ()
    assert [wording.language for wording in catalogue.wordings] == ["en"]
    assert "in a safe" in catalogue.wordings[0].clauses["L15"].text[0]
    content = (clauses / "en.toml").read_bytes().replace(b'"unreviewed"', b'"draft"')
    assert catalogue.digests == {"en": hashlib.sha256(content).hexdigest()}


def test_words_that_say_draft_as_in_earlier_versions_load_and_keep_their_approval(folder):
    now = load_forms(folder)
    change(folder / "clauses" / "en.toml", 'status = "unreviewed"', 'status = "draft"')
    assert load_forms(folder) == now
    assert [wording.status for wording in now.wordings] == [TranslationStatus.UNREVIEWED]


def test_a_broken_own_language_file_takes_the_language_away(folder, tmp_path):
    clauses = tmp_path / "own" / "clauses"
    clauses.mkdir(parents=True)
    (clauses / "en.toml").write_text("language = en", encoding="utf-8")
    catalogue = load_forms(folder, tmp_path / "own")
    assert complaints(catalogue) == [("clauses/en.toml", "")]
    assert catalogue.wordings == ()


def test_a_folder_that_does_not_exist_holds_nothing(tmp_path):
    catalogue = load_forms(tmp_path / "none")
    assert (catalogue.forms, catalogue.wordings, catalogue.broken) == ((), (), ())
