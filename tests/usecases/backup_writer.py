"""Make a backup or bring one back, to be killed meanwhile: `backup_writer.py make|restore FOLDER DISK …`."""

import sys
from pathlib import Path

from consentkit.usecases.office.backups import make_backup, restore_backup, unlock_by_passphrase
from consentkit.usecases.workspaces import open_workspace

what, folder, disk, passphrase = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
print("ready", flush=True)
if what == "make":
    with open_workspace(folder, "manager-1", passphrase) as workspace:
        print(make_backup(workspace, disk).kept.number, flush=True)
else:
    restore_backup(disk, folder, unlock_by_passphrase("manager-1", passphrase))
    print("restored", flush=True)
