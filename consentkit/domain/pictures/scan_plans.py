"""What a scan would run here and now."""

from pydantic import Field

from consentkit.domain.pictures.images import Profile, Scan
from consentkit.domain.values import Value


class ScanPlan(Value):
    """What a scan with a profile would run here and now: its passes, and each detector with its version.

    `missing` has the code of why each detector that was asked for cannot run.
    """

    profile: Profile
    passes: tuple[str, ...]
    detectors: dict[str, str]
    missing: dict[str, str] = Field(default_factory=dict)

    def is_met_by(self, scan: Scan) -> bool:
        """Tell whether a scan is what this plan would give again."""
        is_same = (scan.profile, scan.detectors) == (self.profile, self.detectors)
        return is_same and set(self.passes) <= set(scan.passes)
