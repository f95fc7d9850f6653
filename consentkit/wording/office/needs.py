"""What waits for someone: one short sentence for each code of an agenda."""

NEEDS: dict[str, str] = {
    "takedown-open": "Story {story} must come down from {channel} (asked for on {opened}).",
    "publication-overdue": "Story {story} was to leave {channel} by {until}, and still stands there.",
    "consent-ended": "Contributor {contributor}'s consent ended on {until}, and story {story} is still published.",
    "certificate-void": "Story {story} is published on {channel}, and its certificate is void. Changed: {changed}.",
    "consent-ending": "Contributor {contributor}'s consent for story {story} ends on {until}. Days left: {days}.",
    "sealed-set-aside": "Sealed names were put here that the log does not name: {count}. Decide before you rely on a contact.",
    "guardian-unchecked": "Nobody has checked that the guardian of contributor {contributor} is free of conflict.",
    "questions-open": "Story {story} goes to {channel} on {first}. Questions for you: {count}.",
    "sign-off-waiting": "Story {story} has answers that wait for a second person's signature: {count}.",
    "scan-undecided": "Story {story} has pictures whose scan could not decide: {count}.",
    "scan-missing": "Story {story} has pictures to scan for faces: {count}.",
    "faces-open": "Story {story} has faces or words to settle: {count}.",
    "view-missing": "Story {story} has pictures that nobody has looked at whole: {count}.",
    "videos-waiting": "Story {story} has videos to scan, settle, watch or copy: {count}.",
    "letter-to-confirm": "Letter {letter} came back. Look at its pages, and confirm what is ticked.",
    "pages-loose": "Pages came back that belong to no letter yet: {count}.",
    "letter-not-back": "Letter {letter} was made on {made} and has not come back.",
    "backup-old": "The last checked backup is {days} days old. Make one.",
    "backup-none": "There is no checked backup of this workspace yet. Make one.",
    "copy-missing": "Story {story} has pictures without a public copy: {count}.",
}
