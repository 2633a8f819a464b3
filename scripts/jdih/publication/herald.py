"""Says on GitHub what became of a run: under the pull requests, and in one issue on trouble."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from jdih.errors import JdihError
from jdih.publication.bulletin import (
    MARK,
    TROUBLE_LABEL,
    TROUBLE_MARK,
    TROUBLE_TITLE,
    Bulletin,
    kits_at,
    sheets_at,
    trouble,
)
from jdih.publication.forges import page_of
from jdih.publication.run import Result

if TYPE_CHECKING:
    from jdih.forge.door import Forge


class Herald:
    """Speaks for a run. The environment names the run's own page, as Actions sets it."""

    def __init__(self, forge: Forge, environment: Mapping[str, str]) -> None:
        self._forge = forge
        run = environment.get("GITHUB_RUN_ID", "")
        self._run = f"{page_of(environment)}/actions/runs/{run}" if run else ""

    def news(self, result: Result) -> tuple[Bulletin, ...]:
        """Return what the pull requests that brought it do not tell yet; nothing before it is live.

        What is made for people to fetch – upload kit, sheet – is made of these alone: what a pull
        request tells already hangs on the run that told it.
        """
        if not result.live:
            return ()
        return tuple(
            one
            for number, brought in _by_pull(result.bulletins).items()
            # Below the words stands the run that made what hangs, which is not every run.
            if _words(brought) not in self._forge.said(number, MARK)
            for one in brought
        )

    def done(
        self,
        result: Result,
        news: Iterable[Bulletin],
        *,
        waited: bool,
        kits: Collection[str] = (),
    ) -> None:
        """Tell of a run that came to its end; one that never `waited` says nothing of pages.

        `kits` are the ids of the items whose upload kits the run leaves with the workflow; the
        sheets of all `news` are hung on it.
        """
        for number, brought in _by_pull(news).items():
            made = [one.entry.id for one in brought if one.entry.id in kits]
            hung = kits_at(self._run, made) + sheets_at(self._run)
            self._forge.say(number, MARK, _words(brought) + hung)
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


def _by_pull(bulletins: Iterable[Bulletin]) -> dict[int, list[Bulletin]]:
    """Return bulletins by the number of the pull request that brought them, if one did."""
    found: dict[int, list[Bulletin]] = {}
    for one in bulletins:
        if one.pull:
            found.setdefault(one.pull, []).append(one)
    return found


def _words(brought: Iterable[Bulletin]) -> str:
    return "\n\n".join(one.words() for one in brought)
