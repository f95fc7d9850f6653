"""`consentkit form` and `consentkit letter`, on the way from a blank form to a consent's release."""

import json
import re

import pypdfium2
import pytest

from consentkit.catalogue.shipped import assets_folder

ASKED = (
    *("--blank", "until=2027-05-03", "--blank", "purpose=our yearly report"),
    *("--blank", "contact=+66 2 555 0100", "--organisation", "River House"),
)


@pytest.fixture
def person(run_json):
    _, value = run_json(
        "officer-1", "contributor", "add", "--language", "km", "--age", "adult", "--basis", "document"
    )
    return value["code"]


@pytest.fixture
def letter(run_json, person, tmp_path):
    _, value = run_json(
        "volunteer-1",
        "letter",
        "make",
        "adult",
        person,
        "--language",
        "km",
        *ASKED,
        "--out",
        tmp_path / "l.pdf",
    )
    return value["id"]


@pytest.fixture
def scans(letter, tmp_path):
    files = []
    for number, page in enumerate(pypdfium2.PdfDocument(tmp_path / "l.pdf")):
        files.append(tmp_path / f"scan-{number}.png")
        page.render(scale=130 / 72).to_pil().save(files[-1])
    return files


def test_forms_are_listed_with_their_languages_without_a_passphrase(run, run_json, monkeypatch):
    monkeypatch.delenv("CONSENTKIT_PASSPHRASE")
    code, value = run_json("anyone", "form", "list")
    assert code == 0
    adult = next(one for one in value["forms"] if one["id"] == "adult")
    assert {"en", "th", "lo", "km", "my", "vi", "zh"} <= set(adult["languages"])
    code, out, _ = run("anyone", "form", "show", "adult")
    assert code == 0
    assert "until (date)" in out


def test_the_list_of_forms_says_who_approved_which_words(run, run_json, monkeypatch):
    run("manager-1", "form", "review", "km", "--approve", "--reviewer", "sokha-1", "--on", "2026-11-20")
    khmer = next(
        one for one in run_json("officer-1", "form", "list")[1]["languages"] if one["language"] == "km"
    )
    assert (khmer["status"], khmer["reviewer"]) == ("approved", "sokha-1")
    assert "km  approved, reviewed by sokha-1 on 2026-11-20" in run("officer-1", "form", "list")[1]
    monkeypatch.delenv("CONSENTKIT_PASSPHRASE")
    code, out, err = run("officer-1", "form", "list")
    assert (code, "sokha-1" in out) == (0, False)
    assert "who approved which words is not read" in err


@pytest.fixture
def broken_words(workspace_folder):
    """A file of an organisation's own words that cannot be read."""
    own = workspace_folder / "forms" / "clauses"
    own.mkdir(parents=True)
    (own / "th.toml").write_text("xx", encoding="utf-8")


# Without a language all letters are set in each.
@pytest.mark.usefixtures("broken_words")
@pytest.mark.parametrize(
    "words", [pytest.param(("lint",), marks=pytest.mark.slow), ("lint", "th"), ("list",)], ids=" ".join
)
def test_a_broken_file_of_words_is_told_with_the_forms(run, words):
    code, out, _ = run("manager-1", "form", *words)
    assert (code, "✗ clauses/th.toml: " in out, "Nothing was found" in out) == (6, True, False)


@pytest.mark.usefixtures("broken_words")
def test_a_broken_file_of_words_is_told_wherever_it_is_asked_for(run, person, tmp_path):
    assert run("manager-1", "form", "lint", "vi")[:2] == (0, "Nothing was found.\n")
    letter = ("letter", "make", "adult", person, "--language", "th", *ASKED, "--out", tmp_path / "l.pdf")
    review = ("form", "review", "th", "--approve", "--reviewer", "somchai-1")
    for actor, words in (("volunteer-1", letter), ("manager-1", review)):
        code, _, err = run(actor, *words)
        assert (code, "clauses/th.toml" in err) == (6, True)


