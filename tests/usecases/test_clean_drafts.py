"""A story's draft made anew of its words alone, and words that are typed here."""

import pytest
from making_documents import docx

from consentkit.catalogue.shipped import assets_folder
from consentkit.domain.errors import Conflict, InvalidInput, NotFound, Refused
from consentkit.domain.words.drafts import Holds
from consentkit.domain.words.findings import WordKind
from consentkit.domain.words.languages import Readable
from consentkit.usecases.pictures.images import images_of
from consentkit.usecases.stories.stories import add_story, show_story
from consentkit.usecases.words.checks import words_of
from consentkit.usecases.words.cleaning import (
    CleanKind,
    TypedSearch,
    make_clean_draft,
    put_clean_draft,
    words_to_edit,
    write_words,
)
from consentkit.usecases.words.drafts import get_draft, put_draft

SECRET = "Sokha"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BODY = (
    f"<w:document {W}><w:body><w:p><w:r><w:t>She runs a shop.</w:t></w:r></w:p><w:p><w:r><w:rPr><w:vanish/>"
    f"</w:rPr><w:t>{SECRET}</w:t></w:r></w:p></w:body></w:document>"
)
PROPERTIES = (
    f'<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>{SECRET}</dc:creator></cp:coreProperties>'
)
PORTRAIT = assets_folder() / "demo" / "grace_hopper.jpg"


@pytest.fixture
def officer(open_as):
    return open_as("officer-1")


def story_with(officer, document):
    story = add_story(officer, "Hers").id
    put_draft(officer, story, document)
    return story


def hiding():
    members = {"word/document.xml": BODY, "docProps/core.xml": PROPERTIES}
    return docx([PORTRAIT.read_bytes()], **members)


def bytes_of(officer, story):
    return officer.records.vault.get(show_story(officer, story)[0].draft)


@pytest.mark.parametrize("kind", [CleanKind.DOCX, pytest.param(CleanKind.TEXT, marks=pytest.mark.slow)])
def test_a_clean_draft_holds_what_a_reader_sees_and_takes_the_drafts_place(officer, kind):
    story = story_with(officer, hiding())
    assert get_draft(officer, story).parts
    made = make_clean_draft(officer, story, kind)
    assert {part.holds for part in made.left_out} >= {Holds.PICTURE, Holds.HIDDEN_WORDS}
    assert get_draft(officer, story).parts, "nothing is kept before somebody says so"
    put_clean_draft(officer, made)
    assert get_draft(officer, story).parts == ()
    assert SECRET.encode() not in bytes_of(officer, story)
    assert words_of(officer, story).check.text.strip() == "She runs a shop."
    assert [image for image in images_of(officer, story) if not image.is_set_aside] == []


def test_a_clean_draft_never_takes_the_place_of_another_draft_than_its_own(officer):
    story = story_with(officer, hiding())
    made = make_clean_draft(officer, story, CleanKind.DOCX)
    put_draft(officer, story, b"She runs two shops.")
    with pytest.raises(Conflict, match="record-changed"):
        put_clean_draft(officer, made)
    assert bytes_of(officer, story) == b"She runs two shops."


@pytest.mark.slow
def test_words_that_read_as_something_else_in_plain_text_are_no_clean_text(officer):
    said = BODY.replace("She runs a shop.", "&lt;!-- Sokha --&gt; and &lt;b&gt;")
    story = story_with(officer, docx([], **{"word/document.xml": said}))
    with pytest.raises(InvalidInput, match="clean-unproved"):
        make_clean_draft(officer, story, CleanKind.TEXT)
    assert make_clean_draft(officer, story, CleanKind.DOCX)


@pytest.mark.slow
def test_without_a_draft_or_without_words_there_is_nothing_to_make_anew(officer):
    story = add_story(officer, "Hers").id
    with pytest.raises(NotFound, match="draft-none"):
        make_clean_draft(officer, story, CleanKind.DOCX)
    put_draft(officer, story, docx([PORTRAIT.read_bytes()]))
    with pytest.raises(InvalidInput, match="draft-words-not-taken"):
        make_clean_draft(officer, story, CleanKind.DOCX)


def test_words_are_typed_searched_and_kept_as_the_draft(officer):
    story = add_story(officer, "Hers").id
    typed = words_to_edit(officer, story)
    assert typed.text == ""
    text = "My name is Dara Sok.  \nCall +855 12 345 678.\n"
    search = TypedSearch(officer, story)
    assert search.find(text) == search.find_with_sealed_names(text), "nothing is sealed here"
    found = search.find(text)
    assert found.readable is Readable.YES
    assert [one.kind for one in found.findings] == [WordKind.NAME, WordKind.PHONE]
    write_words(officer, typed, text)
    assert bytes_of(officer, story) == b"My name is Dara Sok.\nCall +855 12 345 678.\n"
    assert {one.kind for one in words_of(officer, story).there} == {WordKind.NAME, WordKind.PHONE}
    again = words_to_edit(officer, story)
    write_words(officer, again, again.text.replace("Dara Sok", "a friend"))
    assert {one.kind for one in words_of(officer, story).there} == {WordKind.PHONE}
    with pytest.raises(Conflict, match="record-changed"):
        write_words(officer, again, "She runs a shop.")


@pytest.mark.slow
def test_words_of_a_document_are_edited_without_what_nobody_sees(officer):
    typed = words_to_edit(officer, story_with(officer, hiding()))
    assert typed.text.strip() == "She runs a shop."
    assert typed.left_out


def test_no_words_are_no_draft_and_an_auditor_writes_none(officer, open_as):
    story = add_story(officer, "Hers").id
    with pytest.raises(InvalidInput, match="words-missing"):
        write_words(officer, words_to_edit(officer, story), " \n\n")
    with pytest.raises(Refused):
        words_to_edit(open_as("auditor-1"), story)
