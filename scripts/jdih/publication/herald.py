"""Says on GitHub what became of a run: under the pull requests, and in one issue on trouble."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from jdih.errors import JdihError
from jdih.publication.bulletin import (
    MARK,
    TROUBLE_LABEL,
    TROUBLE_MARK,
    TROUBLE_TITLE,
    Bulletin,
    sheets_at,
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

    def done(
        self, result: Result, *, waited: bool, kits: Collection[str] = ()
    ) -> tuple[Bulletin, ...]:
        """Tell of a run that came to its end; one that never `waited` says nothing of pages.

        `kits` are the ids of the items whose upload kits the run leaves with the workflow.
        Returns what was told for the first time: the sheets of these are hung on this run.
        """
        news = tuple(self._tell(result.bulletins, kits)) if result.live else ()
        if result.live or waited:
            held = [one for one in result.held if not one.due]
            self._settle(trouble(held, dict(result.unseen), None, self._run))
        return news

    def _tell(self, bulletins: tuple[Bulletin, ...], kits: Collection[str]) -> Iterator[Bulletin]:
        told: dict[int, list[Bulletin]] = {}
        for one in bulletins:
            if one.pull:
                told.setdefault(one.pull, []).append(one)
        for number, brought in told.items():
            words = "\n\n".join(
                one.words(self._kits if one.entry.id in kits else "") for one in brought
            )
            # Below the words stands the run that made the sheets, which is not every run.
            if words not in self._forge.said(number, MARK):
                self._forge.say(number, MARK, words + sheets_at(self._run))
                yield from brought

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