def test_words_with_a_mistake_are_not_approved_and_can_be_unapproved(run, workspace_folder):
    own = workspace_folder / "forms" / "clauses"
    own.mkdir(parents=True)
    shipped = (assets_folder().parent / "forms" / "clauses" / "vi.toml").read_text(encoding="utf-8")
    (own / "vi.toml").write_text(shipped.replace("{organisation}", "{organization}"), encoding="utf-8")
    code, _, err = run("manager-1", "form", "review", "vi", "--approve", "--reviewer", "lan-1")
    assert code == 3
    assert "clauses.L01" in err
    assert run("manager-1", "form", "review", "vi", "--unreviewed", "--reviewer", "lan-1")[0] == 0


def test_an_unknown_form_is_told_with_those_that_there_are(run):
    code, _, err = run("anyone", "form", "show", "nothing")
    assert code == 4
    assert "adult" in err


@pytest.mark.slow
def test_the_shipped_words_have_nothing_to_complain_of(run):
    code, out, _ = run("anyone", "form", "lint")
    assert code == 0, out
    assert "Nothing was found." in out


def test_words_of_ones_own_with_a_gap_are_told_and_exit_with_six(run, workspace_folder):
    own = workspace_folder / "forms" / "clauses"
    own.mkdir(parents=True)
    (own / "vi.toml").write_text(
        'language = "vi"\nname = "Tiếng Việt"\nscript = "Latn"\nstatus = "draft"\ntranslator = "us"\n'
        "written_on = 2026-11-21\n",
        encoding="utf-8",
    )
    code, out, _ = run("anyone", "form", "lint", "vi")
    assert code == 6
    assert "clauses.L01: This clause is missing." in out
    code, _, err = run("anyone", "form", "lint", "xx")
    assert code == 4
    assert "km" in err


def test_a_manager_approves_a_language_and_an_officer_does_not(run):
    words = ("form", "review", "km", "--approve", "--reviewer", "sokha-1")
    code, _, err = run("officer-1", *words)
    assert code == 3
    code, out, _ = run("manager-1", *words)
    assert code == 0
    assert "without the mark of unreviewed words" in out
    assert err


@pytest.mark.parametrize("withdrawn", ["--unreviewed", "--draft"])
def test_an_approval_is_withdrawn_by_its_word_of_today_and_of_before(run, withdrawn):
    code, out, _ = run("manager-1", "form", "review", "km", withdrawn, "--reviewer", "sokha-1")
    assert code == 0
    assert "with the mark of unreviewed words" in out


def test_words_go_to_a_translator_and_come_back_as_a_spreadsheet(run, run_json, tmp_path):
    sheet, proof = tmp_path / "km.csv", tmp_path / "km.pdf"
    words = ("form", "export-words", "withdrawal-received", "--language", "km", "--to", sheet)
    assert run("officer-1", *words)[0] == 0
    assert run("officer-1", *words)[0] == 5
    assert run("officer-1", "form", "proof", "withdrawal-received", "--language", "km", "--to", proof)[0] == 0
    assert proof.read_bytes().startswith(b"%PDF-")
    code, _, err = run("officer-1", "form", "proof", "adult", "--language", "xx", "--to", tmp_path / "x.pdf")
    assert (code, "xx" in err) == (4, True)
    back = ("form", "import-words", "withdrawal-received", sheet, "--language", "km")
    assert run("officer-1", *back)[0] == 3
    assert run_json("manager-1", *back)[1]["changed"] == 0
    rows = sheet.read_text(encoding="utf-8-sig").replace("titles.withdrawal-received.title", "titles.x", 1)
    sheet.write_text(rows, encoding="utf-8")
    code, _, err = run("manager-1", *back)
    assert code == 2
    assert "Row 2, column “key”: “titles.x” is no text of this form." in err
    assert "Nothing was taken in." in err


