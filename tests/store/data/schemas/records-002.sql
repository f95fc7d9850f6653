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
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (1, 'consentkit-records', 'm001_people', '2026-11-21 09:00:00+00:00');
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (2, 'consentkit-records', 'm002_stories', '2026-11-21 09:00:00+00:00');
INSERT INTO "actors" ("handle", "roles", "removed_at") VALUES ('manager-1', '["keeper", "manager"]', NULL);
INSERT INTO "actors" ("handle", "roles", "removed_at") VALUES ('officer-1', '["officer"]', NULL);
INSERT INTO "actors" ("handle", "roles", "removed_at") VALUES ('safeguarding-1', '["safeguarding"]', NULL);
INSERT INTO "contributors" ("code", "age", "age_basis", "adult_on", "is_survivor", "language", "added_at") VALUES ('C-2BFH-YHKD', 'adult', 'document', NULL, 1, 'km', '2026-11-29T19:10:37.861265+00:00');
INSERT INTO "guardians" ("code", "contributor", "link", "is_free_of_conflict") VALUES ('G-0000-0001', 'C-2BFH-YHKD', 'parent', NULL);
INSERT INTO "stories" ("id", "title", "revision", "draft", "states_nobody_is_victim", "added_at") VALUES ('S-4ZRD-XX4V', 'A year at the weaving school', 7, '18b39c0181bf9b5562ca4b71745c078ed41a88e0782050fa91fcc8c819b83732', 0, '2026-11-29T19:10:37.930561+00:00');
INSERT INTO "story_contributors" ("story", "contributor") VALUES ('S-4ZRD-XX4V', 'C-2BFH-YHKD');
INSERT INTO "plans" ("story", "channel", "audience", "place", "from_on", "until") VALUES ('S-4ZRD-XX4V', 'website', 'public', 'worldwide', '2026-11-29', '2027-05-28');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX "idx_guardians_contributor"
    ON "guardians" ("contributor");
