"""Backups: a folder of snapshots of one workspace, which share the files that never change.

    consentkit-backup.json     of which workspace, and a random id of this folder
    snapshots/000012.json      one snapshot: when, up to which event, of which objects; signed
    objects/ab/<SHA-256>       files, named by the digest of their bytes

All that was sealed in the workspace is copied as it is; what lies in the clear there (settings, own
policies and forms) is sealed to the vault's key, and so is the list of which object is which file. In
the clear stand the workspace's id, instants, sizes, how many events, and who has a passphrase (the key
file, whose keys are wrapped). A snapshot counts once its own file is there, which is written last.
"""
