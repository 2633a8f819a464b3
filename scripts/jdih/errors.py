"""Failures that end a run, each with its remedy.

A bad document is never an error: it is a `jdih.model.finding.Finding`. An error means that the
run cannot be completed, whatever the documents hold.
"""

from __future__ import annotations


class JdihError(Exception):
    """A run that cannot be completed.

    `message` says in Indonesian what failed and where, `remedy` what the reader does next. The
    command line prints both and exits with 2.
    """

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
