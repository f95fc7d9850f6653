"""What the log holds of the gate's refusals."""

from consentkit.domain.events import EventName
from consentkit.domain.values import Channel
from consentkit.store.database.encrypted import EncryptedDatabase


def was_refused(db: EncryptedDatabase, story: str, channel: Channel) -> bool:
    """Tell whether the gate refused a story for this channel at any time since refusals are recorded."""
    sql = (
        "SELECT 1 FROM audit WHERE subject = ? AND action = ? AND json_extract(body, '$.channel') = ? LIMIT 1"
    )
    return bool(db.rows(sql, (story, EventName.GATE_REFUSED.value, channel.value)))
