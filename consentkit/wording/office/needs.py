"""What waits for someone: one short sentence for each code of an agenda."""

NEEDS: dict[str, str] = {
    "clock-behind": "Event {event} was recorded at a time that has not come. Set the clock right, then say why.",
    "takedown-open": "Story {story} must come down from {channel} (asked for on {opened}).",
    "passphrase-from-before": "Your passphrase was given by somebody else. Set one that nobody else ever knew: until then you are no second person.",
    "lifting-opened": "{first} opened the lifting of your no ({about}). A second person may lift it from {until} on; say no again if it stands.",
    "no-lifted": "Your no ({about}) was lifted by {first} and {second}. Say no again if it stands.",
    "lifting-waits": "{by} said no ({about}), and {first} opened its lifting. Look for yourself; your yes would lift it.",
    "publication-overdue": "Story {story} was to leave {channel} by {until}, and still stands there.",
    "consent-ended": "Contributor {contributor}'s consent ended on {until}, and story {story} is still published.",
    "export-refused": (
        "Story {story} was given away for {channel}, and is no longer cleared as it was. Ask whoever has the files to"
        " delete them."
    ),
    "export-unrecorded": (
        "Story {story} was given away for {channel}, and nobody recorded where it went. If it went nowhere,"
        " delete the folder."
    ),
    "certificate-void": "Story {story} is published on {channel}, and its certificate is void. Changed: {changed}.",
    "basis-ended": "What {thing} rests on ended on {until}, and story {story} is still published.",
    "basis-ending": "What {thing} in story {story} rests on ends on {until}. Days left: {days}.",
    "consent-ending": "Contributor {contributor}'s consent for story {story} ends on {until}. Days left: {days}.",
    "sheet-ending": "Questions about the organisation to answer again by {until}: {count}. From then on they hold every story back.",
    "settings-changed": "Settings or own files are not those that a manager accepted. Files: {count}.",
    "sealed-set-aside": "Sealed names were put here that the log does not name: {count}. Decide before you rely on a contact.",
    "guardian-unchecked": "Nobody has checked that the guardian of contributor {contributor} is free of conflict.",
    "questions-open": "Story {story} goes to {channel} on {first}. Questions for you: {count}.",
    "sheet-unsigned": "The organisation's own sheet has answers that wait for a second person's signature: {count}.",
    "sign-off-waiting": "Story {story} has answers that wait for a second person's signature: {count}.",
    "scan-undecided": "Story {story} has pictures whose scan could not decide: {count}.",
    "scan-missing": "Story {story} has pictures to scan for faces: {count}.",
    "faces-open": "Story {story} has faces or words to settle: {count}.",
    "second-look": "Story {story} has faces or words that one person settled alone, and that take two: {count}.",
    "view-missing": "Story {story} has pictures that nobody has looked at whole: {count}.",
    "videos-waiting": "Story {story} has videos to scan, settle, watch or copy: {count}.",
    "no-to-confirm": "Letter {letter} came back and may say no: its story is refused. Look at it, and confirm what it says.",
    "letter-to-confirm": "Letter {letter} came back. Look at its pages, and confirm what is ticked.",
    "pages-loose": "Pages came back that belong to no letter yet: {count}.",
    "letter-not-back": "Letter {letter} was made on {made} and has not come back.",
    "rekey-unfinished": "The keys were replaced on {begun}, and not everything is under the new ones yet. Go on with it.",
    "backup-old": "Days since a backup was last checked: {days}. Make one.",
    "backup-none": "There is no checked backup of this workspace yet. Make one.",
    "copy-missing": "Story {story} has pictures without a public copy: {count}.",
}
