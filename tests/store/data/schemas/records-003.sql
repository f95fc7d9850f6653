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
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (1, 'consentkit-records', 'm001_people', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (2, 'consentkit-records', 'm002_stories', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (3, 'consentkit-records', 'm003_consents', '2026-11-21 09:00:00+00:00');
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
