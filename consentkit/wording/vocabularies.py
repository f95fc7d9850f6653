"""The word for each choice that people make in forms, as it stands on a screen."""

from consentkit.domain.bases import BasisKind
from consentkit.domain.checklists import Reply, Severity, Standing
from consentkit.domain.consents import (
    Appearance,
    AssentMethod,
    Audience,
    Decision,
    Medium,
    Method,
    Naming,
)
from consentkit.domain.gate.exports import ExportKind
from consentkit.domain.interpreting.back_checks import CheckWay, Understanding
from consentkit.domain.interpreting.interpreters import Tie
from consentkit.domain.letters.given_papers import PaperForm
from consentkit.domain.letters.recordings import RemovalReason
from consentkit.domain.passphrases.rules import Strength
from consentkit.domain.people import Age, AgeBasis, GuardianLink
from consentkit.domain.questions.conditions import About
from consentkit.domain.questions.evidence import EvidenceKind
from consentkit.domain.questions.origins import OriginKind
from consentkit.domain.questions.risks import Risk, RiskLevel
from consentkit.domain.questions.scopes import Grounds, QuestionScope
from consentkit.domain.roles import Role
from consentkit.domain.sealed_identities import AcceptingReason, DismissingReason, FileTrouble
from consentkit.domain.values import Channel
from consentkit.domain.words.beside import BesideKind
from consentkit.usecases.consents.lists import ConsentFilter, ConsentStanding
from consentkit.usecases.people.identities import OpeningReason

MEDIA: dict[Medium, str] = {
    Medium.PHOTO: "photos",
    Medium.WORDS: "their words",
    Medium.VOICE: "their voice",
    Medium.VIDEO: "video",
    Medium.DRAWING: "drawings they made",
}

STRENGTHS: dict[Strength, str] = {
    Strength.REFUSED: "Not taken.",
    Strength.WEAK: "Weak: whoever takes the folder may guess it. Add words that have nothing to do with it.",
    Strength.FAIR: "Fair: it takes long to guess. One or two more words make it strong.",
    Strength.STRONG: "Strong, if the words are your own and no line of a song or a book.",
}

ORIGINS: dict[OriginKind, str] = {
    OriginKind.VISIT: "a visit",
    OriginKind.SHOOT: "a shoot",
    OriginKind.EVENT: "an event",
    OriginKind.PHOTOGRAPHER: "a photographer",
    OriginKind.AGENCY: "an agency",
    OriginKind.PARTNER: "a partner",
    OriginKind.MEDIA: "press or broadcast",
}
PAPER_FORMS: dict[PaperForm, str] = {
    PaperForm.CONSENT: "a consent",
    PaperForm.RENEWAL: "a renewed consent",
    PaperForm.RELEASE: "a release, as for models or staff",
    PaperForm.OTHER: "something else: no permission",
}

TIES: dict[Tie, str] = {
    Tie.NONE: "no tie: somebody asked",
    Tie.FAMILY: "of the family",
    Tie.VILLAGE: "from the same village",
    Tie.BROKERS: "to those who did harm, or brokers",
    Tie.POLICE: "to the police or an office",
    Tie.EMPLOYER: "works for them, or employs them",
}

CHECK_WAYS: dict[CheckWay, str] = {
    CheckWay.ASKED: "asked the person",
    CheckWay.LISTENED: "listened to the recording",
}

UNDERSTANDINGS: dict[Understanding, str] = {
    Understanding.UNDERSTOOD: "understood",
    Understanding.NOT_UNDERSTOOD: "not understood",
}

BASES: dict[BasisKind, str] = {
    BasisKind.CONSENT: "a contributor's consent",
    BasisKind.RELEASE: "a release of staff, a model or a volunteer",
    BasisKind.LICENCE: "a licence: stock, an agency, the public domain",
    BasisKind.PARTNER: "a partner's own consent",
    BasisKind.GATHERING: "a gathering with a notice",
    BasisKind.NOBODY: "nobody in it: an object, a place, an illustration",
    BasisKind.MACHINE: "made or altered by a machine",
}

