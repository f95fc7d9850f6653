"""What stands in the way, and what would clear it: one pair of sentences for each reason."""

from consentkit.domain.gate.clearances import ReasonCode as R
from consentkit.wording.languages import Counted

REASONS: dict[R, tuple[str | Counted, str | Counted]] = {
    R.RECORDS_CHANGED: (
        "{row} {key} is not as the log left it: somebody changed, removed or added it past the log.",
        "Verify the log, which says what was done, and tell a manager and a keeper. Go on from a backup that"
        " verifies.",
    ),
    R.LOG_BROKEN: (
        "The log is not whole, so that nobody can say what was agreed.",
        "Verify the log, which says what was done, and tell a manager and a keeper. Go on from a backup that"
        " verifies.",
    ),
    R.HEADS_MISSING: (
        "The newest signed head of the log is missing, so that nobody can say whether acts were cut off.",
        "Verify the log against a head that was carried away. The next act that is recorded keeps a head again.",
    ),
    R.CLOCK_BEHIND: (
        "The clock of this machine is behind: event {event} was recorded at a time that has not come.",
        "Set the clock of this machine right. Where it ran ahead before, or another machine's did, a manager says"
        " why.",
    ),
    R.POLICY_BROKEN: (
        "The policy file {subject} cannot be used: {field}: {problem}.",
        "Mend the file or take it out of the policies folder. Until then nothing is cleared.",
    ),
    R.POLICY_NONE: (
        "There is no policy to check this story against.",
        "Put a policy file into the policies folder, or install consentkit again.",
    ),
    R.STORY_EMPTY: (
        "The story has no words and no pictures.",
        "Add the words, or pictures.",
    ),
    R.CONTRIBUTORS_MISSING: (
        "Nobody is recorded as a contributor of this story, and nothing else that it rests on.",
        "Say whose story it is; or, where it is nobody's, what its words and pictures rest on.",
    ),
    R.PLAN_MISSING: (
        "It is not recorded where on {channel} the story goes and until when.",
        "Record where it goes and until when.",
    ),
    R.PLAN_ENDED: (
        "The planned time ended on {until}.",
        "Plan a new time, within the consents.",
    ),
    R.PLANS_DIFFER: (
        "The stories are planned for {channel} for other readers, other places, or no day in common: {stories}.",
        "Plan them all for the same readers and the same place, with days in common.",
    ),
    R.NOBODY_IS_VICTIM_UNTRUE: (
        "The story says that no one pictured is a victim, and the records do not bear that out.",
        "Take the sentence out, or declare every face.",
    ),
    R.BASIS_MISSING: (
        "Nothing says what {subject} rests on: no contributor, and no other basis.",
        "Record its basis: a release, a licence, a partner's consent, a gathering, nobody in it, or a machine.",
    ),
    R.BASIS_INCOMPLETE: (
        "The basis {subject} of {thing} ({rests_on}) lacks: {lacking}.",
        "Record the basis again, with all that it asks for.",
    ),
    R.BASIS_UNSEEN: (
        "Nobody has looked at what proves the basis {subject} of {thing} ({rests_on}).",
        "Open it. If it says what is recorded, confirm that.",
    ),
    R.BASIS_SECOND_MISSING: (
        "That the words of {thing} are nobody's story ({subject}) is a claim of {by} alone.",
        "Another person opens what proves it, and confirms it.",
    ),
    R.BASIS_OF_OTHER_WORDS: (
        "The words were replaced after it was recorded what they rest on ({subject}, {rests_on}).",
        "Record what the words rest on as they are now.",
    ),
    R.BASIS_ENDED: (
        "The basis {subject} of {thing} ({rests_on}) ended on {until}.",
        "Record a new basis, or leave it out of the story.",
    ),
    R.BASIS_ENDS_EARLY: (
        "The basis {subject} of {thing} ({rests_on}) ends on {until}, and the story is planned to stay until {planned}.",
        "Plan an end on or before {until}, or record a basis that holds longer.",
    ),
    R.BASIS_OUTSIDE_TERMS: (
        "The basis {subject} of {thing} ({rests_on}) does not include: {outside}.",
        "Choose a channel and a place that it includes, or record a new basis.",
    ),
    R.BASIS_NOT_FOR_FACE: (
        "A face in {seen_in} would be seen, and what the picture rests on ({rests_on}) does not stand for this person.",
        "Record what this face rests on, or cover it.",
    ),
    R.VOICES_AT_GATHERING: (
        "Voices are heard in the copy of {subject}, and a gathering's notice speaks of pictures alone.",
        "Make its copy anew, without the sound.",
    ),
    R.CLOSE_UP_AT_GATHERING: (
        "A face in {seen_in} is {width_px} px wide. A gathering's notice allows no close-up, from {limit_px} px on.",
        "Cover it, or record what this face rests on.",
    ),
    R.NOBODY_IN_IT_UNTRUE: (
        "{seen_in} is recorded as being about nobody, and {subject} is in it.",
        "Record what it really rests on. If it is no face, say so: that takes two people where a program is sure.",
    ),
    R.MACHINE_SHOWS_PERSON: (
        "{seen_in} was made or altered by a machine, and a face in it is linked to contributor {contributor}.",
        "Use another picture: a machine never shows a contributor.",
    ),
    R.MACHINE_BESIDE_PERSON: (
        "{seen_in} was made by a machine and shows a person, in the story of contributor {contributor}.",
        "Use another picture: it would be taken for a real child or survivor.",
    ),
    R.CONSENT_MISSING: (
        "Contributor {subject} has given no consent for this story.",
        "Ask, and record the answer. A no is recorded too.",
    ),
    R.CONSENT_REFUSED: (
        "Contributor {contributor} said no on {on}.",
        "Leave this person out of the story. Do not ask again for the same use.",
    ),
    R.CONSENT_WITHDRAWN: (
        "Contributor {contributor} took this consent back on {on}.",
        "Take the person out of the story, or choose a channel that they still agree to.",
    ),
    R.CONSENT_NOT_YET: (
        "This consent begins on {on}.",
        "Choose a day from {on} on.",
    ),
    R.CONSENT_ENDED: (
        "This consent ended on {until}.",
        "Ask contributor {contributor} for a renewal before you publish.",
    ),
    R.CONSENT_ENDS_EARLY: (
        "This consent ends on {until}, and the story is planned to stay until {planned}.",
        "Plan an end on or before {until}, or ask contributor {contributor} for a renewal.",
    ),
    R.CONSENT_OVER_CAP: (
        "This consent runs until {until}, longer than the policy allows ({cap}).",
        "Record a consent that ends on or before {cap}.",
    ),
    R.CONSENT_NOT_FRESH: (
        Counted(
            "This consent was last confirmed on {on}, more than {days} day before.",
            "This consent was last confirmed on {on}, more than {days} days before.",
            by="days",
        ),
        "Ask contributor {contributor} again.",
    ),
    R.COMES_OF_AGE: (
        "Contributor {contributor} is grown up from {on}, while the story is still there.",
        "Plan an end before {on}. Then ask the person, who decides alone from that day.",
    ),
    R.ASK_AGAIN_GROWN: (
        "Contributor {contributor} is grown up since {on}, and this consent was given for a child.",
        "Ask the person for their own consent.",
    ),
    R.MEDIUM_OUTSIDE_SCOPE: (
        "This consent does not include: {medium}.",
        "Leave it out, or ask contributor {contributor} and record a new consent.",
    ),
    R.CHANNEL_OUTSIDE_SCOPE: (
        "This consent does not include the channel {channel}.",
        "Choose a channel that it includes, or ask contributor {contributor} and record a new consent.",
    ),
    R.AUDIENCE_OUTSIDE_SCOPE: (
        "This consent does not include the audience {audience}.",
        "Plan for an audience that it includes, or ask contributor {contributor} and record a new consent.",
    ),
    R.PLACE_OUTSIDE_SCOPE: (
        "This consent does not include the place {place}.",
        "Plan for a place that it includes, or ask contributor {contributor} and record a new consent.",
    ),
    R.APPEARANCE_OUTSIDE_SCOPE: (
        "Contributor {contributor} agreed to appear as: {appearance}. The pictures show their face or its place.",
        "Use another picture, or ask and record a new consent.",
    ),
    R.AGE_WITHOUT_BASIS: (
        "Contributor {subject} is recorded as an adult, and nothing says what that rests on.",
        "Correct the record: say what the age rests on. Until then the person counts as a child.",
    ),
    R.GUARDIAN_MISSING: (
        "Contributor {contributor} counts as a child, and no guardian gave this consent.",
        "Record the guardian, then a consent given by the guardian.",
    ),
    R.GUARDIAN_CONFLICT: (
        "It is not confirmed that guardian {subject} is free of a conflict of interest.",
        "A safeguarding lead looks at it and records the finding.",
    ),
    R.ASSENT_MISSING: (
        "Contributor {subject} counts as a child, and their own agreement is not recorded.",
        "Ask the child in their own way, and record the child's answer.",
    ),
    R.ASSENT_REFUSED: (
        "Contributor {contributor} counts as a child and said no.",
        "The child's no stands above a guardian's yes. Leave the child out of the story.",
    ),
    R.RELEASE_MISSING: (
        "The signed letter for this consent is not in the vault.",
        "Record the consent with its signed letter.",
    ),
    R.PAPER_UNSAID: (
        "The signed file for this consent carries none of our codes, and nobody has said what it is.",
        "Somebody opens it, and says what kind of paper it is, whose, who signed, when, and what it limits.",
    ),
    R.PAPER_SAYS_OTHER: (
        "The signed file does not bear this consent, by what was seen on it: {beyond}.",
        "Record a consent that says what the paper says, or ask for a paper that says more.",
    ),
    R.PAPER_SECOND_MISSING: (
        "{said_by}, who says what the signed file is, is no second person beside who gave it.",
        "Somebody else opens it, and says what it is.",
    ),
    R.WITNESS_MISSING: (
        "This consent was spoken, and no witness is recorded.",
        "Record the consent with its witness, by handle.",
    ),
    R.INTERPRETER_UNKNOWN: (
        "This consent was given through {interpreter}, of whom nothing is recorded.",
        "Record the interpreter: languages, ties to the people concerned, and the signed declaration.",
    ),
    R.INTERPRETER_LANGUAGE: (
        "The consent was given in {language}, which interpreter {interpreter} is not recorded to speak.",
        "Correct what is recorded of the interpreter, or ask again with somebody who speaks it.",
    ),
    R.INTERPRETER_UNDECLARED: (
        "No signed declaration of interpreter {interpreter} held on {on}, when the answer was given.",
        "Record the declaration that was signed by then, or ask again with an interpreter who has signed.",
    ),
    R.INTERPRETER_UNSEEN: (
        "Nobody has looked at the declaration of interpreter {interpreter}.",
        "Somebody else than the interpreter opens it, and confirms that it says what is recorded.",
    ),
    R.INTERPRETER_CONFLICT: (
        "Interpreter {interpreter} is tied to the people concerned: {ties}.",
        "Ask contributor {contributor} again with another interpreter, and record that answer.",
    ),
    R.INTERPRETER_UNWANTED: (
        "On letter {letter} the person asked for another interpreter than {interpreter}.",
        "Ask contributor {contributor} again with another interpreter, and record that answer.",
    ),
    R.BACK_CHECK_MISSING: (
        "What interpreter {interpreter} said is not checked by a second speaker of {language}.",
        "Somebody else who speaks it asks contributor {contributor}, or listens to the recording. Record what they found.",
    ),
    R.NOT_UNDERSTOOD: (
        "A second speaker found on {on} that contributor {contributor} had not understood.",
        "It is no consent. Explain it again, and record the new answer.",
    ),
    R.LANGUAGE_DIFFERS: (
        "The consent was explained in {used}; contributor {contributor} speaks {best} best.",
        "Explain it again in {best}, and record the new answer.",
    ),
    R.REFLECTION_SHORT: (
        Counted(
            "Between asking and answering lay less than {days} day, or the day of asking is not recorded.",
            "Between asking and answering lay less than {days} days, or the day of asking is not recorded.",
            by="days",
        ),
        "Give the person time, then record the answer with the day of asking.",
    ),
    R.DRAFT_NOT_APPROVED: (
        "Contributor {contributor} has not seen or heard the story as it stands now, or said no to it.",
        "Show it to the person, and record what they say.",
    ),
    R.WITHDRAWAL_WAITING: (
        "Letter {subject} came back, on which contributor {contributor} takes consent back. Nobody confirmed it yet.",
        "Look at its pages, and confirm what is ticked: that takes the consent back.",
    ),
    R.REFUSAL_WAITING: (
        "Letter {subject} came back, on which contributor {contributor} says no. Nobody confirmed it yet.",
        "Look at its pages, and confirm what is ticked: that records the no.",
    ),
    R.LETTER_WAITING: (
        "Letter {subject} about contributor {contributor} came back, and nobody confirmed what it says. It may say no.",
        "Look at its pages, and confirm what is ticked.",
    ),
    R.PAGE_UNMATCHED: (
        "Page {subject} came back and belongs to no letter yet. It may be anybody's no.",
        "Look at the page. Say which letter it is, or set it aside.",
    ),
    R.CONSENT_BEYOND_LETTER: (
        "This consent says more than letter {letter} of contributor {contributor}: {beyond}.",
        "Record the answer again, as the letter says it.",
    ),
    R.ASSENT_BESIDE_LETTER: (
        "The child's own letter {subject} came back, and the answer recorded for {contributor} is not from it.",
        "Record the child's answer from the letter.",
    ),
    R.CHILD_AGREED_TO_LESS: (
        "Contributor {contributor} counts as a child and did not agree to: {agreed}.",
        "Leave it out. What the child does not agree to stands above a guardian's yes.",
    ),
    R.FILE_MISSING: (
        "A file of {subject} is missing from the vault.",
        "Restore the vault from your backup, or record the file again.",
    ),
    R.FILE_CHANGED: (
        "A file of {subject} is not what it was when it was recorded.",
        "Restore the vault from your backup. Find out who could change it.",
    ),
    R.SCAN_MISSING: (
        "Image {subject} was never scanned for faces.",
        "Scan it for faces.",
    ),
    R.SCAN_UNDECIDED: (
        "The scan of image {subject} could not decide ({problem}).",
        "{help}",
    ),
    R.SCAN_TOO_SHALLOW: (
        "The scan of image {subject} was not the thorough one, and the story has a protected person.",
        "Scan it again: it is looked at thoroughly now.",
    ),
    R.VIEW_MISSING: (
        "Nobody has looked at image {subject} at full size since its faces last changed.",
        "Look at the whole picture, add the faces that the scan missed, and confirm.",
    ),
    R.FACE_OPEN: (
        "A face in image {seen_in} is not settled ({width_px} px wide, {grade}).",
        "Settle it: link, declare, redact, or say why it is no face.",
    ),
    R.TEXT_OPEN: (
        "Words in image {seen_in} are not settled.",
        "Read them. Redact what tells who or where somebody is; else say why it gives nobody away.",
    ),
    R.FACE_MUST_BE_COVERED: (
        "A face in image {seen_in} would be seen, and contributor {contributor} did not agree to that.",
        "Settle the face again as covered, and make the public copy again.",
    ),
    R.CHILD_FACE_SHOWN: (
        "The face of contributor {contributor}, who counts as a child, would be seen in image {seen_in}.",
        "Settle the face again as covered, and make the public copy again.",
    ),
    R.FACE_AGREEMENT_MISSING: (
        "A survivor's face would be seen in image {seen_in}, and no safeguarding lead has agreed.",
        "Cover the face, or ask a safeguarding lead to agree to it for consent {consent}.",
    ),
    R.COPY_MISSING: (
        "Image {subject} has no public copy.",
        "Make one. The original is never published.",
    ),
    R.COPY_STALE: (
        "The public copy of image {subject} does not cover the faces that are to be covered now.",
        "Make the public copy again.",
    ),
    R.REDACTION_UNPROVED: (
        Counted(
            "The second scan of the public copy of image {subject} found {left} place that nothing explains.",
            "The second scan of the public copy of image {subject} found {left} places that nothing explains.",
            by="left",
        ),
        "Add what it found as faces, settle them, and make the public copy again.",
    ),
    R.METADATA_LEFT: (
        "The public copy of image {subject} still carries: {leaks}.",
        "Make the public copy again. If it stays, do not use the picture.",
    ),
    R.COPY_TOO_LARGE: (
        "The public copy of image {subject} is larger than this channel needs ({limit_px} px): it shows more.",
        "Make the public copy again, for this channel.",
    ),
    R.COPY_CHECK_FAILED: (
        "The public copy of image {subject} did not pass a check: {check} ({result}).",
        "Make the public copy again, with black covers. If it stays, do not use the picture.",
    ),
    R.COVER_ONLY_COSMETIC: (
        "A face in image {seen_in} is covered by a mosaic or a blur, and the person is at risk or not known.",
        "Make the public copy again, with black covers: other covers can still be matched.",
    ),
    R.NEAR_COPY: (
        "Image {subject} looks like image {other}, whose consent was taken back or refused.",
        "Leave the picture out; or a manager or safeguarding looks at both, and says why it may be used.",
    ),
    R.NEAR_COPY_UNKNOWN: (
        "Whether image {subject} is a copy of a picture that was taken back is not known.",
        "Compare the picture with the others.",
    ),
    R.DRAFT_NOT_OPENED: (
        "Nobody has looked into the draft of story {subject}: its pictures are not known.",
        "Give the draft again: its pictures are taken in then.",
    ),
    R.DRAFT_PART_UNSEEN: (
        "The draft holds something that no program can look into: {holds} ({place} {position}).",
        "Look at it yourself and say what it shows; or replace it by a picture, and give the draft again.",
    ),
    R.WORDS_UNCHECKED: (
        "The words of story {subject} were never checked as they stand now.",
        "Have the program look for names, numbers and places in them.",
    ),
    R.WORDS_UNDECIDED: (
        "The words could not be searched, which is not “nothing found”: {readable}.",
        "Read them yourself for names, numbers and places, and say what you saw; then a second person does.",
    ),
    R.FINDING_OPEN: (
        "In the words stands {found_kind} ({subject}), and nobody decided of it.",
        "Change the words, or say why it may stand.",
    ),
    R.NAME_OUTSIDE_SCOPE: (
        "In the words stands a name ({subject}) that the consent does not carry.",
        "Take it out, or use the name that the person agreed to; or say whose it is.",
    ),
    R.CHILD_NAMED: (
        "In the words stands a full name ({subject}) in a story of a child. A child’s full name is never published.",
        "Take it out. If it is somebody else’s, say whose and why it may stand.",
    ),
    R.CONTACT_IN_WORDS: (
        "In the words stands {found_kind} ({subject}), by which somebody can be reached or found.",
        "Take it out. If it is an office’s own and public, say where it is published.",
    ),
    R.PLACE_TOO_NARROW: (
        "In the words stands {found_kind} ({subject}), which is narrower than a country.",
        "Write the country or the region instead, or say where the person agreed to this place.",
    ),
    R.DRAFT_SHOWS_ORIGINAL: (
        "The draft ({place} {position}) shows image {subject} as it was taken, not its public copy.",
        "Take it out there, or cover the page, and give the draft again: its public copy goes out beside the words.",
    ),
    R.SECOND_LOOK_MISSING: (
        "{by} alone settled {subject} in {seen_in}, so that it would be seen; that takes two people.",
        "Another person looks, and settles it the same way; or cover it.",
    ),
    R.QUESTION_OPEN: (
        "Question {subject} is not answered: {question}",
        "Someone in the role {who} answers it in the checklist.",
    ),
    R.QUESTION_FAILED: (
        "Question {subject} is not answered yes: {question}",
        "Change what stands behind it, then answer again.",
    ),
    R.QUESTION_UNSIGNED: (
        "Question {subject} is explained, and waits for a second person: {question}",
        "A manager who did not write the explanation signs it off.",
    ),
    R.SAFEGUARDING_NO: (
        "{by} of safeguarding said no to question {subject} on {on}: {question}",
        "{by} answers it again once what stands behind it has changed; or two others of safeguarding say yes, with some days between them.",
    ),
    R.SAFEGUARDING_NO_LIFTING: (
        "{by} of safeguarding said no to question {subject} on {on}, and {first} has said yes since: {question}",
        "Another person of safeguarding may say yes from {until} on. {by} can say no again, and then it begins anew.",
    ),
}

UNDECIDED_HELP: dict[str, str] = {
    "picture-unverifiable": "Its format hides damage. Save the picture as JPEG or PNG, add that file, and scan it.",
    "detector-missing": "Look at the check-up of this machine, repair what it names, and scan again.",
    "model-altered": "Install consentkit again, and scan again.",
    "detector-failed": "Scan it again. If it fails again, save the picture as PNG and add that file.",
    "vault-file-missing": "Restore the vault from your backup, and scan again.",
    "vault-file-changed": "Restore the vault from your backup, and scan again.",
}
"""What helps, for each problem of a scan that could not decide."""

UNDECIDED_HELP_ELSE = "Get a fresh copy of the picture, add that file, and scan it."
