"""The two sets of migrations. A set's name and each migration's name stand in every database: both stay."""

from consentkit.store.database.encrypted import Migrations

records_migrations = Migrations("consentkit-records")
identities_migrations = Migrations("consentkit-identities")