def test_a_letter_is_previewed_made_printed_again_and_set_aside(run, run_json, person, letter, tmp_path):
    code, out, _ = run("volunteer-1", "letter", "make", "adult", "--language", "en", *ASKED, "--preview")
    assert code == 0
    assert "An empty box means no." in out
    assert out.endswith("Pages: 2.\n")
    again = tmp_path / "again.pdf"
    page = tmp_path / "again.html"
    code, _, _ = run("volunteer-1", "letter", "print", letter, "--out", again, "--page", page)
    assert code == 0
    assert again.read_bytes() == (tmp_path / "l.pdf").read_bytes()
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    code, _, err = run("volunteer-1", "letter", "print", letter, "--out", again)
    assert code == 5
    assert "again.pdf" in err
    assert run("volunteer-1", "letter", "set-aside", letter)[0] == 0
    assert run("volunteer-1", "letter", "set-aside", letter)[0] == 5
    code, out, _ = run("volunteer-1", "letter", "list")
    assert ": set aside" in out
    assert run_json("volunteer-1", "letter", "list", "--out")[1] == []


def test_a_letter_of_which_no_page_came_back_has_nothing_to_look_at(run, letter, tmp_path):
    code, _, err = run("volunteer-1", "letter", "look", letter, "--to", tmp_path / "pages")
    assert code == 4
    assert f"No page of letter {letter} came back" in err
    assert not (tmp_path / "pages").exists()


def test_a_volunteer_prints_what_was_given_to_them(run, run_json, letter, tmp_path):
    mine = ("letter", "mine", "--out", tmp_path / "mine")
    assert run("volunteer-1", "letter", "give", letter, "--to", "volunteer-1")[0] == 3
    assert run("volunteer-1", *mine)[1] == "No letter is yours to print.\n"
    code, out, err = run("officer-1", "letter", "give", letter, "--to", "volunteer-1")
    assert (code, out) == (0, f"{letter}: given to volunteer-1\n")
    assert "sees the name on it" in err
    assert [one["id"] for one in run_json("volunteer-1", "letter", "mine")[1]] == [letter]
    code, _, err = run("volunteer-1", *mine)
    assert code == 0
    assert "The log keeps that it was you." in err
    assert [one.name for one in (tmp_path / "mine").iterdir()] == [f"{letter}.pdf"]
    assert run("volunteer-1", *mine)[0] == 5


def test_an_extra_page_is_said_before_anything_is_printed(run, tmp_path):
    options = ("--interpreter", "--witness", "--thumbprint", "--paper", "letter")
    words = ("letter", "make", "adult", "--language", "ta", *ASKED, *options)
    code, out, _ = run("volunteer-1", *words, "--preview")
    assert code == 0
    assert "Pages: 3. This form usually takes 2 at most" in out
    code, out, _ = run("volunteer-1", *words, "--out", tmp_path / "long.pdf")
    assert code == 0
    assert out.index("Pages: 3.") < out.index("Written to")
    assert len(pypdfium2.PdfDocument(tmp_path / "long.pdf")) == 3


@pytest.mark.parametrize(
    ("changed", "code", "said"),
    [
        (("--language", "shn", *ASKED), 4, "not whole in the language"),
        (("--language", "en"), 2, "needs a value"),
        (("--language", "en", *ASKED, "--blank", "shoes"), 2, "NAME=VALUE"),
        (("--language", "en", *ASKED, "--blank", "shoes=40"), 2, "no blank “shoes”"),
        (("--language", "en", *ASKED, "--offer", "L08=moon"), 2, "does not offer “moon”"),
        (("--language", "en", *ASKED, "--ask-face"), 3, "safeguarding"),
    ],
)
def test_a_letter_that_cannot_be_made_says_why(run, tmp_path, changed, code, said):
    seen, _, err = run("volunteer-1", "letter", "make", "adult", *changed, "--out", tmp_path / "x.pdf")
    assert seen == code
    assert said in err
    assert not (tmp_path / "x.pdf").exists()