CREDITS: dict[BasisKind, str] = {
    BasisKind.CONSENT: "with consent",
    BasisKind.RELEASE: "with a release",
    BasisKind.LICENCE: "under licence",
    BasisKind.PARTNER: "with consent given to a partner",
    BasisKind.GATHERING: "at a gathering whose notice was shown",
    BasisKind.NOBODY: "shows nobody",
    BasisKind.MACHINE: "made or altered by a machine",
}
"""What stands in the credit, to be read by everybody."""

APPEARANCES: dict[Appearance, str] = {
    Appearance.NONE: "not seen at all",
    Appearance.HANDS: "only hands",
    Appearance.BACK: "only from behind",
    Appearance.FACE_HIDDEN: "seen, with the face covered",
    Appearance.DRAWING: "as a drawing",
    Appearance.FACE_SHOWN: "with the face shown",
}

NAMINGS: dict[Naming, str] = {
    Naming.NONE: "no name at all",
    Naming.ALIAS: "another name, chosen by the person",
    Naming.FIRST_NAME: "first name",
    Naming.FULL_NAME: "full name",
}

CHANNELS: dict[Channel, str] = {
    Channel.WEBSITE: "website",
    Channel.SOCIAL: "social media",
    Channel.PRINT: "print",
    Channel.PRESS: "press",
    Channel.BROADCAST: "radio and television",
    Channel.EXHIBITION: "exhibition",
    Channel.DONOR_REPORT: "donor report",
    Channel.INTERNAL: "inside the organisation",
}

EXPORT_KINDS: dict[ExportKind, str] = {
    ExportKind.PICTURE: "a picture, as it may be shown",
    ExportKind.VIDEO: "a video, as it may be shown",
    ExportKind.WORDS: "the words of the story",
    ExportKind.CAPTIONS: "captions, descriptions to be read aloud, and tags",
    ExportKind.CERTIFICATE: "the certificate",
    ExportKind.CREDIT: "the credit line, to be copied",
    ExportKind.README: "this file",
}

BESIDE: dict[BesideKind, str] = {
    BesideKind.SUMMARY: "Summary, for search engines and shared links",
    BesideKind.TAGS: "Tags",
    BesideKind.CAPTION: "Caption",
    BesideKind.ALT: "Description, to be read aloud",
}
"""What words beside a story are."""

AUDIENCES: dict[Audience, str] = {
    Audience.PUBLIC: "everyone",
    Audience.DONORS: "donors",
    Audience.PARTNERS: "partner organisations",
    Audience.STAFF: "our own staff",
}

DECISIONS: dict[Decision, str] = {Decision.YES: "yes", Decision.NO: "no"}

METHODS: dict[Method, str] = {
    Method.WRITTEN: "in writing, signed",
    Method.MARK: "with a mark or a thumb print",
    Method.SPOKEN: "spoken, before a witness",
}

ASSENT_METHODS: dict[AssentMethod, str] = {
    AssentMethod.OWN_WORDS: "in the child's own words",
    AssentMethod.PICTURES: "with pictures or drawing",
    AssentMethod.BEHAVIOUR: "by what the child did (small children)",
}

AGES: dict[Age, str] = {Age.ADULT: "adult", Age.CHILD: "child", Age.UNKNOWN: "not known"}

AGE_BASES: dict[AgeBasis, str] = {
    AgeBasis.DOCUMENT: "a document",
    AgeBasis.STATED: "what the person says",
    AgeBasis.ASSESSED: "an age assessment",
    AgeBasis.NONE: "nothing yet",
}

