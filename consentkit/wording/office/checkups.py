"""What the doctor found, in words."""

from consentkit.wording.languages import Counted

CHECKUPS: dict[str, str | Counted] = {
    "python": "Python {version}.",
    "policies-shipped": "The shipped policies can be read ({count}).",
    "policy-words-broken": "Words of a policy in another language cannot be used: {file}, {field}: {problem}",
    "policies-shipped-broken": "The shipped policies cannot be read. Nothing is cleared. Install consentkit again.",
    "detector": "Face detector {detector} is ready ({version}).",
    "detector-needed-missing": (
        "Face detector {detector} cannot run ({cause}). Every scan says “could not decide”, and nothing with "
        "pictures is cleared. Install consentkit again."
    ),
    "detector-missing": (
        "Face detector {detector} is not installed. Thorough scans run without its second look; centerface finds more by itself. "
        "To have it: install with uv, or install consentkit[face-recognition] where a compiler is."
    ),
    "text-detector": "Words in pictures can be looked for with {detector} ({version}).",
    "text-detector-missing": (
        "{detector} cannot run ({cause}): words in pictures, such as signs, name tags and plates, are not looked for. "
        "Install consentkit[text]. Until then only people look for them."
    ),
    "text-detector-not-chosen": (
        "config.toml leaves {detector} out of detectors: words in pictures are not looked for. Add it."
    ),
    "detector-unknown": "config.toml names a face detector {detector}, and there is none. Known: {known}. No scan runs it.",
    "detector-needed-not-chosen": (
        "config.toml leaves the face detector {detector} out of detectors. Every scan says “could not decide”. Add it."
    ),
    "video": "Videos can be opened.",
    "video-missing": "Videos cannot be opened. Install consentkit[video].",
    "heic": "HEIC pictures can be opened.",
    "heic-missing": "HEIC pictures cannot be opened. Save them as JPEG, or install consentkit[heic].",
    "folder-synced": (
        "The workspace lies in a folder that is copied to the internet. Move it: copies can be damaged, and others hold them."
    ),
    "identities-missing": "The identities are missing. Restore identities.db from your backup before a keeper opens one.",
    "settings-never-accepted": "Nobody has accepted the settings and own files of this workspace yet. A manager looks at them and accepts them.",
    "settings-file-changed": "{file} was changed since {actor} accepted the settings and own files on {day}.",
    "settings-file-added": "{file} was put there since {actor} accepted the settings and own files on {day}.",
    "settings-file-removed": "{file} is gone since {actor} accepted the settings and own files on {day}.",
    "engine-not-accepted": "The settings send pictures to {address}, and no manager has accepted that. No picture is sent there.",
    "identities-unnamed": Counted(
        "{count} sealed name in the inbox is named by no event of the log: it was sealed with an older version, or"
        " somebody put it there. It is not taken in; a keeper decides about it.",
        "{count} sealed names in the inbox are named by no event of the log: they were sealed with an older version,"
        " or somebody put them there. They are not taken in; a keeper decides about them.",
    ),
    "identities-damaged": Counted(
        "{count} sealed name in the inbox is damaged. The others are taken in; restore it from your backup, or seal"
        " the name again.",
        "{count} sealed names in the inbox are damaged. The others are taken in; restore them from your backup, or"
        " seal the names again.",
    ),
    "identities-lost": Counted(
        "The log knows {count} sealed name that is nowhere any more, of {first}. Restore the inbox and identities.db"
        " from your backup, or seal the name again.",
        "The log knows {count} people whose sealed name is nowhere any more, such as {first}. Restore the inbox and"
        " identities.db from your backup, or seal the names again.",
    ),
    "identities-unfound": (
        "Sealed names that are found in no story's words yet: {count}. A keeper changes that with any story, and sees"
        " no name by it: consentkit text compare STORY."
    ),
    "folder-open-to-others": "Other people on this machine can list the workspace. Run: chmod -R go-rwx on the folder.",
    "folder-closed": "Only you can list the workspace.",
    "database": "The records are whole.",
    "database-damaged": "The records are damaged. Do not go on; restore records.db from your backup.",
    "schema": "The records have schema {workspace}; this program knows every schema up to {program}.",
    "workspace-newer": (
        "The records have schema {workspace}, and this program knows only {program}. Nothing was changed. "
        "Install the newer consentkit here."
    ),
    "vault": "Every sealed file is there and unchanged ({count}).",
    "vault-files-missing": Counted(
        "{count} sealed file is missing or changed. Restore the vault from your backup. First: {first}",
        "{count} sealed files are missing or changed. Restore the vault from your backup. First: {first}",
    ),
    "policy-broken": "The policy {file} cannot be used: {field}: {problem}. Nothing is cleared until it is mended.",
    "audit": Counted(
        "The log is intact ({events} event).", "The log is intact ({events} events).", by="events"
    ),
    "clock-behind": (
        "Event {event} was recorded at a time that has not come: this machine's clock is behind, or another's was "
        "ahead. Set it right; then a manager says why. Until then what rests on days waits."
    ),
    "times-back": Counted(
        "An event tells an earlier time than the one before it: {events}. A clock was set back.",
        "{count} events tell an earlier time than the one before each: {events}. A clock was set back.",
    ),
    "audit-broken": Counted(
        "The log is NOT intact ({count} problem). Verify the log to see where.",
        "The log is NOT intact ({count} problems). Verify the log to see where.",
    ),
    "keyfile-not-of-log": "keyfile.json is not the one that the log names last: an older one may let people in who were removed. Restore it from your backup.",
    "rekey-unfinished": Counted(
        "The keys were replaced, and {count} file may still be under those before. Go on with it.",
        "The keys were replaced, and {count} files may still be under those before. Go on with it.",
    ),
    "backup": "Days since a backup was last checked: {days}.",
    "backup-old": "Days since a backup was last checked: {days}. Make one.",
    "backup-none": "There is no checked backup of this workspace yet. Make one.",
    "heads-missing": (
        "The folder {folder} holds no signed head. Put the disk in, or restore the folder; "
        "until then nobody can tell whether the end of the log was cut off."
    ),
    "accounts": "Everybody has a passphrase of their own.",
    "accounts-from-before": (
        "These have a passphrase that somebody else gave, and are no second person until they set their own: "
        "{actors}."
    ),
    "accounts-not-begun": "These have not set a passphrase of their own yet, and may do nothing before: {actors}.",
    "heads-in-one-place": (
        "Signed heads are kept in the workspace only, so whoever replaces the whole folder is not found out. "
        "Name another disk as heads_folder in config.toml, or carry a head away yourself."
    ),
    "plaintext-was-left": Counted(
        "A program that was killed had left {count} file that can be read without a passphrase. It is removed.",
        "A program that was killed had left {count} files that can be read without a passphrase. They are removed.",
    ),
    "half-written-was-left": Counted(
        "A program that was killed had left {count} sealed file half written. It is removed; nothing names it.",
        "A program that was killed had left {count} sealed files half written. They are removed; nothing names them.",
    ),
    "nothing-left": "No killed program left anything behind.",
    "workspace-none": "No workspace here; only the machine was looked at.",
}
