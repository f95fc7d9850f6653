"""What the demo says at each step."""

from consentkit.wording.languages import Counted

SCENES: dict[str, str | Counted] = {
    "workspace": (
        "A workspace is made in {folder}, with a manager (who is also the keeper), an officer and a "
        "safeguarding lead. Everything in it is encrypted. Passphrase of all three: {passphrase}"
    ),
    "workspace-of-ones-own": (
        "A workspace is made in {folder}, with a manager (who is also the keeper), an officer and a "
        "safeguarding lead. Everything in it is encrypted, with the passphrase that you gave, for all three."
    ),
    "vouched": (
        "Whoever keeps the printed recovery code appoints {keeper}, another keeper, who vouches for {actors}: "
        "new accounts are no second person beside the manager who made them."
    ),
    "story": (
        "The officer begins story {story} with contributor {contributor}. Nobody sees a name: it is sealed "
        "for the keeper."
    ),
    "picture-left-out": "{file} could not be opened, so it is left out. The file is as it was.",
    "picture-twice": "{file} is the same picture as one before, so it is taken once. The file is as it was.",
    "scanned": "Picture {image} is scanned: {outcome}. Faces: {faces}. Passes: {passes}.",
    "first-answer": "May it go on the website?",
    "consent": "The contributor's answer is recorded, with its scope and its end: {until}.",
    "plan": "The plan is recorded: on the website until {until}.",
    "settled": "A person settles face {face}: {settlement}.",
    "drawn": "The officer sees a name tag, which no face detector looks for, draws a box ({face}), and has it covered.",
    "remaining": "Reasons that remain: {reasons}.",
    "copy-again": Counted(
        "The second scan of {image} found {places} more place. It is covered too.",
        "The second scan of {image} found {places} more places. They are covered too.",
        by="places",
    ),
    "copied": "The public copy of {image} is rebuilt from pixels, with {covered} covered, and scanned again. It stays here.",
    "viewed": "A person confirms having looked at every picture at full size ({images}). The demo takes that as done.",
    "approved": "Contributor {contributor} sees the story as it will be, and says yes.",
    "answered": Counted(
        "{actor} answers {count} question of the checklist.",
        "{actor} answers {count} questions of the checklist.",
    ),
    "signed-off": "The manager signs off the explained answer to question {question}, as a second person.",
    "cleared": "And now?",
    "still-refused": "It stays refused, and that is right: something here is for you to settle. See {folder}.",
    "certificate": "The manager prints certificate {certificate}: one page, with every digest and answer.",
    "exported": "Now it may leave: {files} files in the folder {folder}, opened again and proved, to be shown until {until}.",
    "published": "The officer publishes. Publication {publication} is recorded until {until}.",
    "withdrawn": "The contributor changes their mind. Consent {consent} is withdrawn; takedown {takedowns} is open.",
    "last-answer": "May it stay on the website?",
    "audited": "The log of every act is verified. Events: {events}, intact: {is_intact}. Its signed head is carried away.",
    "left": "All of it is in {folder}. What was made for others to see is in {made}.",
}
