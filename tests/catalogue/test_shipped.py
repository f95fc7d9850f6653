"""Where the shipped files are, in a wheel and in a checkout."""

import pytest

from consentkit.catalogue.shipped import _folder, assets_folder, forms_folder, policies_folder
from consentkit.domain.errors import Unavailable


@pytest.mark.parametrize(
    ("find", "name"),
    [(policies_folder, "policies"), (forms_folder, "forms"), (assets_folder, "assets")],
)
def test_each_folder_is_there(find, name):
    assert find().is_dir()
    assert find().name == name


def test_a_wheel_carries_them_inside_the_package(tmp_path):
    package = tmp_path / "consentkit"
    (package / "shipped" / "forms").mkdir(parents=True)
    # Another package's folder of that name may lie beside ours; it is not ours.
    (tmp_path / "forms").mkdir()
    assert _folder("forms", package) == package / "shipped" / "forms"


def test_a_checkout_has_them_beside_the_package(tmp_path):
    (tmp_path / "forms").mkdir()
    assert _folder("forms", tmp_path / "consentkit") == tmp_path / "forms"


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(Unavailable) as caught:
        _folder("forms", tmp_path / "consentkit")
    assert (caught.value.code, caught.value.facts) == ("shipped-files-missing", {"folder": "forms"})
