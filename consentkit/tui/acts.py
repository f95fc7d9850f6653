"""The acts in the command palette that belong to no screen: one line each."""

from dataclasses import dataclass

from consentkit.domain.events import EventName


@dataclass(frozen=True)
class Act:
    """Something to do, in the command palette. `event` tells whose role allows it (`None`: everyone's)."""

    id: str
    label: str
    help: str
    screen: str
    event: EventName | None = None


ACTS: tuple[Act, ...] = (
    Act(
        "new-story",
        "New story",
        "A working title first; its page follows",
        "stories.beginning:NewStoryScreen",
        EventName.STORY_ADDED,
    ),
    Act("report", "Report", "Prevented harms between two days, counted", "office.reports:ReportScreen"),
    Act(
        "doctor",
        "Doctor",
        "What is missing on this machine, and what that costs",
        "office.machine:MachineScreen",
    ),
    Act(
        "backups",
        "Backups",
        "Make one, check one, bring one back into an empty folder",
        "office.backups:BackupsScreen",
        EventName.BACKUP_MADE,
    ),
    Act(
        "policies",
        "Policies",
        "The questions that the gate asks; check a file of your own",
        "office.machine:PoliciesScreen",
    ),
    Act(
        "record-consent",
        "Record a consent or a refusal",
        "Step by step: adult, child, group, spoken, interpreter, refusal",
        "consents.consents:RecordConsentScreen",
        EventName.CONSENT_RECORDED,
    ),
    Act(
        "withdraw-consent",
        "Take a consent back",
        "Find it in the list, then press w",
        "consents.consents:ConsentsScreen",
        EventName.CONSENT_WITHDRAWN,
    ),
    Act(
        "add-contributor",
        "New contributor",
        "Recorded by a random code; a name is sealed",
        "people.people:NewPersonScreen",
        EventName.CONTRIBUTOR_ADDED,
    ),
    Act(
        "interpreters",
        "Interpreters",
        "Who interprets, what ties them, and what they signed",
        "people.interpreters:InterpretersScreen",
        EventName.INTERPRETER_RECORDED,
    ),
    Act(
        "checklist",
        "Answer a story's checklist",
        "One question a page; each answer is saved at once",
        "checks.checklist:ChecklistScreen",
        EventName.QUESTION_ANSWERED,
    ),
    Act(
        "organisation-sheet",
        "Answer the organisation's own questions",
        "Once for every story; each answer holds for its days",
        "checks.organisation:OrganisationScreen",
        EventName.QUESTION_ANSWERED,
    ),
    Act(
        "practice",
        "Practise the checklist",
        "The same questions without a story; nothing is saved",
        "checks.practice:PracticeScreen",
    ),
    Act(
        "new-letter",
        "New letter",
        "Form, language, whom it is for; read it first, then print it",
        "letters.letters:NewLetterScreen",
        EventName.LETTER_MADE,
    ),
    Act(
        "batch-of-letters",
        "Letters for a roster",
        "A table with a row a person; all letters at once",
        "letters.letters:NewBatchScreen",
        EventName.LETTER_MADE,
    ),
    Act(
        "signed-letters",
        "Take signed letters in",
        "Photographs and scans; each is matched to its letter",
        "letters.returns:ReturnsScreen",
        EventName.PAGE_TAKEN_IN,
    ),
    Act(
        "translations",
        "Languages of the letters",
        "How far each is, what is wrong with it, and who approved it",
        "letters.translations:TranslationsScreen",
    ),
)
