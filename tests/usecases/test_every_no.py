"""Each no of each form, in three scripts: drawn on the page, taken in, and held by the gate until the end.

The boxes are read off the letters themselves, so that a new one is tried without being named here.
"""

import pytest
from signed_letters_made import confirm, signed
from test_noes_on_paper import FOR_CHILDREN, NOES, OF_FINAL, WAITING, WIDE, Office, against

from consentkit.domain.consents import Appearance, AssentScope, Medium, Naming, Scope
from consentkit.domain.gate.clearances import ReasonCode as R
from consentkit.domain.letters.papers import HOLDING
from consentkit.domain.letters.records import TickState
from consentkit.domain.values import Channel
from consentkit.pages.files import incoming
from consentkit.typesetting.letters.letters import page_maps
from consentkit.usecases.letters.forms import forms_of
from consentkit.usecases.letters.prints import fonts_of
from consentkit.usecases.letters.returns import suggested_ticks, take_letters_in

LANGUAGES = ("th", "my", "ar")
OF_ROWS = {"group"}
"""Signed by many, row by row: `test_group_sheets.py`."""
FORMS = sorted({form for form, _ticked in NOES})
_WHOLE = ("L24.no", "C04.no", "C04.unsure", "L05.none", "L05.none.yes")


def _noes_of(boxes):
    """Every box of a letter that says no to something, and a letter that comes back without a tick."""
    return [
        box
        for box in boxes
        if box in _WHOLE
        or box.startswith(("X01.", "X02."))
        # No to "not seen" and "not named" is no to nothing.
        or (box.endswith((".no", ".change")) and not box.endswith(".none.no"))
    ]


def _scope_against(no):
    """The widest consent that somebody may have recorded, with what this box says no to in it."""
    clause, _, rest = no.partition(".")
    word = rest.removesuffix(".no")
    changed = {
        "L04": lambda: {"media": {Medium(word), Medium.WORDS, Medium.PHOTO}},
        "L05": lambda: {} if word.startswith("none") else {"appearance": Appearance(word)},
        "L06": lambda: {"naming": Naming(word)},
        "L08": lambda: {"channels": {Channel(word), Channel.WEBSITE}},
        "X02": lambda: {"channels": set(Channel)},
    }
    is_part = clause in changed and no not in _WHOLE
    return Scope(**(WIDE.model_dump() | changed[clause]())) if is_part else WIDE


def _channel(no):
    clause, _, word = no.partition(".")
    word = word.removesuffix(".no")
    return Channel(word) if clause in {"L08", "X02"} and word != "all" else Channel.WEBSITE


def _ticked(no, boxes):
    """The no, with a yes wherever the letter asks for one: somebody who agrees to all but this."""
    if "X09.yes" in boxes:
        # A child and its guardian answer: the other one agrees.
        return frozenset({no, "X09.yes" if no.startswith("C04.") else "C04.yes"})
    if no in {"L24.no", "C04.no", "C04.unsure"} or no.startswith("X0"):
        return frozenset({no})
    yes = {box for box in boxes if box.endswith(".yes") and box.count(".") == 2 and ".none." not in box}
    yes |= {box for box in boxes if box.startswith(("L04.", "L08.")) and box.count(".") == 1}
    said = {box for box in ("L24.yes", "C04.yes") if box in boxes}
    clause, without = no[:3], no.rsplit(".", 1)[0]
    yes -= {f"{without}.yes"} | {
        box for box in yes if box.startswith("L05.") and clause == "L05" and no in _WHOLE
    }
    # Of how one is seen and named a letter takes one answer.
    for one in ("L05.", "L06."):
        yes -= set(sorted(box for box in yes if box.startswith(one))[1:])
    return frozenset(yes | said | {no})


def _try(office, form, language, no):
    made = office.letter(form, language)
    boxes = [box for page in page_maps(made.paper, fonts_of(office.volunteer)) for box in page.tick_boxes]
    scope, channel, ticked = _scope_against(no), _channel(no), _ticked(no, boxes)
    office.says_yes(scope=scope)
    if form in FOR_CHILDREN:
        (alike,) = scope.uses
        office.child_says(scope=AssentScope(media=alike.media, appearance=alike.appearance))
    if form in OF_FINAL:
        office.approves()
    assert not office.codes(channel) & (WAITING | against(form))
    files = []
    for number, page in enumerate(signed(office.volunteer, made, ticked)):
        files.append(office.below / f"{made.letter.id}-{number}.png")
        page.save(files[-1])
    take_letters_in(office.volunteer, list(map(incoming, files)))
    read = suggested_ticks(office.volunteer, made.letter.id)
    assert all(read[box] is not TickState.EMPTY for box in ticked), f"{no} was read as not ticked"
    assert office.codes(channel) & WAITING, f"{no} holds nothing once its page is in"
    confirm(office.volunteer, made.letter.id, ticked)
    held = office.codes(channel)
    assert held & (against(form) | {R.CHILD_AGREED_TO_LESS}), (
        f"{no} holds nothing once it is confirmed: {held}"
    )


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_each_no_is_held_from_the_page_on(open_as, tmp_path, form, language):
    officer, volunteer = open_as("officer-1"), open_as("volunteer-1")
    is_child = form in FOR_CHILDREN
    looked_at = Office(officer, volunteer, tmp_path, is_child=is_child).letter(form, language)
    boxes = [box for page in page_maps(looked_at.paper, fonts_of(volunteer)) for box in page.tick_boxes]
    noes = _noes_of(boxes)
    assert noes
    for no in noes:
        _try(Office(officer, volunteer, tmp_path, is_child=is_child), form, language, no)


def test_every_form_that_can_say_no_is_tried(open_as):
    asking = {form.id for form in forms_of(open_as("volunteer-1")).forms if form.purpose in HOLDING}
    assert asking == {*FORMS, *OF_ROWS}
