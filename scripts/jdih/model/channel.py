"""The platforms on which the office posts: what ``site_config/platform.yml`` holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Channel:
    """A platform. `code` is that of ``takarir/<code>.md``, `name` what the public reads.

    `patterns` are addresses of a post, ``{kode}`` standing for what identifies it (see
    `jdih.workflow.post`). `accounts` are the office's own; none means that any will do.
    """

    code: str
    name: str
    patterns: tuple[str, ...]
    accounts: tuple[str, ...] = ()
