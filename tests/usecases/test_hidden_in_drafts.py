"""What is hidden in a draft holds the gate: in its pictures, beside it, and in words that nobody sees."""

from random import Random

import pytest
from hiding import erased, saved
from making_documents import docx

from consentkit.domain.errors import NotFound
from consentkit.domain.gate.clearances import NoteCode
from consentkit.domain.pictures.images import Leak
from consentkit.domain.words.drafts import LOOK, Holds
from consentkit.store.pictures.images import images
from consentkit.usecases.pictures.images import images_of
from consentkit.usecases.words.drafts import get_draft, get_part, look_at_part, put_draft
from consentkit.wording.drafts import draft_in_words
from consentkit.wording.notes import note_in_words

PAGE = b'<!doctype html><html><body><p>She teaches.</p><img src="story_files/image001.jpg"></body></html>'
NOTES = b"# A year\n\n![at the loom](image001.jpg)\n\n<!-- her name is Sokha -->\n"


def put(case, data):
    put_draft(case.officer, case.story, data)
    return get_draft(case.officer, case.story)


def unseen(case):
    return [reason.facts["holds"] for reason in case.clear().reasons if reason.code == "draft-part-unseen"]


def test_names_in_a_draft_are_read_in_one_look(case):
    drawing = '<w:docPr id="1" name="Malis.png" descr="Malis at the loom"/><w:pStyle w:val="Malis"/>'
    body = f'<w:document xmlns:w="w"><w:body><w:p>{drawing}</w:p></w:body></w:document>'
    draft = put(case, docx([], **{"word/document.xml": body}))
    assert unseen(case) == [Holds.NAMES]
    (part,) = draft.parts
    assert part.words == ("Malis.png", "Malis at the loom", "Malis")
    assert [line.strip() for line in draft_in_words(draft)[-3:]] == list(part.words)
    look_at_part(case.officer, case.story, part.number, "a weaver who asked for her first name")
    assert unseen(case) == []
    assert get_part(case.officer, case.story, part.number).seen_by == case.officer.actor.handle
    assert "Malis.png" not in "".join(draft_in_words(get_draft(case.officer, case.story)))
    with pytest.raises(NotFound):
        get_part(case.officer, case.story, 9)


def test_somebody_erased_to_transparency_is_the_original_in_the_document(case):
    put(case, docx([saved(erased(Random(1)), "PNG")]))
    (image,) = images_of(case.officer, case.story)
    assert image.leaks == (Leak.HIDDEN_COLOURS,)
    assert "draft-shows-original" in case.codes()


@pytest.mark.parametrize(
    ("document", "holds"),
    [
        (PAGE, [Holds.ELSEWHERE]),
        pytest.param(NOTES, [Holds.ELSEWHERE, Holds.COMMENTS, Holds.NAMES], marks=pytest.mark.slow),
        (docx([], **{"word/comments.xml": "<w:comments>Sokha</w:comments>"}), [Holds.COMMENTS]),
        pytest.param(docx([]) + b"film", [Holds.UNKNOWN], marks=pytest.mark.slow),
    ],
    ids=["html", "markdown", "comments", "behind the archive"],
)
def test_each_kind_of_unseen_thing_waits_for_somebodys_look(case, document, holds):
    put(case, document)
    assert unseen(case) == holds
    for number in range(1, len(holds) + 1):
        look_at_part(case.officer, case.story, number, "nothing that names anybody")
    assert unseen(case) == []


def test_a_draft_of_before_is_looked_into_anew_with_the_leaks_of_its_pictures(case):
    document = docx([saved(erased(Random(1)), "PNG")])
    put(case, document)
    (image,) = images_of(case.officer, case.story)
    db = case.officer.records.db
    with db.writing():
        db.execute("UPDATE drafts SET look = NULL")
        db.execute("UPDATE images SET leaks = '[]'")
    assert images.get(case.officer.reading, image.id).leaks == ()
    assert "draft-not-opened" in case.codes()
    assert put(case, document).look == LOOK
    assert images.get(case.officer.reading, image.id).leaks == (Leak.HIDDEN_COLOURS,)
    assert "draft-not-opened" not in case.codes()


def test_the_answer_and_the_draft_say_which_words_no_program_read(case):
    case.draft()
    assert NoteCode.WORDS_UNREAD not in {note.code for note in case.clear().notes}
    put(case, "Дети деревни ходят в школу.".encode())
    (note,) = [note for note in case.clear().notes if note.code is NoteCode.WORDS_UNREAD]
    assert note.facts == {"kinds": ("draft",)}
    assert "the words of the draft" in note_in_words(note)
    said = "\n".join(draft_in_words(get_draft(case.officer, case.story)))
    assert "read them yourself" in said
