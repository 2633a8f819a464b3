"""What every Git command finds around it, whatever the user and the caller have set."""

from __future__ import annotations

import os

ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
}

CONFIGURATION = (
    f"core.hooksPath={os.devnull}",
    "core.fsmonitor=false",
    "core.splitIndex=false",
    "core.filesRefLockTimeout=1000",
    # By itself Git leaves loose objects to the system: a ref could outlive, after a loss of power,
    # what it points to.
    "core.fsync=committed,loose-object,reference",
    "i18n.commitEncoding=UTF-8",
    # A clean-up in the background would outlive the command that began it.
    "gc.auto=0",
    # Without a configured name Git would invent one from the machine's.
    "user.useConfigOnly=true",
)

# A Git hook passes these to whatever it starts; they would turn every call to another
# repository, index or reading of paths.
REDIRECTIONS = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
)