def test_a_roster_becomes_one_file_or_many(run, person, tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text(f"contributor,language\n{person},th\n,my\n", encoding="utf-8")
    words = ("letter", "batch", "adult", roster, "--language", "en", *ASKED)
    assert run("volunteer-1", *words, "--out", tmp_path / "all.pdf")[0] == 0
    assert len(pypdfium2.PdfDocument(tmp_path / "all.pdf")) == 4
    code, out, _ = run("volunteer-1", *words, "--out", tmp_path / "many")
    assert code == 0
    assert person in out
    assert "Pages of all letters: 4." in out
    assert len(list((tmp_path / "many").glob("L-*.pdf"))) == 2
    roster.write_text("contributor,shoes\n", encoding="utf-8")
    assert run("volunteer-1", *words, "--out", tmp_path / "more.pdf")[0] == 2


def test_signed_letters_come_in_are_confirmed_and_carry_the_consent(run, run_json, person, letter, scans):
    absent = scans[0].with_name("absent.jpg")
    story = run_json("officer-1", "story", "add", "A year at the school")[1]["id"]
    code, out, err = run("volunteer-1", "letter", "intake", *scans, absent)
    assert code == 2
    assert f"page 2 of 2 of {letter}" in out
    assert "absent.jpg" in out + err
    assert run_json("volunteer-1", "letter", "pages")[1] == []
    pages = run_json("volunteer-1", "letter", "pages", letter)[1]
    assert [page["page"] for page in pages] == [1, 2]
    look = absent.with_name("look.jpg")
    assert run("volunteer-1", "letter", "look", pages[0]["id"], "--to", look)[0] == 0
    assert look.read_bytes()[:2] == b"\xff\xd8"
    assert run("volunteer-1", "letter", "match", pages[0]["id"], letter, 2)[0] == 5
    seen = run_json("volunteer-1", "letter", "confirm", letter)[1]
    assert set(seen.values()) == {"empty", "nothing"}
    assert seen["contributor.signature"] == "nothing"
    said = run("volunteer-1", "letter", "confirm", letter)[1]
    assert "What may we use?\n  [ ] " in said
    assert re.search(r"\n  \[ \] [A-Z][a-z ]+  \(L08\.website\)\n", said)
    assert said.count("[ ]") == len(seen)
    assert run("volunteer-1", "letter", "confirm", letter, "--tick", "L99.no")[0] == 2
    ticks = ("--tick", "L04.words", "--tick", "L08.website", "--tick", "L24.yes")
    # The second page was not opened.
    assert f"Not opened by you yet: {pages[1]['id']}.\n" in said
    assert f"consentkit letter look {letter} --to pages" in said
    code, _, err = run("volunteer-1", "letter", "confirm", letter, *ticks)
    assert (code, pages[1]["id"] in err, pages[0]["id"] in err) == (3, True, False)
    assert run("volunteer-1", "letter", "look", pages[1]["id"], "--to", look.with_name("2.jpg"))[0] == 0
    assert run("volunteer-1", "letter", "confirm", letter, *ticks)[0] == 0
    answer = (
        *("consent", "record", person, story, "--answer", "yes", "--until", "2027-05-03", "--language", "km"),
        *("--channel", "website", "--audience", "public", "--place", "worldwide", "--letter", letter),
    )
    code, _, err = run("officer-1", *answer, "--medium", "words", "--given", "2026-11-01")
    assert code == 2
    assert "the day of the answer" in err
    answer += ("--given", pages[0]["taken_in_on"])
    code, _, err = run("officer-1", *answer, "--medium", "photo")
    assert code == 2
    assert "L04.photo" in err
    code, out, _ = run("officer-1", *answer, "--medium", "words", "--json")
    assert code == 0
    assert json.loads(out)["release"]
    filled = ("consent", "record", person, story, "--from-letter", letter, "--place", "worldwide")
    _, kept = run_json("officer-1", *filled, "--given", pages[0]["taken_in_on"], "--yes")
    (uses,) = kept["scope"]["uses"]
    assert (uses["media"], kept["language"], kept["scope"]["until"]) == (["words"], "km", "2027-05-03")
    assert (kept["asked"]["media"], "print" in kept["asked"]["channels"]) == (
        ["drawing", "photo", "video", "voice", "words"],
        True,
    )
    assert run("officer-1", *filled, "--given", pages[0]["taken_in_on"], "--until", "2029-01-01")[0] == 2
    assert run("volunteer-1", "consent", "withdraw", letter)[0] == 0
    assert ": taken back" in run("officer-1", "consent", "list", "--code", letter)[1]


def _look(run, run_json, letter, folder, by="volunteer-1"):
    """Open every page of a letter, as who confirms it must."""
    looked = folder / f"pages-of-{letter}"
    assert run(by, "letter", "look", letter, "--to", looked)[0] == 0
    came = run_json("volunteer-1", "letter", "pages", letter)[1]
    assert {file.stem for file in looked.iterdir()} == {page["id"] for page in came}


def test_a_slip_says_what_confirming_it_does(run, run_json, person, tmp_path):
    made = ("letter", "make", "withdrawal", person, "--language", "en", "--organisation", "River House")
    assert (
        run("volunteer-1", *made, "--blank", "contact=+66 2 555 0100", "--out", tmp_path / "slip.pdf")[0] == 0
    )
    assert run("volunteer-1", "letter", "intake", tmp_path / "slip.pdf")[0] == 0
    (slip,) = [
        one["id"] for one in run_json("volunteer-1", "letter", "list")[1] if one["form"] == "withdrawal"
    ]
    said = run("volunteer-1", "letter", "confirm", slip)[1]
    assert "confirming does this:" in said
    assert person in said
    both = ("--nothing-ticked", "--tick", "X02.all")
    assert run("volunteer-1", "letter", "confirm", slip, *both)[0] == 2
    _look(run, run_json, slip, tmp_path)
    assert run("volunteer-1", "letter", "confirm", slip, "--tick", "X02.all")[0] == 0
    assert run("volunteer-1", "letter", "confirm", slip, "--correct", "--tick", "X02.print")[0] == 5


@pytest.mark.slow
def test_a_groups_sheet_is_said_row_by_row_and_becomes_consents(run, run_json, person, tmp_path):
    story = run_json("officer-1", "story", "add", "A day at the well")[1]["id"]
    new = ("officer-1", "contributor", "add", "--language", "km", "--age", "adult")
    other, third = (run_json(*new)[1]["code"] for _one in range(2))
    out = tmp_path / "sheet.pdf"
    people = ("--person", person, "--person", other, "--person", third, "--story", story)
    made = ("letter", "make", "group", "--language", "en", *people, *ASKED, "--out", out)
    _, letter = run_json("volunteer-1", *made)
    sheet = letter["id"]
    assert run("volunteer-1", "letter", "intake", out)[0] == 0
    code, said, _ = run("officer-1", "letter", "confirm", sheet)
    assert (code, f"--row {person}=" in said, "allows nothing" in said) == (0, True, True)
    _look(run, run_json, sheet, tmp_path, by="officer-1")
    rows = ("--row", f"{person}=photo,internet", "--row", f"{other}=no", "--row", f"{third}=absent")
    assert run("officer-1", "letter", "confirm", sheet, *rows)[0] == 2
    day = ("--given", letter["made_on"], "--place", "worldwide")
    assert run("officer-1", "letter", "confirm", sheet, *day)[0] == 2
    code, value = run_json("officer-1", "letter", "confirm", sheet, *rows, *day)
    assert (code, len(value["consents"]), value["waiting"]) == (0, 1, [])
    assert {one["contributor"]: one["says_no"] for one in value["rows"]} == {
        person: False, other: True, third: False,
    }  # fmt: skip
    (given,) = run_json("officer-1", "consent", "list", "--contributor", person)[1]
    (uses,) = given["scope"]["uses"]
    assert (given["standing"], uses["channels"]) == ("holds", ["social", "website"])
    correct = ("officer-1", "letter", "confirm", sheet, "--correct")
    assert run(*correct, "--row", f"{person}=absent")[0] == 5
    assert run(*correct, "--row", f"{third}=photo", "--tick", "L24.yes")[0] == 2
    assert "Corrected: 1 rows" in run(*correct, "--row", f"{third}=photo")[1]


def test_who_did_not_want_to_be_asked_may_come_again(run, run_json, person, tmp_path):
    assert run("officer-1", "contributor", "asks-again", person)[0] == 5
    made = ("letter", "make", "refusal", person, "--language", "en", "--organisation", "River House")
    assert (
        run("volunteer-1", *made, "--blank", "contact=+66 2 555 0100", "--out", tmp_path / "no.pdf")[0] == 0
    )
    assert run("volunteer-1", "letter", "intake", tmp_path / "no.pdf")[0] == 0
    (no,) = [one["id"] for one in run_json("volunteer-1", "letter", "list")[1] if one["form"] == "refusal"]
    _look(run, run_json, no, tmp_path)
    assert run("volunteer-1", "letter", "confirm", no, "--tick", "X01.never-ask")[0] == 0
    adult = ("letter", "make", "adult", person, "--language", "en", *ASKED)
    assert run("volunteer-1", *adult, "--out", tmp_path / "a.pdf")[0] == 3
    assert run("officer-1", "contributor", "asks-again", person)[0] == 0
    assert run("volunteer-1", *adult, "--out", tmp_path / "a.pdf")[0] == 0


def test_a_page_of_no_letter_is_listed_and_set_aside(run, run_json):
    assert run("volunteer-1", "letter", "intake", assets_folder() / "demo" / "grace_hopper.jpg")[0] == 0
    (page,) = run_json("volunteer-1", "letter", "pages")[1]
    assert page["notes"] == ["no-code"]
    assert run("volunteer-1", "letter", "set-page-aside", page["id"])[0] == 0
    assert run_json("volunteer-1", "letter", "pages")[1] == []
    assert run("volunteer-1", "letter", "set-page-aside", page["id"])[0] == 5


def test_a_slip_for_the_final_version_says_what_confirming_it_records(run, run_json, person, tmp_path):
    story = run_json("officer-1", "story", "add", "A day at the well")[1]["id"]
    assert run("officer-1", "story", "put-in", story, person)[0] == 0
    contact = ("--blank", "contact=+66 2 555 0100")
    made = ("letter", "make", "approval", "--language", "en", "--organisation", "River House", *contact)
    code, _, err = run("officer-1", *made, "--out", tmp_path / "nobodys.pdf")
    assert (code, "one person and one story" in err) == (2, True)
    slip = tmp_path / "slip.pdf"
    assert run("officer-1", *made, person, "--story", story, "--out", slip)[0] == 0
    assert run("volunteer-1", "letter", "intake", slip)[0] == 0
    (letter,) = [one["id"] for one in run_json("officer-1", "letter", "list")[1] if one["form"] == "approval"]
    _look(run, run_json, letter, tmp_path, by="officer-1")
    yes = run("officer-1", "letter", "confirm", letter, "--tick", "X08.yes")
    assert (yes[0], f"version 2 of story {story} and says yes" in yes[1]) == (0, True), yes
    no = run("officer-1", "letter", "confirm", letter, "--correct", "--tick", "X08.change")
    assert (no[0], "Read on the paper what they want changed." in no[1]) == (0, True), no
