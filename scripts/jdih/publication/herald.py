"""Says on GitHub what became of a run: under the pull requests, and in one issue on trouble."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from jdih.errors import JdihError
from jdih.publication.bulletin import (
    MARK,
    TROUBLE_LABEL,
    TROUBLE_MARK,
    TROUBLE_TITLE,
    trouble,
)
from jdih.publication.forges import page_of
from jdih.publication.run import Result

if TYPE_CHECKING:
    from jdih.forge.github import GitHub


class Herald:
    """Speaks for a run. The environment names the run's own page, as Actions sets it."""

    def __init__(self, forge: GitHub, environment: Mapping[str, str]) -> None:
        self._forge = forge
        run = environment.get("GITHUB_RUN_ID", "")
        self._run = f"{page_of(environment)}/actions/runs/{run}" if run else ""
        self._kits = f"{page_of(environment)}/actions/workflows/terbit.yml" if run else ""

    def done(self, result: Result, *, waited: bool, kits: Collection[str] = ()) -> None:
        """Tell of a run that came to its end; one that never `waited` says nothing of pages.

        `kits` are the ids of the items whose upload kits the run leaves with the workflow.
        """
        if result.live:
            for one in result.bulletins:
                if one.pull:
                    words = one.words(self._kits if one.entry.id in kits else "")
                    self._forge.say(one.pull, MARK, words)
        if result.live or waited:
            held = [one for one in result.held if not one.due]
            self._settle(trouble(held, dict(result.unseen), None, self._run))

    def failed(self, error: JdihError) -> None:
        """Tell of a run that could not be completed, unless GitHub itself is what failed it."""
        with suppress(JdihError):
            self._settle(trouble((), {}, error, self._run))

    def _settle(self, words: str) -> None:
        """Keep the one issue as the words say; close it when there is nothing to say."""
        if words:
            self._forge.raise_issue(TROUBLE_LABEL, TROUBLE_MARK, TROUBLE_TITLE, words)
        else:
            self._forge.close_issue(TROUBLE_LABEL, TROUBLE_MARK)
