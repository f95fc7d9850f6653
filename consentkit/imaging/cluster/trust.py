"""Which scans of another machine are believed: those by the very passes that this machine would take."""

from collections.abc import Mapping

from consentkit.domain.pictures.images import Profile, Scan, ScanOutcome
from consentkit.domain.pictures.scan_plans import ScanPlan
from consentkit.imaging.scanning.scanning import FAINT, UNVERIFIABLE

Plans = Mapping[Profile, ScanPlan | None]
"""What a scan with each profile would run here; `None` where nothing would."""


def is_believed(scan: Scan | None, asked: Profile, plans: Plans) -> bool:
    """Tell whether a worker's scan says what this machine would say.

    Its detectors, with versions and models, and its passes are those of our own plan, at least as deep as
    was asked, and it names nothing else. What is undecided is not believed, but for a picture whose format
    hides damage: whatever else a worker could not decide is looked at here.
    """
    if scan is None or not _is_consistent(scan):
        return False
    profile = Profile.THOROUGH if scan.problem == UNVERIFIABLE else scan.profile
    plan = plans.get(profile) if profile is not None and profile.depth >= asked.depth else None
    if plan is None or not plan.is_met_by(scan.model_copy(update={"profile": profile})):
        return False
    names_nothing_else = set(scan.passes) <= {*plan.passes, FAINT}
    return names_nothing_else and all(found.detector in plan.detectors for found in scan.detections)


def _is_consistent(scan: Scan) -> bool:
    if scan.problem is not None:
        return scan.problem == UNVERIFIABLE and scan.outcome is ScanOutcome.UNDECIDED
    expected = ScanOutcome.FOUND if scan.detections else ScanOutcome.NONE_FOUND
    return scan.outcome is expected