GUARDIAN_LINKS: dict[GuardianLink, str] = {
    GuardianLink.PARENT: "a parent",
    GuardianLink.RELATIVE: "a relative who cares for the child",
    GuardianLink.COURT: "named by a court",
    GuardianLink.STATE: "a state authority",
}

REMOVAL_REASONS: dict[RemovalReason, str] = {
    RemovalReason.MISREAD: "It does not say what the letter says",
    RemovalReason.NOT_CLEAR: "People do not understand it",
    RemovalReason.VOICE_TAKEN_BACK: "Who reads does not want to be heard any more",
    RemovalReason.REPLACED: "A better one takes its place",
}

OPENING_REASONS: dict[OpeningReason, str] = {
    OpeningReason.CONTACT: "to reach the person",
    OpeningReason.WITHDRAWAL: "because of a withdrawal",
    OpeningReason.RENEWAL: "to ask for a renewal",
    OpeningReason.SAFETY: "for the person's safety",
    OpeningReason.LEGAL_DUTY: "because a law obliges us",
    OpeningReason.CORRECTION: "to correct what is kept",
}

ACCEPTING_REASONS: dict[AcceptingReason, str] = {
    AcceptingReason.OLDER_VERSION: "sealed with an older version of consentkit, which named no file",
    AcceptingReason.SEALER_ASKED: "who sealed it was asked, and says so",
    AcceptingReason.PERSON_ASKED: "the person was asked, and says so",
}

DISMISSING_REASONS: dict[DismissingReason, str] = {
    DismissingReason.STRANGER: "nobody here sealed it",
    DismissingReason.DAMAGED: "it is damaged; the name is sealed again",
    DismissingReason.DOUBLED: "what it holds is kept already",
}

FILE_TROUBLES: dict[FileTrouble, str] = {
    FileTrouble.UNNAMED: "no event of the log names it: it was sealed with an older version, or somebody put it there",
    FileTrouble.DAMAGED: "the log names it, and it was changed, cut or emptied since",
    FileTrouble.UNREADABLE: "the log names it, and it holds nothing that can be read as that person's identity",
}

ROLES: dict[Role, str] = {
    Role.OFFICER: "officer",
    Role.VOLUNTEER: "volunteer",
    Role.MANAGER: "manager",
    Role.SAFEGUARDING: "safeguarding",
    Role.KEEPER: "keeper",
    Role.AUDITOR: "auditor",
}

CONSENT_FILTERS: dict[ConsentFilter, str] = {
    ConsentFilter.ALL: "all",
    ConsentFilter.ENDING_30: "ending within 30 days",
    ConsentFilter.ENDING_90: "ending within 90 days",
    ConsentFilter.ENDED: "ended",
    ConsentFilter.WITHDRAWN: "taken back",
    ConsentFilter.NO: "said no",
}

CONSENT_STANDINGS: dict[ConsentStanding, str] = {
    ConsentStanding.HOLDS: "holds",
    ConsentStanding.HOLDS_IN_PART: "taken back in part",
    ConsentStanding.ENDED: "ended",
    ConsentStanding.WITHDRAWN: "taken back",
    ConsentStanding.NO: "said no",
}

REPLIES: dict[Reply, str] = {Reply.YES: "yes", Reply.NO: "no", Reply.UNKNOWN: "don't know"}

STANDINGS: dict[Standing, str] = {
    Standing.YES: "Settled: yes.",
    Standing.JUSTIFIED: "Settled: explained, and signed off by a second person.",
    Standing.OPEN: "Open: an answer is still needed.",
    Standing.FAILED: "Not settled: the answer is not yes.",
    Standing.UNSIGNED: "Explained; a manager who did not write it signs it off.",
    Standing.ASKED_ELSEWHERE: "Not settled yet: another list asks the same, and it is answered there.",
    Standing.DOES_NOT_APPLY: "Not asked: it does not apply to this story.",
}

