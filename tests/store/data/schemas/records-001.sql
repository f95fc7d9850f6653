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
INSERT INTO "_sqlite_migrations" ("id", "migration_set", "name", "applied_at") VALUES (1, 'consentkit-records', 'm001_people', '2026-11-21 09:00:00+00:00');
INSERT INTO "actors" ("handle", "roles", "removed_at") VALUES ('manager-1', '["keeper", "manager"]', NULL);
INSERT INTO "actors" ("handle", "roles", "removed_at") VALUES ('officer-1', '["officer"]', NULL);
INSERT INTO "actors" ("handle", "roles", "removed_at") VALUES ('safeguarding-1', '["safeguarding"]', NULL);
INSERT INTO "contributors" ("code", "age", "age_basis", "adult_on", "is_survivor", "language", "added_at") VALUES ('C-2BFH-YHKD', 'adult', 'document', NULL, 1, 'km', '2026-11-29T19:10:37.861265+00:00');
INSERT INTO "guardians" ("code", "contributor", "link", "is_free_of_conflict") VALUES ('G-0000-0001', 'C-2BFH-YHKD', 'parent', NULL);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX "idx_guardians_contributor"
    ON "guardians" ("contributor");
