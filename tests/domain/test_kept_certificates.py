"""A certificate that was issued by an earlier version stays valid while nothing that it rests on changed."""

from pathlib import Path

import pytest

from consentkit.domain.gate.dossiers import Dossier

KEPT = Path(__file__).parent / "kept" / "dossier.json"
"""A story with pictures and videos, as it was gathered when the digests below were taken."""
DIGESTS = {
    "story": "e879eedcd1ebfa8f272d2220f23ba402c113f794084574e48a8bbacc84e0916a",
    "people": "29061c7548995908e37b346174be3c1a8d72681a2f648856045f4ad0c3056b63",
    "consents": "33f16cc56325748a7f7c183751f80117933ae234c231704015991b32b91a4f2c",
    "files": "47a230f6a5ecda5385b6507a8613140090eed642d19abf011b74cdb8127d7534",
    "faces": "5b0edaff6d88535b8195b61ef803889f9ae3d35f804c8160bc647ee630c6d0b3",
    "answers": "9c553786ebc58751264a336215464cec3b80b95405f441353aeb3609a6bd031c",
    "policies": "c14df8e24b46a24b54e9f970ef835931f2cdf42619622468eebe32a639caefcd",
}


@pytest.mark.parametrize("part", DIGESTS)
def test_a_part_of_a_certificate_has_the_digest_that_it_had(part):
    parts = Dossier.model_validate_json(KEPT.read_text(encoding="utf-8")).parts()
    assert parts[part] == DIGESTS[part], "certificates that were issued would all turn void"


def test_no_part_is_without_its_digest():
    assert Dossier.model_validate_json(KEPT.read_text(encoding="utf-8")).parts().keys() == DIGESTS.keys()
