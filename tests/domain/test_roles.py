"""What a role may read is said by name: one that nobody thought of reads nothing."""

from consentkit.domain.roles import READERS, Role

READS_NOTHING = {Role.VOLUNTEER}


def test_each_role_is_said_to_read_or_not_to():
    assert set(Role) == READERS | READS_NOTHING, "see the row «a role» of CONTRIBUTING.md"
    assert not READERS & READS_NOTHING


def test_who_reads_is_a_list_of_names_and_not_all_but_some():
    assert {role.value for role in READERS} == {"officer", "manager", "safeguarding", "keeper", "auditor"}
