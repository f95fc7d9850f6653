CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE TABLE "actors" (
   "handle" TEXT PRIMARY KEY,
   "roles" TEXT NOT NULL,
   "removed_at" TEXT
, "made_by" TEXT, "made_at" TEXT, "given_by" TEXT, "given_at" TEXT, "vouched_by" TEXT, "vouched_at" TEXT, "since" TEXT, "own_since" TEXT, "is_from_before" INTEGER NOT NULL DEFAULT 0, "is_unattended" INTEGER NOT NULL DEFAULT 0);
CREATE TABLE "contributors" (
   "code" TEXT PRIMARY KEY,
   "age" TEXT NOT NULL,
   "age_basis" TEXT NOT NULL,
   "adult_on" TEXT,
   "is_survivor" INTEGER NOT NULL,
   "language" TEXT NOT NULL,
   "added_at" TEXT NOT NULL
);
CREATE TABLE "guardians" (
   "code" TEXT PRIMARY KEY,
   "contributor" TEXT NOT NULL REFERENCES "contributors"("code"),
   "link" TEXT NOT NULL,
   "is_free_of_conflict" INTEGER
);
CREATE TABLE "stories" (
   "id" TEXT PRIMARY KEY,
   "title" TEXT NOT NULL,
   "revision" INTEGER NOT NULL,
   "draft" TEXT,
   "states_nobody_is_victim" INTEGER NOT NULL,
   "added_at" TEXT NOT NULL
, "beside" TEXT);
CREATE TABLE "story_contributors" (
   "story" TEXT REFERENCES "stories"("id"),
   "contributor" TEXT REFERENCES "contributors"("code"),
   PRIMARY KEY ("story", "contributor")
);
CREATE TABLE "plans" (
   "story" TEXT REFERENCES "stories"("id"),
   "channel" TEXT,
   "audience" TEXT NOT NULL,
   "place" TEXT NOT NULL,
   "from_on" TEXT NOT NULL,
   "until" TEXT NOT NULL, "owner" TEXT,
   PRIMARY KEY ("story", "channel")
);
CREATE TABLE "consents" (
   "seq" INTEGER PRIMARY KEY,
   "id" TEXT NOT NULL,
   "contributor" TEXT NOT NULL REFERENCES "contributors"("code"),
   "story" TEXT NOT NULL REFERENCES "stories"("id"),
   "decision" TEXT NOT NULL,
   "scope" TEXT,
   "until" TEXT,
   "given_by" TEXT NOT NULL,
   "asked_on" TEXT,
   "given_on" TEXT NOT NULL,
   "method" TEXT NOT NULL,
   "language" TEXT NOT NULL,
   "witness" TEXT,
   "release" TEXT,
   "face_agreed_by" TEXT
, "interpreter" TEXT, "withdrawn_on" TEXT, "asked" TEXT, "same_as" TEXT, "replaced_by" TEXT, "needs_profile" INTEGER);
CREATE TABLE "withdrawals" (
   "seq" INTEGER PRIMARY KEY,
   "consent" TEXT NOT NULL REFERENCES "consents"("id"),
   "withdrawn_on" TEXT NOT NULL,
   "channels" TEXT NOT NULL
);
CREATE TABLE "assents" (
   "seq" INTEGER PRIMARY KEY,
   "id" TEXT NOT NULL,
   "contributor" TEXT NOT NULL REFERENCES "contributors"("code"),
   "story" TEXT NOT NULL REFERENCES "stories"("id"),
   "decision" TEXT NOT NULL,
   "given_on" TEXT NOT NULL,
   "method" TEXT NOT NULL
, "letter" TEXT, "scope" TEXT);
CREATE TABLE "approvals" (
   "seq" INTEGER PRIMARY KEY,
   "contributor" TEXT NOT NULL REFERENCES "contributors"("code"),
   "story" TEXT NOT NULL REFERENCES "stories"("id"),
   "revision" INTEGER NOT NULL,
   "decision" TEXT NOT NULL,
   "given_on" TEXT NOT NULL
);
CREATE TABLE "images" (
   "id" TEXT PRIMARY KEY,
   "story" TEXT NOT NULL REFERENCES "stories"("id"),
   "digest" TEXT NOT NULL,
   "original" TEXT NOT NULL,
   "media_type" TEXT NOT NULL,
   "width_px" INTEGER NOT NULL,
   "height_px" INTEGER NOT NULL,
   "leaks" TEXT NOT NULL,
   "scan" TEXT,
   "scanned_at" TEXT,
   "viewed_by" TEXT
, "came_in_draft" INTEGER NOT NULL DEFAULT 0, "is_set_aside" INTEGER NOT NULL DEFAULT 0);
CREATE TABLE "faces" (
   "id" TEXT PRIMARY KEY,
   "image" TEXT NOT NULL REFERENCES "images"("id"),
   "box" TEXT NOT NULL,
   "score" REAL NOT NULL,
   "detector" TEXT NOT NULL,
   "settlement" TEXT NOT NULL,
   "contributor" TEXT REFERENCES "contributors"("code"),
   "declaration" TEXT,
   "is_hidden" INTEGER NOT NULL,
   "why" TEXT,
   "settled_by" TEXT,
   "settled_at" TEXT
, "grade" TEXT, "kind" TEXT NOT NULL DEFAULT 'face', "reads" TEXT, "reads_score" REAL, "linked_before" TEXT NOT NULL DEFAULT '[]', "agreed_by" TEXT, "lacks_second" INTEGER NOT NULL DEFAULT 0);
CREATE TABLE "certificates" (
   "id" TEXT PRIMARY KEY,
   "story" TEXT NOT NULL REFERENCES "stories"("id"),
   "channel" TEXT NOT NULL,
   "issued_at" TEXT NOT NULL,
   "issued_by" TEXT NOT NULL,
   "until" TEXT NOT NULL,
   "parts" TEXT NOT NULL,
   "pdf" TEXT NOT NULL
, "also" TEXT);
CREATE TABLE "publications" (
   "id" TEXT PRIMARY KEY,
   "story" TEXT NOT NULL REFERENCES "stories"("id"),
   "channel" TEXT NOT NULL,
   "certificate" TEXT NOT NULL REFERENCES "certificates"("id"),
   "where" TEXT NOT NULL,
   "from_on" TEXT NOT NULL,
   "until" TEXT NOT NULL,
   "ended_on" TEXT
, "voided_by" TEXT, "same_as" TEXT, "void_why" TEXT, "also" TEXT);
CREATE TABLE "takedowns" (
   "id" TEXT PRIMARY KEY,
   "publication" TEXT NOT NULL REFERENCES "publications"("id"),
   "opened_on" TEXT NOT NULL,
   "confirmed_on" TEXT
, "voided_on" TEXT);
CREATE TABLE "audit" (
   "seq" INTEGER PRIMARY KEY,
   "at" TEXT NOT NULL,
   "actor" TEXT NOT NULL,
   "action" TEXT NOT NULL,
   "subject" TEXT NOT NULL,
   "body" TEXT NOT NULL,
   "prev" TEXT NOT NULL,
   "hash" TEXT NOT NULL
, rows TEXT);
CREATE VIRTUAL TABLE story_titles USING fts5(title, content='stories', content_rowid='rowid', tokenize='trigram remove_diacritics 1');
CREATE TABLE "letters" (
   "id" TEXT PRIMARY KEY,
   "form" TEXT NOT NULL,
   "form_version" INTEGER NOT NULL,
   "purpose" TEXT NOT NULL,
   "language" TEXT NOT NULL,
   "contributor" TEXT REFERENCES "contributors"("code"),
   "story" TEXT REFERENCES "stories"("id"),
   "paper" TEXT NOT NULL,
   "digest" TEXT NOT NULL,
   "made_on" TEXT NOT NULL,
   "made_by" TEXT NOT NULL,
   "set_aside_on" TEXT
, "wording" TEXT, "printed" TEXT, "page_maps" TEXT, "given_to" TEXT);
CREATE TABLE "returned_pages" (
   "id" TEXT PRIMARY KEY,
   "letter" TEXT REFERENCES "letters"("id"),
   "page" INTEGER,
   "pages" INTEGER,
   "original" TEXT NOT NULL,
   "digest" TEXT NOT NULL,
   "original_page" INTEGER NOT NULL,
   "straightened" TEXT,
   "ticks" TEXT NOT NULL,
   "notes" TEXT NOT NULL,
   "taken_in_on" TEXT NOT NULL,
   "taken_in_by" TEXT NOT NULL,
   "set_aside_on" TEXT
, "signing" TEXT);
CREATE TABLE "releases" (
   "letter" TEXT PRIMARY KEY REFERENCES "letters"("id"),
   "file" TEXT NOT NULL,
   "ticked" TEXT NOT NULL,
   "confirmed_on" TEXT NOT NULL,
   "confirmed_by" TEXT NOT NULL
);
CREATE TABLE "wording_reviews" (
   "seq" INTEGER PRIMARY KEY,
   "language" TEXT NOT NULL,
   "digest" TEXT NOT NULL,
   "is_approved" INTEGER NOT NULL,
   "reviewer" TEXT NOT NULL,
   "reviewed_on" TEXT NOT NULL
);
CREATE TABLE "public_copies" (
   "image" TEXT NOT NULL REFERENCES "images"("id"),
   "channel" TEXT,
   "digest" TEXT NOT NULL,
   "stored" TEXT NOT NULL,
   "width_px" INTEGER NOT NULL,
   "height_px" INTEGER NOT NULL,
   "covered" TEXT NOT NULL,
   "methods" TEXT NOT NULL,
   "rescan" TEXT NOT NULL,
   "unsettled" TEXT NOT NULL,
   "leaks" TEXT NOT NULL,
   "results" TEXT NOT NULL
);
CREATE TABLE "box_changes" (
   "seq" INTEGER PRIMARY KEY,
   "image" TEXT NOT NULL REFERENCES "images"("id"),
   "face" TEXT NOT NULL,
   "change" TEXT NOT NULL,
   "before" TEXT NOT NULL,
   "after" TEXT NOT NULL,
   "why" TEXT NOT NULL,
   "by" TEXT NOT NULL,
   "at" TEXT NOT NULL
);
CREATE TABLE "image_hashes" (
   "image" TEXT PRIMARY KEY REFERENCES "images"("id"),
   "hashes" BLOB NOT NULL
);
CREATE TABLE "near_settlements" (
   "seq" INTEGER PRIMARY KEY,
   "image" TEXT NOT NULL REFERENCES "images"("id"),
   "other" TEXT NOT NULL REFERENCES "images"("id"),
   "why" TEXT NOT NULL,
   "settled_by" TEXT NOT NULL,
   "settled_at" TEXT NOT NULL
);
CREATE TABLE "drafts" (
   "name" TEXT PRIMARY KEY,
   "story" TEXT NOT NULL REFERENCES "stories"("id"),
   "format" TEXT NOT NULL,
   "pages" INTEGER NOT NULL,
   "opened_at" TEXT NOT NULL
, "look" INTEGER);
CREATE TABLE "draft_parts" (
   "story" TEXT NOT NULL REFERENCES "stories"("id"),
   "draft" TEXT REFERENCES "drafts"("name"),
   "number" INTEGER,
   "place" TEXT NOT NULL,
   "position" INTEGER NOT NULL,
   "holds" TEXT NOT NULL,
   "digest" TEXT,
   "image" TEXT REFERENCES "images"("id"),
   "why" TEXT,
   "seen_by" TEXT,
   "seen_at" TEXT, "words" TEXT,
   PRIMARY KEY ("draft", "number")
);
CREATE TABLE "videos" (
   "id" TEXT PRIMARY KEY,
   "story" TEXT NOT NULL REFERENCES "stories"("id"),
   "digest" TEXT NOT NULL,
   "original" TEXT NOT NULL,
   "media_type" TEXT NOT NULL,
   "width_px" INTEGER NOT NULL,
   "height_px" INTEGER NOT NULL,
   "duration_ms" INTEGER NOT NULL,
   "has_sound" INTEGER NOT NULL,
   "leaks" TEXT NOT NULL,
   "scan" TEXT,
   "scanned_at" TEXT,
   "viewed_by" TEXT
);
CREATE TABLE "tracks" (
   "id" TEXT PRIMARY KEY,
   "video" TEXT NOT NULL REFERENCES "videos"("id"),
   "path" TEXT NOT NULL,
   "width_px" INTEGER NOT NULL,
   "grade" TEXT NOT NULL,
   "score" REAL NOT NULL,
   "detector" TEXT NOT NULL,
   "settlement" TEXT NOT NULL,
   "contributor" TEXT REFERENCES "contributors"("code"),
   "declaration" TEXT,
   "is_hidden" INTEGER NOT NULL,
   "why" TEXT,
   "settled_by" TEXT,
   "settled_at" TEXT
, "linked_before" TEXT NOT NULL DEFAULT '[]', "agreed_by" TEXT, "lacks_second" INTEGER NOT NULL DEFAULT 0);
CREATE TABLE "video_copies" (
   "video" TEXT PRIMARY KEY REFERENCES "videos"("id"),
   "digest" TEXT NOT NULL,
   "stored" TEXT NOT NULL,
   "width_px" INTEGER,
   "height_px" INTEGER,
   "covered" TEXT NOT NULL,
   "covered_count" INTEGER,
   "sound" TEXT NOT NULL,
   "rescan" TEXT NOT NULL,
   "unsettled" TEXT NOT NULL,
   "leaks" TEXT NOT NULL,
   "results" TEXT NOT NULL
);
CREATE TABLE "recordings" (
   "id" TEXT PRIMARY KEY,
   "form" TEXT NOT NULL,
   "form_version" INTEGER NOT NULL,
   "language" TEXT NOT NULL,
   "wording" TEXT NOT NULL,
   "stored" TEXT NOT NULL,
   "media_type" TEXT NOT NULL,
   "duration_ms" INTEGER NOT NULL,
   "spoken_by" TEXT NOT NULL,
   "note" TEXT NOT NULL,
   "attached_at" TEXT NOT NULL,
   "attached_by" TEXT NOT NULL,
   "removal" TEXT,
   "removed_at" TEXT,
   "removed_by" TEXT
);
CREATE TABLE audit_rows ( seq INTEGER NOT NULL, tab TEXT NOT NULL, key TEXT NOT NULL, digest BLOB NOT NULL, found BLOB, PRIMARY KEY (seq, tab, key)) STRICT, WITHOUT ROWID;
CREATE TABLE "guardian_checks" (
   "seq" INTEGER PRIMARY KEY,
   "guardian" TEXT NOT NULL REFERENCES "guardians"("code"),
   "is_free_of_conflict" INTEGER NOT NULL,
   "by" TEXT NOT NULL,
   "at" TEXT NOT NULL
);
CREATE TABLE "asked_to_be_asked" (
   "seq" INTEGER PRIMARY KEY,
   "contributor" TEXT NOT NULL REFERENCES "contributors"("code"),
   "asked_on" TEXT NOT NULL,
   "heard_by" TEXT NOT NULL
);
CREATE TABLE "key_epochs" (
   "epoch" INTEGER PRIMARY KEY,
   "begun_at" TEXT NOT NULL,
   "begun_by" TEXT NOT NULL,
   "public_key" TEXT NOT NULL,
   "last_seq" INTEGER NOT NULL,
   "ended_at" TEXT
);
CREATE TABLE "resealed_files" (
   "name" TEXT PRIMARY KEY,
   "sealed" TEXT NOT NULL,
   "before" TEXT NOT NULL,
   "epoch" INTEGER NOT NULL
);
CREATE TABLE "roster_rows" (
   "id" TEXT PRIMARY KEY,
   "letter" TEXT NOT NULL REFERENCES "letters"("id"),
   "contributor" TEXT NOT NULL REFERENCES "contributors"("code"),
   "place" INTEGER NOT NULL,
   "is_child" INTEGER NOT NULL,
   "columns" TEXT NOT NULL,
   "ticked" TEXT,
   "release" TEXT,
   "confirmed_on" TEXT,
   "confirmed_by" TEXT
, "stop_code" TEXT);
CREATE TABLE "bases" (
   "id" TEXT PRIMARY KEY,
   "story" TEXT NOT NULL REFERENCES "stories"("id"),
   "thing" TEXT NOT NULL,
   "kind" TEXT NOT NULL,
   "comes_from" TEXT NOT NULL,
   "terms" TEXT NOT NULL,
   "contact" TEXT NOT NULL,
   "until" TEXT,
   "is_endless" INTEGER NOT NULL,
   "is_adult" INTEGER NOT NULL,
   "channels" TEXT NOT NULL,
   "places" TEXT NOT NULL,
   "notice" TEXT,
   "credit" TEXT NOT NULL,
   "evidence" TEXT,
   "recorded_by" TEXT NOT NULL,
   "recorded_at" TEXT NOT NULL,
   "seen_by" TEXT,
   "ended_on" TEXT,
   "ended_by" TEXT
);
CREATE TABLE "answers" (
   "seq" INTEGER PRIMARY KEY,
   "story" TEXT REFERENCES "stories"("id"),
   "policy" TEXT NOT NULL,
   "question" TEXT NOT NULL,
   "reply" TEXT NOT NULL,
   "justification" TEXT NOT NULL,
   "by" TEXT NOT NULL,
   "roles" TEXT NOT NULL,
   "at" TEXT NOT NULL,
   "revision" INTEGER NOT NULL,
   "signed_off_by" TEXT,
   "about" TEXT,
   "rests_on" TEXT
, "evidence" TEXT, "evidence_file" TEXT);
CREATE TABLE "captures" (
   "image" TEXT PRIMARY KEY REFERENCES "images"("id"),
   "year" INTEGER,
   "is_as_taken" INTEGER NOT NULL
);
CREATE TABLE "word_checks" (
   "story" TEXT PRIMARY KEY REFERENCES "stories"("id"),
   "title" TEXT NOT NULL,
   "draft" TEXT,
   "text" TEXT NOT NULL,
   "rules" INTEGER NOT NULL,
   "readable" TEXT NOT NULL,
   "checked_at" TEXT NOT NULL,
   "read_by" TEXT,
   "read_at" TEXT,
   "read_why" TEXT NOT NULL,
   "second_by" TEXT
, "names" TEXT, "compared" TEXT, "beside" TEXT);
CREATE TABLE "word_findings" (
   "id" TEXT PRIMARY KEY,
   "story" TEXT NOT NULL REFERENCES "stories"("id"),
   "kind" TEXT NOT NULL,
   "key" TEXT NOT NULL,
   "wording" TEXT NOT NULL,
   "hint" TEXT NOT NULL,
   "contexts" TEXT NOT NULL,
   "times" INTEGER NOT NULL,
   "start" INTEGER,
   "end" INTEGER,
   "in_title" INTEGER NOT NULL,
   "settlement" TEXT NOT NULL,
   "why" TEXT NOT NULL,
   "contributor" TEXT REFERENCES "contributors"("code"),
   "named_as" TEXT,
   "settled_by" TEXT,
   "settled_at" TEXT
, "whose" TEXT);
CREATE TABLE "origins" (
   "id" TEXT PRIMARY KEY,
   "kind" TEXT NOT NULL,
   "first_on" TEXT,
   "last_on" TEXT,
   "country" TEXT,
   "notice" TEXT NOT NULL,
   "terms" TEXT NOT NULL,
   "contact" TEXT NOT NULL,
   "until" TEXT,
   "owner" TEXT NOT NULL,
   "recorded_by" TEXT NOT NULL,
   "recorded_at" TEXT NOT NULL
);
CREATE TABLE "belongings" (
   "origin" TEXT REFERENCES "origins"("id"),
   "thing" TEXT,
   "put_by" TEXT NOT NULL,
   "put_at" TEXT NOT NULL,
   PRIMARY KEY ("origin", "thing")
);
CREATE TABLE "interpreters" (
   "id" TEXT PRIMARY KEY,
   "handle" TEXT NOT NULL,
   "languages" TEXT NOT NULL,
   "ties" TEXT NOT NULL,
   "tied_to" TEXT NOT NULL,
   "declared_on" TEXT,
   "until" TEXT,
   "letter" TEXT,
   "declaration" TEXT,
   "recorded_by" TEXT NOT NULL,
   "recorded_at" TEXT NOT NULL,
   "seen_by" TEXT,
   "ended_on" TEXT,
   "ended_by" TEXT
);
CREATE TABLE "back_checks" (
   "seq" INTEGER PRIMARY KEY,
   "consent" TEXT NOT NULL REFERENCES "consents"("id"),
   "checked_on" TEXT NOT NULL,
   "checked_by" TEXT NOT NULL,
   "way" TEXT NOT NULL,
   "outcome" TEXT NOT NULL,
   "recorded_by" TEXT NOT NULL,
   "recorded_at" TEXT NOT NULL
);
CREATE TABLE "name_secrets" (
   "id" TEXT PRIMARY KEY,
   "secret" TEXT NOT NULL,
   "cost" TEXT NOT NULL,
   "number_cost" TEXT NOT NULL
);
CREATE TABLE "name_digests" (
   "file" TEXT PRIMARY KEY,
   "code" TEXT NOT NULL,
   "rules" INTEGER NOT NULL,
   "scripts" TEXT NOT NULL,
   "digests" TEXT NOT NULL,
   "made_at" TEXT NOT NULL
, "letters" TEXT);
CREATE TABLE "given_papers" (
   "consent" TEXT PRIMARY KEY REFERENCES "consents"("id"),
   "given_by" TEXT NOT NULL,
   "said" TEXT,
   "said_by" TEXT,
   "said_at" TEXT
);
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (1, 'consentkit-records', 'm001_people', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (2, 'consentkit-records', 'm002_stories', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (3, 'consentkit-records', 'm003_consents', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (4, 'consentkit-records', 'm004_images', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (5, 'consentkit-records', 'm005_answers', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (6, 'consentkit-records', 'm006_audit', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (7, 'consentkit-records', 'm007_grades', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (8, 'consentkit-records', 'm008_consent_lists', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (9, 'consentkit-records', 'm009_finding', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (10, 'consentkit-records', 'm010_nothing_is_null', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (11, 'consentkit-records', 'm011_letters', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (12, 'consentkit-records', 'm012_same_files', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (13, 'consentkit-records', 'm013_public_copies', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (14, 'consentkit-records', 'm014_near_copies', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (15, 'consentkit-records', 'm015_drafts', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (16, 'consentkit-records', 'm016_videos', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (17, 'consentkit-records', 'm017_recordings', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (18, 'consentkit-records', 'm018_texts', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (19, 'consentkit-records', 'm019_rows_in_the_log', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (20, 'consentkit-records', 'm020_two_people', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (21, 'consentkit-records', 'm021_events_of_stories', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (22, 'consentkit-records', 'm022_papers', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (23, 'consentkit-records', 'm023_other_keys', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (24, 'consentkit-records', 'm024_page_maps', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (25, 'consentkit-records', 'm025_looks', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (26, 'consentkit-records', 'm026_void_publications', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (27, 'consentkit-records', 'm027_roster_rows', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (28, 'consentkit-records', 'm028_signing', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (29, 'consentkit-records', 'm029_given_letters', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (30, 'consentkit-records', 'm030_stop_codes', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (31, 'consentkit-records', 'm031_bases', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (32, 'consentkit-records', 'm032_answers_about_things', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (33, 'consentkit-records', 'm033_listed_words', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (34, 'consentkit-records', 'm034_evidence', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (35, 'consentkit-records', 'm035_several_stories', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (36, 'consentkit-records', 'm036_uses', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (37, 'consentkit-records', 'm037_owners_and_captures', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (38, 'consentkit-records', 'm038_used_consents', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (39, 'consentkit-records', 'm039_words', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (40, 'consentkit-records', 'm040_passed_over', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (41, 'consentkit-records', 'm041_origins', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (42, 'consentkit-records', 'm042_interpreters', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (43, 'consentkit-records', 'm043_name_digests', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (44, 'consentkit-records', 'm044_alias_letters', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (45, 'consentkit-records', 'm045_words_beside', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (46, 'consentkit-records', 'm046_given_papers', '2026-11-21 09:00:00+00:00');
INSERT INTO "actors" ("handle", "roles", "removed_at", "made_by", "made_at", "given_by", "given_at", "vouched_by", "vouched_at", "since", "own_since", "is_from_before", "is_unattended") VALUES ('manager-1', '["keeper", "manager"]', NULL, 'manager-1', '2026-11-29T19:10:35.942679+00:00', NULL, NULL, NULL, NULL, '2026-11-29T19:10:35.942679+00:00', '2026-11-29T19:10:35.942679+00:00', 0, 0);
INSERT INTO "actors" ("handle", "roles", "removed_at", "made_by", "made_at", "given_by", "given_at", "vouched_by", "vouched_at", "since", "own_since", "is_from_before", "is_unattended") VALUES ('officer-1', '["officer"]', NULL, 'manager-1', '2026-11-29T19:10:36.833684+00:00', NULL, NULL, NULL, NULL, '2026-11-29T19:10:36.833684+00:00', NULL, 1, 0);
INSERT INTO "actors" ("handle", "roles", "removed_at", "made_by", "made_at", "given_by", "given_at", "vouched_by", "vouched_at", "since", "own_since", "is_from_before", "is_unattended") VALUES ('safeguarding-1', '["safeguarding"]', NULL, 'manager-1', '2026-11-29T19:10:37.248310+00:00', NULL, NULL, NULL, NULL, '2026-11-29T19:10:37.248310+00:00', NULL, 1, 0);
INSERT INTO "contributors" ("code", "age", "age_basis", "adult_on", "is_survivor", "language", "added_at") VALUES ('C-2BFH-YHKD', 'adult', 'document', NULL, 1, 'km', '2026-11-29T19:10:37.861265+00:00');
INSERT INTO "guardians" ("code", "contributor", "link", "is_free_of_conflict") VALUES ('G-0000-0001', 'C-2BFH-YHKD', 'parent', NULL);
INSERT INTO "stories" ("id", "title", "revision", "draft", "states_nobody_is_victim", "added_at", "beside") VALUES ('S-4ZRD-XX4V', 'A year at the weaving school', 7, '18b39c0181bf9b5562ca4b71745c078ed41a88e0782050fa91fcc8c819b83732', 0, '2026-11-29T19:10:37.930561+00:00', NULL);
INSERT INTO "story_contributors" ("story", "contributor") VALUES ('S-4ZRD-XX4V', 'C-2BFH-YHKD');
INSERT INTO "plans" ("story", "channel", "audience", "place", "from_on", "until", "owner") VALUES ('S-4ZRD-XX4V', 'website', 'public', 'worldwide', '2026-11-29', '2027-05-28', NULL);
INSERT INTO "consents" ("seq", "id", "contributor", "story", "decision", "scope", "until", "given_by", "asked_on", "given_on", "method", "language", "witness", "release", "face_agreed_by", "interpreter", "withdrawn_on", "asked", "same_as", "replaced_by", "needs_profile") VALUES (1, 'K-TQK1-95S2', 'C-2BFH-YHKD', 'S-4ZRD-XX4V', 'yes', '{"media": ["photo", "words"], "appearance": "face-hidden", "naming": "none", "channels": ["website"], "audiences": ["public"], "places": ["worldwide"], "until": "2027-11-28"}', '2027-11-28', 'C-2BFH-YHKD', '2026-11-26', '2026-11-29', 'written', 'km', NULL, '314e169e8391f8b33a069f9cde407fb6973530935fc90d47a150dc1c31bd960f', NULL, NULL, '2026-11-29', NULL, NULL, NULL, NULL);
INSERT INTO "withdrawals" ("seq", "consent", "withdrawn_on", "channels") VALUES (1, 'K-TQK1-95S2', '2026-11-29', '[]');
INSERT INTO "assents" ("seq", "id", "contributor", "story", "decision", "given_on", "method", "letter", "scope") VALUES (1, 'A-0000-0001', 'C-2BFH-YHKD', 'S-4ZRD-XX4V', 'yes', '2026-11-20', 'own-words', NULL, NULL);
INSERT INTO "approvals" ("seq", "contributor", "story", "revision", "decision", "given_on") VALUES (1, 'C-2BFH-YHKD', 'S-4ZRD-XX4V', 7, 'yes', '2026-11-29');
INSERT INTO "images" ("id", "story", "digest", "original", "media_type", "width_px", "height_px", "leaks", "scan", "scanned_at", "viewed_by", "came_in_draft", "is_set_aside") VALUES ('I-G5RQ-13CN', 'S-4ZRD-XX4V', '88431cd9653ccd539741b555fb0a46b61558b301d4110412b5bc28b5e3ea6cb5', 'c09b36eacb67870f0326d3a028111d296d1aa6834b10bbb234c9d737e18c692a', 'image/png', 512, 512, '["comment", "colour-profile", "unknown-block"]', '{"outcome": "found", "profile": "thorough", "detections": [{"box": {"left": 180, "top": 58, "right": 271, "bottom": 178}, "score": 0.9373, "detector": "centerface", "is_faint": false, "kind": "face", "reads": null, "reads_score": null}, {"box": {"left": 126, "top": 335, "right": 215, "bottom": 425}, "score": 0.5, "detector": "face-recognition", "is_faint": false, "kind": "face", "reads": null, "reads_score": null}], "passes": ["centerface-native", "centerface-mirrored", "centerface-whole-1600", "centerface-whole-640", "centerface-whole-320", "centerface-doubled", "centerface-turned-90", "centerface-turned-180", "centerface-turned-270", "face-recognition-hog", "rapidocr-native", "rapidocr-doubled", "rapidocr-whole"], "detectors": {"centerface": "consentkit 0.1.0, onnxruntime 1.31.1, model 495b3e80316f", "face-recognition": "face-recognition 1.3.0, dlib-bin 20.0.1.post1", "rapidocr": "rapidocr 3.10.0, onnxruntime 1.31.1, models 090f04abcd9d e47acedf6632 6f327246b503"}, "problem": null}', '2026-11-29T19:10:52.380244Z', 'officer-1', 0, 0);
INSERT INTO "images" ("id", "story", "digest", "original", "media_type", "width_px", "height_px", "leaks", "scan", "scanned_at", "viewed_by", "came_in_draft", "is_set_aside") VALUES ('I-53DB-TBTS', 'S-4ZRD-XX4V', 'a8ca6d734765703b09728ab47fe59f473d93ae3967fc24c7c0288c3c7adb7130', '38234d95fd25a26b8741f16d569bc80888f308a58ae39a05b8bdc31956b7e224', 'image/jpeg', 512, 600, '["comment"]', '{"outcome": "found", "profile": "thorough", "detections": [{"box": {"left": 176, "top": 119, "right": 359, "bottom": 336}, "score": 0.9188, "detector": "centerface", "is_faint": false, "kind": "face", "reads": null, "reads_score": null}, {"box": {"left": 0, "top": 28, "right": 156, "bottom": 239}, "score": 0.8193, "detector": "rapidocr", "is_faint": false, "kind": "text", "reads": null, "reads_score": null}, {"box": {"left": 361, "top": 498, "right": 427, "bottom": 528}, "score": 0.7681, "detector": "rapidocr", "is_faint": false, "kind": "text", "reads": null, "reads_score": null}, {"box": {"left": 103, "top": 488, "right": 162, "bottom": 512}, "score": 0.627, "detector": "rapidocr", "is_faint": false, "kind": "text", "reads": "COMO HOPPER", "reads_score": 0.9902}], "passes": ["centerface-native", "centerface-mirrored", "centerface-whole-1600", "centerface-whole-640", "centerface-whole-320", "centerface-doubled", "centerface-turned-90", "centerface-turned-180", "centerface-turned-270", "face-recognition-hog", "rapidocr-native", "rapidocr-doubled", "rapidocr-whole"], "detectors": {"centerface": "consentkit 0.1.0, onnxruntime 1.31.1, model 495b3e80316f", "face-recognition": "face-recognition 1.3.0, dlib-bin 20.0.1.post1", "rapidocr": "rapidocr 3.10.0, onnxruntime 1.31.1, models 090f04abcd9d e47acedf6632 6f327246b503"}, "problem": null}', '2026-11-29T19:10:52.797337Z', 'officer-1', 0, 0);
INSERT INTO "images" ("id", "story", "digest", "original", "media_type", "width_px", "height_px", "leaks", "scan", "scanned_at", "viewed_by", "came_in_draft", "is_set_aside") VALUES ('I-0000-0003', 'S-4ZRD-XX4V', 'd3', '0000000000000000000000000000000000000000000000000000000000000000.age', 'image/png', 512, 512, '[]', NULL, NULL, NULL, 0, 0);
INSERT INTO "faces" ("id", "image", "box", "score", "detector", "settlement", "contributor", "declaration", "is_hidden", "why", "settled_by", "settled_at", "grade", "kind", "reads", "reads_score", "linked_before", "agreed_by", "lacks_second") VALUES ('F-72BD-HFRA', 'I-G5RQ-13CN', '{"left": 180, "top": 58, "right": 271, "bottom": 178}', 0.9373, 'centerface', 'declared', NULL, 'public-figure', 0, 'a well-known person in an official portrait', 'officer-1', '2026-11-29T19:10:57.015193Z', 'clear', 'face', NULL, NULL, '[]', NULL, 0);
INSERT INTO "faces" ("id", "image", "box", "score", "detector", "settlement", "contributor", "declaration", "is_hidden", "why", "settled_by", "settled_at", "grade", "kind", "reads", "reads_score", "linked_before", "agreed_by", "lacks_second") VALUES ('F-3MSP-Z30V', 'I-G5RQ-13CN', '{"left": 126, "top": 335, "right": 215, "bottom": 425}', 0.5, 'face-recognition', 'not-a-face', NULL, NULL, 0, 'a patch or a pattern, no person', 'officer-1', '2026-11-29T19:10:57.024903Z', 'clear', 'face', NULL, NULL, '[]', NULL, 0);
INSERT INTO "faces" ("id", "image", "box", "score", "detector", "settlement", "contributor", "declaration", "is_hidden", "why", "settled_by", "settled_at", "grade", "kind", "reads", "reads_score", "linked_before", "agreed_by", "lacks_second") VALUES ('F-BBMX-NNT4', 'I-53DB-TBTS', '{"left": 176, "top": 119, "right": 359, "bottom": 336}', 0.9188, 'centerface', 'linked', 'C-2BFH-YHKD', NULL, 1, NULL, 'officer-1', '2026-11-29T19:10:57.038555Z', 'clear', 'face', NULL, NULL, '["C-2BFH-YHKD"]', NULL, 0);
INSERT INTO "certificates" ("id", "story", "channel", "issued_at", "issued_by", "until", "parts", "pdf", "also") VALUES ('V-B2Z3-2JHD', 'S-4ZRD-XX4V', 'website', '2026-11-29T19:11:15.863281Z', 'manager-1', '2027-05-28', '{"story": "84b995ff720531b3c1ecb945bec7e4473e9a6a5df62b10ca0f6db0bdc669ddc9", "people": "5c01581c741d9618841b1a23b61d17a7a61472565f4f446e78ae49bb34b6bcda", "consents": "660bb67b74892e2592bd1093fa754ba4a51c80f329b83f4a763130b236fcc771", "files": "0234602a8e6fa880cd1bde6570e6cd412a6b316102860ee81f7f56562d219e7e", "faces": "1c23b5192943ebbabe3422505eb40466c2181784a90a0f28d336312b4415a1e8", "answers": "0069fae8c707b21c80f363b9c35823f04e21994d655df3e06aa14f5561b9fd12", "policies": "9249a855eaff2a9f7697a8466974dabdf9f8206f357256f8af4b7a78b355d1fa"}', 'd4531b31b2b8391558d3b6b64191f50a8f5781852e36ab2aa801d5d769478424', NULL);
INSERT INTO "publications" ("id", "story", "channel", "certificate", "where", "from_on", "until", "ended_on", "voided_by", "same_as", "void_why", "also") VALUES ('P-5TSM-G456', 'S-4ZRD-XX4V', 'website', 'V-B2Z3-2JHD', 'https://example.org/stories/1', '2026-11-29', '2027-05-28', NULL, NULL, NULL, NULL, NULL);
INSERT INTO "takedowns" ("id", "publication", "opened_on", "confirmed_on", "voided_on") VALUES ('T-YH9Q-M47E', 'P-5TSM-G456', '2026-11-29', NULL, NULL);
INSERT INTO "audit" ("seq", "at", "actor", "action", "subject", "body", "prev", "hash", "rows") VALUES (1, '2026-11-29T19:10:35.942679+00:00', 'manager-1', 'workspace-created', 'e4d1542728b1e707', '{"roles":["keeper","manager"]}', '', '19b87e23a192eaf2715bae080f1578135f9d2a070f200ba6864823934bed1083', NULL);
INSERT INTO "audit" ("seq", "at", "actor", "action", "subject", "body", "prev", "hash", "rows") VALUES (2, '2026-11-29T19:10:36.833684+00:00', 'manager-1', 'actor-added', 'officer-1', '{"roles":["officer"]}', '19b87e23a192eaf2715bae080f1578135f9d2a070f200ba6864823934bed1083', '1479d573749358b13470f43c18972250e6341c75d52df2751147212b96146c87', NULL);
INSERT INTO "audit" ("seq", "at", "actor", "action", "subject", "body", "prev", "hash", "rows") VALUES (3, '2026-11-29T19:10:37.248310+00:00', 'manager-1', 'actor-added', 'safeguarding-1', '{"roles":["safeguarding"]}', '1479d573749358b13470f43c18972250e6341c75d52df2751147212b96146c87', '261f5d44f730b382f779906b3e0d09269b4151f67379a82409a570d24c642d99', NULL);
INSERT INTO "audit" ("seq", "at", "actor", "action", "subject", "body", "prev", "hash", "rows") VALUES (4, '2026-11-29T19:10:37.861083+00:00', 'officer-1', 'contributor-added', 'C-2BFH-YHKD', '{"age":"adult","language":"km"}', '261f5d44f730b382f779906b3e0d09269b4151f67379a82409a570d24c642d99', 'b17b67fc71e57842a696aed125f930664e3c4fb8d5005f3b91af282f3b5dea9b', NULL);
INSERT INTO "letters" ("id", "form", "form_version", "purpose", "language", "contributor", "story", "paper", "digest", "made_on", "made_by", "set_aside_on", "wording", "printed", "page_maps", "given_to") VALUES ('L-0000-0001', 'consent-adult', 1, 'consent', 'th', 'C-2BFH-YHKD', 'S-4ZRD-XX4V', '{}', '0000000000000000000000000000000000000000000000000000000000000000', '2026-11-20', 'officer-1', NULL, NULL, NULL, NULL, NULL);
INSERT INTO "returned_pages" ("id", "letter", "page", "pages", "original", "digest", "original_page", "straightened", "ticks", "notes", "taken_in_on", "taken_in_by", "set_aside_on", "signing") VALUES ('R-0000-0001', 'L-0000-0001', 1, 1, '1111111111111111111111111111111111111111111111111111111111111111.age', '1111111111111111111111111111111111111111111111111111111111111111', 1, NULL, '{"yes": "unsure"}', '["cut-off"]', '2026-11-21', 'officer-1', NULL, NULL);
INSERT INTO "releases" ("letter", "file", "ticked", "confirmed_on", "confirmed_by") VALUES ('L-0000-0001', '2222222222222222222222222222222222222222222222222222222222222222.age', '["yes"]', '2026-11-21', 'officer-1');
INSERT INTO "wording_reviews" ("seq", "language", "digest", "is_approved", "reviewer", "reviewed_on") VALUES (1, 'th', '3333333333333333333333333333333333333333333333333333333333333333', 1, 'reviewer-1', '2026-11-21');
INSERT INTO "public_copies" ("image", "channel", "digest", "stored", "width_px", "height_px", "covered", "methods", "rescan", "unsettled", "leaks", "results") VALUES ('I-G5RQ-13CN', NULL, '192a6ad68036958c3f3f256a9fa8428d7a341980e661decc55cbf6b5b73ccccd', '5b716fc4e461882683406b618641f8c8f31c9040da937a1912c9e53c28eaa943', 512, 512, '[{"left": 276, "top": 336, "right": 332, "bottom": 380}]', '[{"method": "solid", "shape": "box", "cells": 6, "sigma": 0.2}]', '{"outcome": "found", "profile": "thorough", "detections": [{"box": {"left": 180, "top": 58, "right": 271, "bottom": 178}, "score": 0.9373, "detector": "centerface", "is_faint": false, "kind": "face", "reads": null, "reads_score": null}, {"box": {"left": 126, "top": 335, "right": 215, "bottom": 425}, "score": 0.5, "detector": "face-recognition", "is_faint": false, "kind": "face", "reads": null, "reads_score": null}], "passes": ["centerface-native", "centerface-mirrored", "centerface-whole-1600", "centerface-whole-640", "centerface-whole-320", "centerface-doubled", "centerface-turned-90", "centerface-turned-180", "centerface-turned-270", "face-recognition-hog", "rapidocr-native", "rapidocr-doubled", "rapidocr-whole"], "detectors": {"centerface": "consentkit 0.1.0, onnxruntime 1.31.1, model 495b3e80316f", "face-recognition": "face-recognition 1.3.0, dlib-bin 20.0.1.post1", "rapidocr": "rapidocr 3.10.0, onnxruntime 1.31.1, models 090f04abcd9d e47acedf6632 6f327246b503"}, "problem": null}', '[]', '[]', '{"covers": "done", "second-scan": "done", "metadata": "done", "notes": "done", "match": "done"}');
INSERT INTO "box_changes" ("seq", "image", "face", "change", "before", "after", "why", "by", "at") VALUES (1, 'I-G5RQ-13CN', 'F-72BD-HFRA', 'moved', '[{"id": "F-72BD-HFRA", "box": {"left": 180, "top": 58, "right": 271, "bottom": 178}, "detector": "centerface", "settlement": "open"}]', '{"left": 180, "top": 58, "right": 271, "bottom": 178}', 'It was beside the face.', 'officer-1', '2026-11-21T09:00:00+00:00');
INSERT INTO "image_hashes" ("image", "hashes") VALUES ('I-G5RQ-13CN', '00ff');
INSERT INTO "near_settlements" ("seq", "image", "other", "why", "settled_by", "settled_at") VALUES (1, 'I-G5RQ-13CN', 'I-53DB-TBTS', 'Another day.', 'officer-1', '2026-11-21T09:00:00+00:00');
INSERT INTO "drafts" ("name", "story", "format", "pages", "opened_at", "look") VALUES ('18b39c0181bf9b5562ca4b71745c078ed41a88e0782050fa91fcc8c819b83732', 'S-4ZRD-XX4V', 'text', 0, '2026-11-29T19:10:38.971988Z', 1);
INSERT INTO "draft_parts" ("story", "draft", "number", "place", "position", "holds", "digest", "image", "why", "seen_by", "seen_at", "words") VALUES ('S-4ZRD-XX4V', '18b39c0181bf9b5562ca4b71745c078ed41a88e0782050fa91fcc8c819b83732', 1, 'page', 3, 'drawing', NULL, NULL, 'A map.', 'officer-1', '2026-11-21T09:00:00+00:00', '[]');
INSERT INTO "videos" ("id", "story", "digest", "original", "media_type", "width_px", "height_px", "duration_ms", "has_sound", "leaks", "scan", "scanned_at", "viewed_by") VALUES ('M-0000-0001', 'S-4ZRD-XX4V', '4444444444444444444444444444444444444444444444444444444444444444', '4444444444444444444444444444444444444444444444444444444444444444.age', 'video/mp4', 320, 240, 2000, 1, '[]', '{"outcome": "undecided", "frames": 3, "looked": 2, "passes": [], "detectors": {"centerface": "1"}, "problem": "video-damaged"}', '2026-11-21T09:00:00+00:00', NULL);
INSERT INTO "tracks" ("id", "video", "path", "width_px", "grade", "score", "detector", "settlement", "contributor", "declaration", "is_hidden", "why", "settled_by", "settled_at", "linked_before", "agreed_by", "lacks_second") VALUES ('H-0000-0001', 'M-0000-0001', '[[0, 10, 10, 30, 40], [500, 12, 10, 32, 40]]', 20, 'known-person', 0.9, 'centerface', 'open', NULL, NULL, 0, NULL, NULL, NULL, '[]', NULL, 0);
INSERT INTO "video_copies" ("video", "digest", "stored", "width_px", "height_px", "covered", "covered_count", "sound", "rescan", "unsettled", "leaks", "results") VALUES ('M-0000-0001', '5555555555555555555555555555555555555555555555555555555555555555', '5555555555555555555555555555555555555555555555555555555555555555.age', 320, 240, '6666666666666666666666666666666666666666666666666666666666666666', 1, 'dropped', '{"outcome": "undecided", "frames": 3, "looked": 2, "passes": [], "detectors": {"centerface": "1"}, "problem": "video-damaged"}', '[[0, 10, 10, 30, 40]]', '[]', '{"covers": "done"}');
INSERT INTO "recordings" ("id", "form", "form_version", "language", "wording", "stored", "media_type", "duration_ms", "spoken_by", "note", "attached_at", "attached_by", "removal", "removed_at", "removed_by") VALUES ('W-0000-0001', 'consent-adult', 1, 'th', '7777777777777777777777777777777777777777777777777777777777777777', '7777777777777777777777777777777777777777777777777777777777777777.age', 'audio/ogg', 1000, 'speaker-1', '', '2026-11-21T09:00:00+00:00', 'manager-1', NULL, NULL, NULL);
INSERT INTO "guardian_checks" ("seq", "guardian", "is_free_of_conflict", "by", "at") VALUES (1, 'G-0000-0001', 1, 'safeguarding-1', '2026-11-29T19:10:59.000000Z');
INSERT INTO "asked_to_be_asked" ("seq", "contributor", "asked_on", "heard_by") VALUES (1, 'C-2BFH-YHKD', '2026-11-21', 'officer-1');
INSERT INTO "key_epochs" ("epoch", "begun_at", "begun_by", "public_key", "last_seq", "ended_at") VALUES (0, '2026-11-21T09:00:00Z', 'manager-1', '8888888888888888888888888888888888888888888888888888888888888888', 1, NULL);
INSERT INTO "resealed_files" ("name", "sealed", "before", "epoch") VALUES ('7777777777777777777777777777777777777777777777777777777777777777', '6666666666666666666666666666666666666666666666666666666666666666', '7777777777777777777777777777777777777777777777777777777777777777', 1);
INSERT INTO "roster_rows" ("id", "letter", "contributor", "place", "is_child", "columns", "ticked", "release", "confirmed_on", "confirmed_by", "stop_code") VALUES ('L-0000-0001/C-2BFH-YHKD', 'L-0000-0001', 'C-2BFH-YHKD', 1, 0, '["photo", "internet", "no"]', '["photo"]', '2222222222222222222222222222222222222222222222222222222222222222.age', '2026-11-21', 'officer-1', NULL);
INSERT INTO "bases" ("id", "story", "thing", "kind", "comes_from", "terms", "contact", "until", "is_endless", "is_adult", "channels", "places", "notice", "credit", "evidence", "recorded_by", "recorded_at", "seen_by", "ended_on", "ended_by") VALUES ('B-0000-0001', 'S-4ZRD-XX4V', 'I-G5RQ-13CN', 'partner', 'A shelter', '', 'desk-3', '2027-05-20', 0, 0, '["website"]', '[]', NULL, 'A shelter', '5555555555555555555555555555555555555555555555555555555555555555', 'officer-1', '2026-11-29T19:10:59.000000Z', 'officer-1', NULL, NULL);
INSERT INTO "answers" ("seq", "story", "policy", "question", "reply", "justification", "by", "roles", "at", "revision", "signed_off_by", "about", "rests_on", "evidence", "evidence_file") VALUES (1, 'S-4ZRD-XX4V', 'guidance-note-2016', '1.1a', 'yes', '', 'officer-1', '["officer"]', '2026-11-29T19:11:11.079438Z', 7, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "answers" ("seq", "story", "policy", "question", "reply", "justification", "by", "roles", "at", "revision", "signed_off_by", "about", "rests_on", "evidence", "evidence_file") VALUES (2, 'S-4ZRD-XX4V', 'guidance-note-2016', '1.1b', 'yes', '', 'officer-1', '["officer"]', '2026-11-29T19:11:11.110346Z', 7, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "answers" ("seq", "story", "policy", "question", "reply", "justification", "by", "roles", "at", "revision", "signed_off_by", "about", "rests_on", "evidence", "evidence_file") VALUES (3, 'S-4ZRD-XX4V', 'guidance-note-2016', '1.1c', 'yes', '', 'officer-1', '["officer"]', '2026-11-29T19:11:11.142327Z', 7, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "captures" ("image", "year", "is_as_taken") VALUES ('I-G5RQ-13CN', 2026, 1);
INSERT INTO "word_checks" ("story", "title", "draft", "text", "rules", "readable", "checked_at", "read_by", "read_at", "read_why", "second_by", "names", "compared", "beside") VALUES ('S-4ZRD-XX4V', '"A year at the weaving school"', '18b39c0181bf9b5562ca4b71745c078ed41a88e0782050fa91fcc8c819b83732', '"She lives in Siem Reap."', 1, 'yes', '2026-11-30T12:00:00.000000Z', NULL, NULL, '', NULL, NULL, NULL, NULL);
INSERT INTO "word_findings" ("id", "story", "kind", "key", "wording", "hint", "contexts", "times", "start", "end", "in_title", "settlement", "why", "contributor", "named_as", "settled_by", "settled_at", "whose") VALUES ('N-7K3Q-X9MN', 'S-4ZRD-XX4V', 'place', '0123456789abcdef0123456789abcdef', 'siem reap', 'KH', '["0123456789abcdef"]', 1, 13, 22, 0, 'agreed', 'The letter names it.', NULL, NULL, 'officer-1', '2026-11-30T12:01:00.000000Z', NULL);
INSERT INTO "origins" ("id", "kind", "first_on", "last_on", "country", "notice", "terms", "contact", "until", "owner", "recorded_by", "recorded_at") VALUES ('E-2BFH-YHKD', 'visit', '2026-11-20', NULL, 'TH', 'A board', '', '', NULL, 'officer-1', 'officer-1', '2026-11-29T19:10:36.833684+00:00');
INSERT INTO "belongings" ("origin", "thing", "put_by", "put_at") VALUES ('E-2BFH-YHKD', 'S-4ZRD-XX4V', 'officer-1', '2026-11-29T19:10:36.833684+00:00');
INSERT INTO "interpreters" ("id", "handle", "languages", "ties", "tied_to", "declared_on", "until", "letter", "declaration", "recorded_by", "recorded_at", "seen_by", "ended_on", "ended_by") VALUES ('D-2BFH-YHKD', 'interpreter-1', '["km", "th"]', '["none"]', '[]', '2026-11-20', '2027-11-20', NULL, NULL, 'officer-1', '2026-11-29T19:10:36.833684+00:00', NULL, NULL, NULL);
INSERT INTO "back_checks" ("seq", "consent", "checked_on", "checked_by", "way", "outcome", "recorded_by", "recorded_at") VALUES (1, 'K-TQK1-95S2', '2026-11-29', 'helper-2', 'asked', 'understood', 'officer-1', '2026-11-29T19:10:36.833684+00:00');
INSERT INTO "name_secrets" ("id", "secret", "cost", "number_cost") VALUES ('names', '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff', '{"memory_kib": 8, "passes": 1}', '{"memory_kib": 8, "passes": 1}');
INSERT INTO "name_digests" ("file", "code", "rules", "scripts", "digests", "made_at", "letters") VALUES ('18b39c0181bf9b5562ca4b71745c078ed41a88e0782050fa91fcc8c819b83732', 'C-2M4N-88TY', 1, '["latin"]', '[["full", "00112233445566778899"]]', '2026-11-30T12:00:00.000000Z', NULL);
INSERT INTO "given_papers" ("consent", "given_by", "said", "said_by", "said_at") VALUES ('K-TQK1-95S2', 'officer-1', NULL, NULL, NULL);
INSERT INTO story_titles(story_titles, rank) VALUES ('secure-delete', 1);
INSERT INTO story_titles(story_titles, rank) VALUES ('rebuild', NULL);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX "idx_guardians_contributor"
    ON "guardians" ("contributor");
CREATE UNIQUE INDEX "idx_consents_id"
    ON "consents" ("id");
CREATE INDEX "idx_consents_contributor"
    ON "consents" ("contributor");
CREATE INDEX "idx_consents_story"
    ON "consents" ("story");
CREATE INDEX "idx_consents_until"
    ON "consents" ("until");
CREATE INDEX "idx_withdrawals_consent"
    ON "withdrawals" ("consent");
CREATE INDEX "idx_assents_story"
    ON "assents" ("story");
CREATE INDEX "idx_approvals_story"
    ON "approvals" ("story");
CREATE UNIQUE INDEX "idx_images_story_digest"
    ON "images" ("story", "digest");
CREATE INDEX "idx_faces_image"
    ON "faces" ("image");
CREATE INDEX "idx_faces_settlement"
    ON "faces" ("settlement");
CREATE INDEX "idx_certificates_story_channel"
    ON "certificates" ("story", "channel");
CREATE INDEX "idx_publications_story"
    ON "publications" ("story");
CREATE INDEX "idx_takedowns_publication"
    ON "takedowns" ("publication");
CREATE INDEX "idx_audit_subject"
    ON "audit" ("subject");
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT raise(abort, 'audit is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT raise(abort, 'audit is append-only'); END;
CREATE TRIGGER audit_chain BEFORE INSERT ON audit
WHEN new.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit)
  OR new.prev IS NOT coalesce((SELECT hash FROM audit ORDER BY seq DESC LIMIT 1), '')
BEGIN SELECT raise(abort, 'audit chain mismatch'); END;
CREATE TRIGGER contributors_no_delete BEFORE DELETE ON contributors
BEGIN SELECT raise(abort, 'rows of contributors are kept'); END;
CREATE TRIGGER guardians_no_delete BEFORE DELETE ON guardians
BEGIN SELECT raise(abort, 'rows of guardians are kept'); END;
CREATE TRIGGER consents_no_delete BEFORE DELETE ON consents
BEGIN SELECT raise(abort, 'rows of consents are kept'); END;
CREATE TRIGGER withdrawals_no_delete BEFORE DELETE ON withdrawals
BEGIN SELECT raise(abort, 'rows of withdrawals are kept'); END;
CREATE TRIGGER assents_no_delete BEFORE DELETE ON assents
BEGIN SELECT raise(abort, 'rows of assents are kept'); END;
CREATE TRIGGER approvals_no_delete BEFORE DELETE ON approvals
BEGIN SELECT raise(abort, 'rows of approvals are kept'); END;
CREATE TRIGGER stories_no_delete BEFORE DELETE ON stories
BEGIN SELECT raise(abort, 'rows of stories are kept'); END;
CREATE TRIGGER images_no_delete BEFORE DELETE ON images
BEGIN SELECT raise(abort, 'rows of images are kept'); END;
CREATE TRIGGER certificates_no_delete BEFORE DELETE ON certificates
BEGIN SELECT raise(abort, 'rows of certificates are kept'); END;
CREATE TRIGGER publications_no_delete BEFORE DELETE ON publications
BEGIN SELECT raise(abort, 'rows of publications are kept'); END;
CREATE TRIGGER takedowns_no_delete BEFORE DELETE ON takedowns
BEGIN SELECT raise(abort, 'rows of takedowns are kept'); END;
CREATE INDEX "idx_consents_withdrawn_on_until"
    ON "consents" ("withdrawn_on", "until");
CREATE TRIGGER stories_title_added AFTER INSERT ON stories BEGIN INSERT INTO story_titles(rowid, title) VALUES (new.rowid, new.title); END;
CREATE TRIGGER stories_title_changed AFTER UPDATE OF title ON stories WHEN old.title IS NOT new.title BEGIN INSERT INTO story_titles(story_titles, rowid, title) VALUES ('delete', old.rowid, old.title); INSERT INTO story_titles(rowid, title) VALUES (new.rowid, new.title); END;
CREATE INDEX finding_stories_of ON story_contributors(contributor);
CREATE INDEX finding_open_takedowns ON takedowns(opened_on) WHERE confirmed_on IS NULL;
CREATE INDEX finding_live_publications ON publications(until) WHERE ended_on IS NULL;
CREATE INDEX finding_unscanned ON images(story) WHERE scan IS NULL;
CREATE INDEX finding_undecided ON images(story) WHERE CASE WHEN json_valid(scan) THEN json_extract(scan, '$.outcome') END = 'undecided';
CREATE INDEX finding_unviewed ON images(story) WHERE viewed_by IS NULL AND scan IS NOT NULL;
CREATE INDEX finding_unchecked ON guardians(contributor) WHERE is_free_of_conflict IS NULL;
CREATE INDEX finding_plans ON plans(from_on);
CREATE INDEX "idx_letters_story"
    ON "letters" ("story");
CREATE INDEX "idx_letters_contributor"
    ON "letters" ("contributor");
CREATE INDEX "idx_returned_pages_letter"
    ON "returned_pages" ("letter");
CREATE INDEX "idx_returned_pages_digest"
    ON "returned_pages" ("digest");
CREATE INDEX finding_letters_out ON letters(made_on) WHERE set_aside_on IS NULL;
CREATE TRIGGER letters_no_delete BEFORE DELETE ON letters
BEGIN SELECT raise(abort, 'rows of letters are kept'); END;
CREATE TRIGGER returned_pages_no_delete BEFORE DELETE ON returned_pages
BEGIN SELECT raise(abort, 'rows of returned_pages are kept'); END;
CREATE TRIGGER releases_no_delete BEFORE DELETE ON releases
BEGIN SELECT raise(abort, 'rows of releases are kept'); END;
CREATE TRIGGER wording_reviews_no_delete BEFORE DELETE ON wording_reviews
BEGIN SELECT raise(abort, 'rows of wording_reviews are kept'); END;
CREATE INDEX "idx_images_digest"
    ON "images" ("digest");
CREATE INDEX "idx_public_copies_image_channel"
    ON "public_copies" ("image", "channel");
CREATE INDEX "idx_box_changes_image"
    ON "box_changes" ("image");
CREATE INDEX "idx_near_settlements_image"
    ON "near_settlements" ("image");
CREATE INDEX "idx_draft_parts_image"
    ON "draft_parts" ("image");
CREATE TRIGGER drafts_no_delete BEFORE DELETE ON drafts
BEGIN SELECT raise(abort, 'rows of drafts are kept'); END;
CREATE TRIGGER draft_parts_no_delete BEFORE DELETE ON draft_parts
BEGIN SELECT raise(abort, 'rows of draft_parts are kept'); END;
CREATE INDEX "idx_videos_story"
    ON "videos" ("story");
CREATE INDEX "idx_tracks_video"
    ON "tracks" ("video");
CREATE TRIGGER videos_no_delete BEFORE DELETE ON videos
BEGIN SELECT raise(abort, 'rows of videos are kept'); END;
CREATE INDEX "idx_recordings_form_language"
    ON "recordings" ("form", "language");
CREATE TRIGGER recordings_no_delete BEFORE DELETE ON recordings
BEGIN SELECT raise(abort, 'rows of recordings are kept'); END;
CREATE INDEX audit_rows_of ON audit_rows(tab, key, seq, digest);
CREATE INDEX audit_at ON audit(at);
CREATE TRIGGER audit_rows_no_update BEFORE UPDATE ON audit_rows
BEGIN SELECT raise(abort, 'audit_rows is append-only'); END;
CREATE TRIGGER audit_rows_no_delete BEFORE DELETE ON audit_rows
BEGIN SELECT raise(abort, 'audit_rows is append-only'); END;
CREATE TRIGGER audit_rows_newest BEFORE INSERT ON audit_rows
WHEN new.seq IS NOT (SELECT max(seq) FROM audit)
BEGIN SELECT raise(abort, 'rows belong to the newest event'); END;
CREATE INDEX "idx_guardian_checks_guardian"
    ON "guardian_checks" ("guardian");
CREATE INDEX faces_lacking ON faces (image) WHERE lacks_second = 1;
CREATE INDEX tracks_lacking ON tracks (video) WHERE lacks_second = 1;
CREATE INDEX audit_story ON audit(CASE WHEN json_valid(body) THEN json_extract(body, '$.story') END) WHERE CASE WHEN json_valid(body) THEN json_extract(body, '$.story') END IS NOT NULL;
CREATE INDEX "idx_asked_to_be_asked_contributor"
    ON "asked_to_be_asked" ("contributor");
CREATE TRIGGER asked_to_be_asked_no_delete BEFORE DELETE ON asked_to_be_asked
BEGIN SELECT raise(abort, 'rows of asked_to_be_asked are kept'); END;
CREATE TRIGGER key_epochs_no_delete BEFORE DELETE ON key_epochs
BEGIN SELECT raise(abort, 'rows of key_epochs are kept'); END;
CREATE INDEX "idx_roster_rows_letter"
    ON "roster_rows" ("letter");
CREATE INDEX "idx_roster_rows_contributor"
    ON "roster_rows" ("contributor");
CREATE TRIGGER roster_rows_no_delete BEFORE DELETE ON roster_rows
BEGIN SELECT raise(abort, 'rows of roster_rows are kept'); END;
CREATE INDEX "idx_roster_rows_stop_code"
    ON "roster_rows" ("stop_code");
CREATE INDEX "idx_bases_story"
    ON "bases" ("story");
CREATE INDEX "idx_bases_thing"
    ON "bases" ("thing");
CREATE INDEX "idx_bases_until"
    ON "bases" ("until");
CREATE TRIGGER bases_no_delete BEFORE DELETE ON bases
BEGIN SELECT raise(abort, 'rows of bases are kept'); END;
CREATE INDEX finding_unsigned ON answers(story) WHERE signed_off_by IS NULL AND reply <> 'yes' AND justification <> '';
CREATE INDEX "idx_answers_story"
    ON "answers" ("story");
CREATE INDEX "idx_answers_about"
    ON "answers" ("about");
CREATE TRIGGER answers_no_delete BEFORE DELETE ON answers
BEGIN SELECT raise(abort, 'rows of answers are kept'); END;
CREATE INDEX certificates_of_several ON certificates (id) WHERE also <> '[]';
CREATE INDEX publications_of_several ON publications (id) WHERE also <> '[]';
CREATE TRIGGER captures_no_delete BEFORE DELETE ON captures
BEGIN SELECT raise(abort, 'rows of captures are kept'); END;
CREATE INDEX "idx_consents_same_as"
    ON "consents" ("same_as");
CREATE TRIGGER word_checks_no_delete BEFORE DELETE ON word_checks
BEGIN SELECT raise(abort, 'rows of word_checks are kept'); END;
CREATE INDEX "idx_word_findings_story"
    ON "word_findings" ("story");
CREATE TRIGGER word_findings_no_delete BEFORE DELETE ON word_findings
BEGIN SELECT raise(abort, 'rows of word_findings are kept'); END;
CREATE TRIGGER origins_no_delete BEFORE DELETE ON origins
BEGIN SELECT raise(abort, 'rows of origins are kept'); END;
CREATE INDEX "idx_belongings_thing"
    ON "belongings" ("thing");
CREATE INDEX "idx_interpreters_handle"
    ON "interpreters" ("handle");
CREATE TRIGGER interpreters_no_delete BEFORE DELETE ON interpreters
BEGIN SELECT raise(abort, 'rows of interpreters are kept'); END;
CREATE INDEX "idx_back_checks_consent"
    ON "back_checks" ("consent");
CREATE TRIGGER back_checks_no_delete BEFORE DELETE ON back_checks
BEGIN SELECT raise(abort, 'rows of back_checks are kept'); END;
CREATE INDEX "idx_name_digests_code"
    ON "name_digests" ("code");
CREATE TRIGGER given_papers_no_delete BEFORE DELETE ON given_papers
BEGIN SELECT raise(abort, 'rows of given_papers are kept'); END;