SCOPES: dict[QuestionScope, str] = {
    QuestionScope.ORGANISATION: "It is asked once for the whole organisation.",
    QuestionScope.PLACE: "It is asked once for each place.",
    QuestionScope.CONTRIBUTOR: "It is asked once for each contributor, and again when their record changes.",
    QuestionScope.STORY: "It is asked for each story.",
    QuestionScope.GATHERING: "It is asked once for each visit, shoot or event.",
    QuestionScope.SUPPLIER: "It is asked once for each photographer, agency, partner or newspaper.",
    QuestionScope.IMAGE: "It is asked once for each picture and video.",
    QuestionScope.USE: "It is asked once for each channel that is planned.",
}

GROUNDS: dict[Grounds, str] = {
    Grounds.SOURCE: "It rests on the source that this policy names, under this heading.",
    Grounds.ALLIANCE_STANDARD: "It rests on the media standard of the Alliance, and not on the source that this policy names.",
    Grounds.OWN_PRACTICE: "How far it goes is our own practice; the source that this policy names does not say it.",
}

NOT_IN_STORY: dict[About, str] = {
    About.SURVIVOR: "No contributor of the story is a survivor.",
    About.CHILD: "No contributor of the story is a child.",
    About.MODEL: "Nobody in the pictures is declared a model.",
    About.HAS_IMAGES: "The story has no pictures and no videos.",
    About.HAS_WORDS: "The story has no words.",
    About.HAS_PEOPLE: "The story has no picture in which somebody could be.",
    About.OTHER_SOURCE: "Every picture of the story shows a contributor, people at a gathering, or nobody.",
    About.CONSENT: "No contributor's consent stands behind the story: it rests on something else.",
    About.LANGUAGE_DIFFERS: "The story has no words that were translated.",
    About.HAS_NUMBERS: "The story has no numbers and no legal words.",
    About.HAS_SOUND: "The story has no sound and no film.",
    About.FINDINGS: "Nothing was found in the words.",
    About.HARMFUL_WORDS: "No word of the lists of words that may hurt stands there without a decision.",
    About.LABELS: "No word of the lists names a person by what was done to them.",
    About.RECIPIENTS: "By the plan and the signed letters nobody else receives it.",
}
"""Why a question does not apply."""

SEVERITIES: dict[Severity, str] = {
    Severity.BLOCKER: "Without a yes the story stays refused.",
    Severity.JUSTIFY: "Without a yes it needs an explanation, and a manager's sign-off.",
    Severity.ADVICE: "Advice: it is noted, and never refuses the story.",
}

EVIDENCE_KINDS: dict[EvidenceKind, str] = {
    EvidenceKind.SENTENCE: "a sentence",
    EvidenceKind.DATE: "a day",
    EvidenceKind.HANDLE: "somebody's handle",
    EvidenceKind.FILE: "a file",
    EvidenceKind.RISKS: "every risk weighed, in the risk form",
}

RISKS: dict[Risk, str] = {
    Risk.TRAFFICKER: "traffickers and those who work with them",
    Risk.FAMILY: "the family",
    Risk.COMMUNITY: "neighbours and the community",
    Risk.AUTHORITIES: "police or immigration",
    Risk.COURT: "a court case",
    Risk.ONLINE: "abuse on the internet",
    Risk.DISTRESS: "the person's own distress",
}

RISK_LEVELS: dict[RiskLevel, str] = {
    RiskLevel.NONE: "none",
    RiskLevel.LOW: "low",
    RiskLevel.HIGH: "high",
    RiskLevel.UNKNOWN: "not known",
}

PRACTICE_NOT_YES: dict[Severity, str] = {
    Severity.BLOCKER: "With this answer the story would be refused, until what stands behind it is changed.",
    Severity.JUSTIFY: "With this answer the story would be refused, until you explain why and a manager signs it off.",
    Severity.ADVICE: "With this answer the story could still go out. The advice stays on the clearance.",
}
"""What an answer that is not yes would mean, in practice mode."""
