"""Links for editors to the forms that begin an item, prefilled by their address.

GitHub fills the field of a form whose ``id`` is the name of a parameter. An office without a
repository on GitHub (``repo_url`` in ``mkdocs.yml``) has no such links.
"""

from __future__ import annotations

from urllib.parse import quote, urlencode, urlsplit

from jdih.model.document import Document
from jdih.model.node import Mapping

FROM_PLAN = "03-konten-rencana.yml"
DISPOSITION = "01-disposisi.yml"
"""Forms in ``.github/ISSUE_TEMPLATE``."""


def forms_of(repository: str) -> str:
    """Return the address below which a repository takes forms, empty for one not on GitHub."""
    parts = urlsplit(repository)
    on_github = parts.scheme == "https" and (parts.hostname or "").startswith("github.")
    return f"{repository.rstrip('/')}/issues/new" if on_github else ""


def from_line(forms: str, plan: Document, line: Mapping) -> str:
    """Return the form that begins the item of a plan's line, empty where none does."""
    if plan.draft or line.text("batal"):
        return ""
    cited = f"{plan.header.text('bulan')}/{line.text('id')}"
    return _form(
        forms,
        FROM_PLAN,
        judul=line.text("judul"),
        sop=plan.header.text("sop"),
        rencana=cited,
    )


def from_act(forms: str, act: Document, short: str, url: str) -> str:
    """Return the form that begins an item about an act, called `short`, whose page is at `url`."""
    if act.draft:
        return ""
    told = f"Jelaskan {act.title}: {url}"
    return _form(forms, DISPOSITION, judul=f"Mengenal {short}", isi=told)


def _form(forms: str, template: str, **values: str) -> str:
    if not forms:
        return ""
    asked = {"template": template, "title": f"Konten: {values['judul']}", **values}
    return f"{forms}?{urlencode(asked, quote_via=quote)}"
