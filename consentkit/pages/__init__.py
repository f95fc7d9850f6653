"""What the faces share: forms, what a page shows, actions and their sentences; no toolkit of one face."""
