"""Every use-case is offered by the terminal application, or listed here with its reason."""

import ast
import importlib
import inspect
import pkgutil
from pathlib import Path

import consentkit.pages
import consentkit.tui
import consentkit.usecases
from consentkit.pages.actions import REASONS
from consentkit.pages.places import PLACES
from consentkit.tui.screens.stories.acts import CURED_ELSEWHERE, CURED_HERE

NOT_OFFERED = {
    "create_workspace": "comes before there is anything to open: `consentkit init`",
    "recover_actor": "the recovery code is typed on the command line, away from a shared screen",
    "new_unattended_secret": "a key file is for a machine that runs the command line",
    "run_demo": "`consentkit demo --tui` plays it and then opens the application",
    "demo_pictures": "belongs to the demo",
    "check_document": "`consentkit text check FILE` looks into any file, outside of a workspace",
    "words_in": "what looking into a story's words is made of",
    "word_rules": "what looking into a story's words is made of",
    "keep_words": "what looking into a story's words is made of",
    "keep_title": "what beginning a story, and giving it another title, are made of",
    "record_check": "what looking into a story's words is made of",
    "get_draft": "the gate's reasons and the pictures tell what a draft holds",
    "gather_dossier": "what `clear_story` is made of",
    "gather_without_files": "what Home counts questions by",
    "check_not_refused": "what making a letter and planning a story are made of",
    "lifting_by": "what answering is made of",
    "with_evidence": "what answering is made of",
    "check_said": "what answering is made of",
    "keep_said": "what answering is made of",
    "check_answers": "what looking at a picture or a video is made of",
    "keep_answers": "what looking at a picture or a video is made of",
    "kinds_in": "what the log keeps of an answer's evidence",
    "given_to": "what the checklist reads of its answers",
    "things_in_story": "what the checklist keeps its answers for",
    "check_told_of_person": "correcting a contributor tells first what it asks again",
    "ending_sheet": "Home lists it",
    "questions_of": "what the checklist and Home are made of",
    "check_auditor": "what the reading acts are made of",
    "check_language": "what the acts with a language are made of",
    "maps_of": "what reading a page and printing it again are made of",
    "read_spreadsheet": "what reading a roster and a translator's words are made of",
    "get_basis": "the application lists what everything of a story rests on",
    "list_bases": "Home tells what ends; the application lists what a story rests on",
    "keep_answer": "what recording an answer and the rows of a sheet are made of",
    "letterhead_on": "what making a letter is made of",
    "count_pages_of": "what the lint is made of",
    "uncovered_by": "what the lint is made of",
    "faces_of": "the application shows a picture with its faces in one act",
    "questions_with_standing_noes": "what choosing policies is made of",
    "get_question": "the checklist walk shows every question",
    "last_checked_at": "Home, the doctor and the page of backups say how old it is",
    "handles_of_backup": "the command line asks who one is; the application knows",
    "list_lost": "the doctor and the verification of the log tell it",
    "images_of": "the application lists pictures with their state",
    "instants_of": "what filters by day are made of",
    "list_takedowns": "Home and the story's page show them where they are confirmed",
    "read_audit": "the application pages through the log",
    "settle": "what settling a face or a track is made of",
    "facts_of": "what settling a face or a track is made of",
    "check_revision": "what answering, signing and approving are made of",
    "look_with": "what scanning a video is made of",
    "frame_watcher": "what the acts on a video are made of",
    "copy_of": "the application lists videos with their copies in one act",
    "tracks_of": "the application lists videos with their tracks in one act",
    "videos_of": "the application lists videos with their tracks in one act",
    "revise": "what the changes of a story are made of",
    "open_takedowns": "happens by withdrawing; one alone is opened on the story's page",
    "open_takedown_for": "what withdrawing, and taking one down, are made of",
    "check_stands_for_itself": "what the acts on a publication are made of",
    "check_told": "what changing a story is made of",
    "check_told_of": "what making a copy is made of",
    "check_sealable": "what sealing is made of",
    "check_not_later": "what the acts with a day are made of",
    "list_stories": "the application pages through them",
    "list_contributors": "the application pages through them",
    "list_consents": "the application pages through them",
    "open_workspace": "the application unlocks and enters in two steps",
    "list_letters": "the application pages through them",
    "letters_for": "the application lists them under the filter of the letters",
    "list_forms": "the application reads the forms with their reviews",
    "recording_for": "the application asks for the recording of a letter, and lists those of a language",
    "find_recording": "what making a letter, and playing a recording, is made of",
    "get_wording": "what making a letter is made of",
    "find_made": "what making the letters of a roster is made of",
    "find_or_make_letter": "what making the letters of a roster is made of",
    "find_or_make_letters": "what making the letters of a roster is made of",
    "check_order_whole": "what making a letter is made of",
    "order_faults": "what making a letter is made of",
    "organisation_on": "what making a letter is made of",
    "typed_blanks": "what making a letter is made of",
    "letter_order": "what making a letter is made of",
    "in_row": "what making the letters of a roster is made of",
    "fonts_of": "what setting pages is made of",
    "fonts_at": "what setting pages is made of",
    "answer_on": "the application asks for it where it is there",
    "check_may_be_asked": "what the acts of asking are made of",
    "check_letter_of": "what recording an answer is made of",
    "check_no_paper_against": "what recording an answer is made of",
    "check_release_file": "what recording an answer is made of",
    "check_assent": "what recording a child's answer is made of",
    "check_answer": "what recording an answer is made of",
    "beyond_manner": "what recording an answer is made of",
    "no_of": "what confirming a letter is made of",
    "check_is_no_letter": "what recording a consent is made of",
    "methods_of": "what filling a consent in from its letter is made of",
    "image_as_seen": "what showing a picture is made of",
    "copy_as_seen": "what showing a picture is made of",
    "faces_as_seen": "what showing a picture is made of",
    "check_not_far": "what recording a last day is made of",
    "release_content": "what confirming a letter is made of",
    "answer_of": "what recording an answer is made of",
    "answers_before": "what recording an answer is made of",
    "asked_on_letter": "what recording an answer is made of",
    "change_by": "what recording an answer is made of",
    "check_told_of_uses": "what recording an answer is made of",
    "note_passed_over": "what recording an answer is made of",
    "take_down_lost": "what recording an answer is made of",
    "foresee_consent": "a yes is told before it is recorded by the same words; a no is never held up",
    "held_beside": "what taking a consent back is made of",
    "reach_of": "what taking a consent back is made of",
    "keep_withdrawal": "what taking a consent back is made of",
    "check_open": "what confirming a letter is made of",
    "check_all_back": "what confirming a letter is made of",
    "check_boxes": "what confirming a letter is made of",
    "check_opened": "what confirming a letter is made of",
    "count_pages": "what confirming a letter is made of",
    "consents_of_code": "the application finds them in the list of consents, by any code",
    "channels_left": "what taking a consent back is made of",
    "held_of": "what taking a consent back is made of",
    "perform_no": "happens by confirming a letter",
    "answer_of_slip": "what confirming a letter is made of",
    "perform_approval": "happens by confirming a letter",
    "version_of": "what making a letter is made of",
    "version_code": "what making a letter is made of",
    "papers_of_people": "what a clearance is made of",
    "printed_of": "what making a letter is made of",
    "printed_on": "what recording an answer is made of",
    "words_on": "what recording an answer is made of",
    "is_set_as_made": "what printing a letter again is made of",
    "set_today": "what making a letter is made of",
    "composed_paper": "what making a letter is made of",
    "keep_assent": "what recording a child's answer is made of",
    "checked_assent": "what recording a child's answer is made of",
    "meanings_of": "what confirming rows is made of",
    "new_consent": "what confirming rows is made of",
    "takedowns_to_confirm": "what the agenda is made of",
    "overdue_publications": "what the agenda is made of",
    "ended_consents": "what the agenda is made of",
    "ending_consents": "what the agenda is made of",
    "ended_bases": "what the agenda is made of",
    "ending_bases": "what the agenda is made of",
    "void_certificates": "what the agenda is made of",
    "unrecorded_exports": "what the agenda is made of",
    "open_questions": "what the agenda is made of",
    "unsigned_answers": "what the agenda is made of",
    "noes_to_confirm": "what the agenda is made of",
    "other_letters_to_confirm": "what the agenda is made of",
    "loose_pages": "what the agenda is made of",
    "letters_out_long": "what the agenda is made of",
    "need_of": "what the agenda is made of",
    "day_of_row": "what the agenda is made of",
    "relied_on_by": "what correcting a letter is made of",
    "withdrawal_code": "what making a letter is made of",
    "tick_boxes_of": "the application shows each box with its words",
    "opened_with": "what entering is made of",
    "system_clock": "a clock",
    "key_file_of": "what unlocking is made of",
    "usual_tls_files": "what scanning is made of",
    "serve_scheduler": "runs on another machine, without a workspace: `consentkit cluster scheduler`",
    "serve_worker": "runs on another machine, without a workspace: `consentkit cluster worker`",
    "bench_faces": "for who tunes detectors, on the command line",
    "bench_words": "for who tunes what is found, on the command line",
    "accept_engine": "accepted where the cluster is started: `cluster accept`",
    "check_engine": "what scanning is made of",
    "engine_token": "what scanning is made of",
    "engine_of": "what scanning is made of",
    "accepted_files": "what looking at the settings is made of",
    "files_to_accept": "what making a workspace is made of",
    "add_unattended": "a machine's account is made where its key file lies: `actor add --key-file`",
    "appoint_keeper": "the recovery code is typed on the command line: `actor recover --keeper`",
    "known_account": "what the acts on accounts are made of",
    "first_account": "what making a workspace is made of",
    "open_for_passphrase": "the application asks for an own passphrase at the lock",
    "own_passphrase": "Home is made of it",
    "needs_of_noes": "Home is made of it",
    "unsigned_sheet": "Home is made of it",
    "safeguarding_noes": "Home is made of it",
    "noes_where_files_are_shown": "what clearing a story is made of",
    "log_problems": "what clearing a story is made of",
    "check_as_written": "what giving a story away is made of",
    "check_whole": "what giving a story away is made of",
    "is_workspace": "the application stands in one",
    "making_workspace": "what making a workspace is made of",
    "make_folders": "what making a workspace is made of",
    "open_records_of": "what entering is made of",
    "print_certificate": "what certifying is made of",
    "check_paper": "the text that a telephone read is given on the command line: `certificate paper`",
    "look_at_files": "what certifying and publishing are made of",
    "newer_workspace": "the doctor says it of a workspace that the application cannot open",
    "begin_change": "what every act is made of",
    "box_changes_of": "the log tells it",
    "near_ended_copies": "what settling a near copy is made of",
    "near_ended_in_story": "what clearing a story is made of",
    "gather_dossiers": "what clearing a story is made of",
    "clock_is_behind": "Home is made of it",
    "served_by": "what taking a consent back is made of",
    "clear_dossiers": "what clearing a story is made of",
    "gather_stories": "what clearing a story is made of",
    "not_cleared": "what clearing a story is made of",
    "others_among": "what clearing a story is made of",
    "certificate_in_force": "what publishing and giving away are made of",
    "ask_gate": "the story's page asks for all its channels at once",
    "refusals_counted": "what certifying, publishing and giving away are made of",
    "clear_story": "the story's page clears it for all its channels at once",
    "near_ended_ids": "what clearing a story is made of",
    "check_in_story": "what settling is made of",
    "profile_for": "what scanning is made of",
    "record_original_shown": "what showing and writing an original is made of",
    "rekey": "the application replaces the keys and seals the files in two steps",
    "look_at_keys": "Home and the doctor tell it",
    "record_copy_shown": "what showing a public copy is made of",
    "prove_copy": "what making a public copy is made of",
    "show_interpreter": "the application lists all that was told of every interpreter",
    "check_handle": "what the acts with a handle are made of",
    "show_origin": "the screen of what a story rests on tells of each thing where it comes from",
}


def _public_functions():
    for found in pkgutil.walk_packages(consentkit.usecases.__path__, "consentkit.usecases."):
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            if inspect.isfunction(value) and value.__module__ == module.__name__ and not name.startswith("_"):
                yield name


def _used_by_the_application():
    names = set()
    ours = [Path(package.__file__).parent for package in (consentkit.tui, consentkit.pages)]
    for path in (path for folder in ours for path in folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Name):
                names.add(node.id)
            elif isinstance(node, ast.Attribute):
                names.add(node.attr)
    return names


def test_every_use_case_is_offered_or_has_its_reason():
    used = _used_by_the_application()
    missing = sorted(name for name in _public_functions() if name not in used and name not in NOT_OFFERED)
    assert missing == []


def test_no_reason_is_left_over():
    known = set(_public_functions())
    assert sorted(name for name in NOT_OFFERED if name not in known) == []


def test_each_reason_of_the_gate_is_cured_at_a_place_that_the_storys_page_opens():
    places = {PLACES[action] for action in REASONS.values() if action is not None} - {None}
    assert places <= set(CURED_HERE) | CURED_ELSEWHERE
