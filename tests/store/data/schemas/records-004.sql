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
);
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
);
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
   "until" TEXT NOT NULL,
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
);
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
);
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
);
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
);
CREATE TABLE "public_copies" (
   "image" TEXT PRIMARY KEY REFERENCES "images"("id"),
   "digest" TEXT NOT NULL,
   "stored" TEXT NOT NULL,
   "width_px" INTEGER,
   "height_px" INTEGER,
   "covered" TEXT NOT NULL,
   "rescan" TEXT NOT NULL,
   "unsettled" TEXT NOT NULL,
   "leaks" TEXT NOT NULL
);
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (1, 'consentkit-records', 'm001_people', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (2, 'consentkit-records', 'm002_stories', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (3, 'consentkit-records', 'm003_consents', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (4, 'consentkit-records', 'm004_images', '2026-11-21 09:00:00+00:00');
INSERT INTO "actors" ("handle", "roles", "removed_at") VALUES ('manager-1', '["keeper", "manager"]', NULL);
INSERT INTO "actors" ("handle", "roles", "removed_at") VALUES ('officer-1', '["officer"]', NULL);
INSERT INTO "actors" ("handle", "roles", "removed_at") VALUES ('safeguarding-1', '["safeguarding"]', NULL);
INSERT INTO "contributors" ("code", "age", "age_basis", "adult_on", "is_survivor", "language", "added_at") VALUES ('C-2BFH-YHKD', 'adult', 'document', NULL, 1, 'km', '2026-11-29T19:10:37.861265+00:00');
INSERT INTO "guardians" ("code", "contributor", "link", "is_free_of_conflict") VALUES ('G-0000-0001', 'C-2BFH-YHKD', 'parent', NULL);
INSERT INTO "stories" ("id", "title", "revision", "draft", "states_nobody_is_victim", "added_at") VALUES ('S-4ZRD-XX4V', 'A year at the weaving school', 7, '18b39c0181bf9b5562ca4b71745c078ed41a88e0782050fa91fcc8c819b83732', 0, '2026-11-29T19:10:37.930561+00:00');
INSERT INTO "story_contributors" ("story", "contributor") VALUES ('S-4ZRD-XX4V', 'C-2BFH-YHKD');
INSERT INTO "plans" ("story", "channel", "audience", "place", "from_on", "until") VALUES ('S-4ZRD-XX4V', 'website', 'public', 'worldwide', '2026-11-29', '2027-05-28');
INSERT INTO "consents" ("seq", "id", "contributor", "story", "decision", "scope", "until", "given_by", "asked_on", "given_on", "method", "language", "witness", "release", "face_agreed_by") VALUES (1, 'K-TQK1-95S2', 'C-2BFH-YHKD', 'S-4ZRD-XX4V', 'yes', '{"media": ["photo", "words"], "appearance": "face-hidden", "naming": "none", "channels": ["website"], "audiences": ["public"], "places": ["worldwide"], "until": "2027-11-28"}', '2027-11-28', 'C-2BFH-YHKD', '2026-11-26', '2026-11-29', 'written', 'km', NULL, '314e169e8391f8b33a069f9cde407fb6973530935fc90d47a150dc1c31bd960f', NULL);
INSERT INTO "withdrawals" ("seq", "consent", "withdrawn_on", "channels") VALUES (1, 'K-TQK1-95S2', '2026-11-29', '[]');
INSERT INTO "assents" ("seq", "id", "contributor", "story", "decision", "given_on", "method") VALUES (1, 'A-0000-0001', 'C-2BFH-YHKD', 'S-4ZRD-XX4V', 'yes', '2026-11-20', 'own-words');
INSERT INTO "approvals" ("seq", "contributor", "story", "revision", "decision", "given_on") VALUES (1, 'C-2BFH-YHKD', 'S-4ZRD-XX4V', 7, 'yes', '2026-11-29');
INSERT INTO "images" ("id", "story", "digest", "original", "media_type", "width_px", "height_px", "leaks", "scan", "scanned_at", "viewed_by") VALUES ('I-G5RQ-13CN', 'S-4ZRD-XX4V', '88431cd9653ccd539741b555fb0a46b61558b301d4110412b5bc28b5e3ea6cb5', 'c09b36eacb67870f0326d3a028111d296d1aa6834b10bbb234c9d737e18c692a', 'image/png', 512, 512, '["comment", "colour-profile", "unknown-block"]', '{"outcome": "found", "profile": "thorough", "detections": [{"box": {"left": 180, "top": 58, "right": 271, "bottom": 178}, "score": 0.9373, "detector": "centerface", "is_faint": false, "kind": "face", "reads": null, "reads_score": null}, {"box": {"left": 126, "top": 335, "right": 215, "bottom": 425}, "score": 0.5, "detector": "face-recognition", "is_faint": false, "kind": "face", "reads": null, "reads_score": null}], "passes": ["centerface-native", "centerface-mirrored", "centerface-whole-1600", "centerface-whole-640", "centerface-whole-320", "centerface-doubled", "centerface-turned-90", "centerface-turned-180", "centerface-turned-270", "face-recognition-hog", "rapidocr-native", "rapidocr-doubled", "rapidocr-whole"], "detectors": {"centerface": "consentkit 0.1.0, onnxruntime 1.31.1, model 495b3e80316f", "face-recognition": "face-recognition 1.3.0, dlib-bin 20.0.1.post1", "rapidocr": "rapidocr 3.10.0, onnxruntime 1.31.1, models 090f04abcd9d e47acedf6632 6f327246b503"}, "problem": null}', '2026-11-29T19:10:52.380244Z', 'officer-1');
INSERT INTO "images" ("id", "story", "digest", "original", "media_type", "width_px", "height_px", "leaks", "scan", "scanned_at", "viewed_by") VALUES ('I-53DB-TBTS', 'S-4ZRD-XX4V', 'a8ca6d734765703b09728ab47fe59f473d93ae3967fc24c7c0288c3c7adb7130', '38234d95fd25a26b8741f16d569bc80888f308a58ae39a05b8bdc31956b7e224', 'image/jpeg', 512, 600, '["comment"]', '{"outcome": "found", "profile": "thorough", "detections": [{"box": {"left": 176, "top": 119, "right": 359, "bottom": 336}, "score": 0.9188, "detector": "centerface", "is_faint": false, "kind": "face", "reads": null, "reads_score": null}, {"box": {"left": 0, "top": 28, "right": 156, "bottom": 239}, "score": 0.8193, "detector": "rapidocr", "is_faint": false, "kind": "text", "reads": null, "reads_score": null}, {"box": {"left": 361, "top": 498, "right": 427, "bottom": 528}, "score": 0.7681, "detector": "rapidocr", "is_faint": false, "kind": "text", "reads": null, "reads_score": null}, {"box": {"left": 103, "top": 488, "right": 162, "bottom": 512}, "score": 0.627, "detector": "rapidocr", "is_faint": false, "kind": "text", "reads": "COMO HOPPER", "reads_score": 0.9902}], "passes": ["centerface-native", "centerface-mirrored", "centerface-whole-1600", "centerface-whole-640", "centerface-whole-320", "centerface-doubled", "centerface-turned-90", "centerface-turned-180", "centerface-turned-270", "face-recognition-hog", "rapidocr-native", "rapidocr-doubled", "rapidocr-whole"], "detectors": {"centerface": "consentkit 0.1.0, onnxruntime 1.31.1, model 495b3e80316f", "face-recognition": "face-recognition 1.3.0, dlib-bin 20.0.1.post1", "rapidocr": "rapidocr 3.10.0, onnxruntime 1.31.1, models 090f04abcd9d e47acedf6632 6f327246b503"}, "problem": null}', '2026-11-29T19:10:52.797337Z', 'officer-1');
INSERT INTO "images" ("id", "story", "digest", "original", "media_type", "width_px", "height_px", "leaks", "scan", "scanned_at", "viewed_by") VALUES ('I-0000-0003', 'S-4ZRD-XX4V', 'd3', '0000000000000000000000000000000000000000000000000000000000000000.age', 'image/png', 512, 512, '[]', 'null', NULL, NULL);
INSERT INTO "faces" ("id", "image", "box", "score", "detector", "settlement", "contributor", "declaration", "is_hidden", "why", "settled_by", "settled_at") VALUES ('F-72BD-HFRA', 'I-G5RQ-13CN', '{"left": 180, "top": 58, "right": 271, "bottom": 178}', 0.9373, 'centerface', 'declared', NULL, 'public-figure', 0, 'a well-known person in an official portrait', 'officer-1', '2026-11-29T19:10:57.015193Z');
INSERT INTO "faces" ("id", "image", "box", "score", "detector", "settlement", "contributor", "declaration", "is_hidden", "why", "settled_by", "settled_at") VALUES ('F-3MSP-Z30V', 'I-G5RQ-13CN', '{"left": 126, "top": 335, "right": 215, "bottom": 425}', 0.5, 'face-recognition', 'not-a-face', NULL, NULL, 0, 'a patch or a pattern, no person', 'officer-1', '2026-11-29T19:10:57.024903Z');
INSERT INTO "faces" ("id", "image", "box", "score", "detector", "settlement", "contributor", "declaration", "is_hidden", "why", "settled_by", "settled_at") VALUES ('F-BBMX-NNT4', 'I-53DB-TBTS', '{"left": 176, "top": 119, "right": 359, "bottom": 336}', 0.9188, 'centerface', 'linked', 'C-2BFH-YHKD', NULL, 1, NULL, 'officer-1', '2026-11-29T19:10:57.038555Z');
INSERT INTO "public_copies" ("image", "digest", "stored", "width_px", "height_px", "covered", "rescan", "unsettled", "leaks") VALUES ('I-G5RQ-13CN', '192a6ad68036958c3f3f256a9fa8428d7a341980e661decc55cbf6b5b73ccccd', '5b716fc4e461882683406b618641f8c8f31c9040da937a1912c9e53c28eaa943', 512, 512, '[{"left": 276, "top": 336, "right": 332, "bottom": 380}]', '{"outcome": "found", "profile": "thorough", "detections": [{"box": {"left": 180, "top": 58, "right": 271, "bottom": 178}, "score": 0.9373, "detector": "centerface", "is_faint": false, "kind": "face", "reads": null, "reads_score": null}, {"box": {"left": 126, "top": 335, "right": 215, "bottom": 425}, "score": 0.5, "detector": "face-recognition", "is_faint": false, "kind": "face", "reads": null, "reads_score": null}], "passes": ["centerface-native", "centerface-mirrored", "centerface-whole-1600", "centerface-whole-640", "centerface-whole-320", "centerface-doubled", "centerface-turned-90", "centerface-turned-180", "centerface-turned-270", "face-recognition-hog", "rapidocr-native", "rapidocr-doubled", "rapidocr-whole"], "detectors": {"centerface": "consentkit 0.1.0, onnxruntime 1.31.1, model 495b3e80316f", "face-recognition": "face-recognition 1.3.0, dlib-bin 20.0.1.post1", "rapidocr": "rapidocr 3.10.0, onnxruntime 1.31.1, models 090f04abcd9d e47acedf6632 6f327246b503"}, "problem": null}', '[]', '[]');
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
