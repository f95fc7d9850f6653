"""The pictures' screen scans on the settings' cluster, and says where."""

import pytest
from cluster_making import Machines
from driving import press, settle
from seeing import seen
from textual.widgets import Label

from consentkit.catalogue.shipped import assets_folder
from consentkit.imaging.cluster import engines
from consentkit.pages.files import incoming
from consentkit.tui.screens.pictures.pictures import PicturesScreen
from consentkit.usecases.office.settings import accept_settings, look_at_settings
from consentkit.usecases.pictures.images import add_images, images_of
from consentkit.usecases.stories.stories import add_story

PORTRAIT = assets_folder() / "demo" / "grace_hopper.jpg"


@pytest.fixture
def story(open_as):
    officer = open_as("officer-1")
    made = add_story(officer, "A year at the school").id
    add_images(officer, made, [incoming(PORTRAIT)])
    return made


def _in_settings(open_as, workspace_folder, address):
    config = workspace_folder / "config.toml"
    config.write_text(config.read_text().replace('address = ""', f'address = "{address}"'))
    manager = open_as("manager-1")
    accept_settings(manager, look_at_settings(manager).digest)


@pytest.mark.slow
async def test_a_scan_runs_on_the_settings_cluster(app_as, open_as, story, workspace_folder, monkeypatch):
    monkeypatch.setattr(engines, "scan_in_order", lambda *_, **__: pytest.fail("it was scanned here"))
    with Machines() as machines:
        machines.start("scheduler")
        machines.start("worker")
        _in_settings(open_as, workspace_folder, machines.address)
        async with app_as("officer-1") as pilot:
            pilot.app.push_screen(PicturesScreen(story))
            await settle(pilot)
            await pilot.press("s")
            words = str(pilot.app.screen.query_one("#long-work-words", Label).render())
            await settle(pilot)
            assert "0 not scanned" in seen(pilot)
    assert f"Scanning on {machines.address}" in words
    (image,) = images_of(open_as("officer-1"), story)
    assert image.scan.outcome == "found"


async def test_a_cluster_that_may_not_be_used_is_told_and_nothing_runs(
    app_as, open_as, story, workspace_folder
):
    _in_settings(open_as, workspace_folder, "dask://192.0.2.7:8786")
    async with app_as("officer-1") as pilot:
        pilot.app.push_screen(PicturesScreen(story))
        await settle(pilot)
        await press(pilot, "s")
        assert "pictures go there only encrypted" in seen(pilot)
        assert "1 not scanned" in seen(pilot)
    (image,) = images_of(open_as("officer-1"), story)
    assert image.scan is None
