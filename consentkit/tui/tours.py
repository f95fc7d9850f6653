"""What the tour says, and over which section."""

PAGES: tuple[tuple[str, str], ...] = (
    (
        "home",
        "Welcome. Everyone here is invented, so you can try everything. This is Home: what needs you today. "
        "Enter opens a line where it is solved. F2 brings you back here.",
    ),
    (
        "stories",
        "F3: the stories. Type in the search to find one. Enter opens its page, with one answer for each "
        "channel: cleared, or refused with reasons. Enter on a reason goes to where you can clear it.",
    ),
    (
        "people",
        "F4: the contributors, by random code. Names are sealed; only a keeper opens one, and says why. "
        "Somebody whose age is not known counts as a child.",
    ),
    (
        "consents",
        "F5: the consents. Here you record what a person answered, also a no. Taking consent back takes "
        "two keys, for everyone, at once; what is published then becomes a takedown.",
    ),
    (
        "log",
        "F6: the log of every act, for managers and auditors. Nobody can change it unseen.",
    ),
    (
        "home",
        "Ctrl+P finds every act by name, also languages and colours. F1 shows the keys of a screen. Ctrl+Z "
        "takes the last act back where it can be. Ctrl+L "
        "locks, and so does leaving it alone for ten minutes.",
    ),
)
