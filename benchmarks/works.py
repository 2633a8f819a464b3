"""What is measured: our commands, and beside each the peers that do a part of the same."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks import peers
from benchmarks.measure import Work

_OURS = str(Path(sys.executable).with_name("jdih"))
_LOG = (
    "-z",
    "--raw",
    "--no-abbrev",
    "--no-renames",
    "--format=%H%x00%P%x00%cd%x00%ae%x00%ce%x00%B",
)
_FOLDERS = ("HEAD", "--", "content", "drafts", "site_config")

_PUT_BACK = ("git", "checkout", "--quiet", "--", "content")

_READING = (
    "the strict reading of headers, texts and pictures (the rules are left to `jdih check` by ours "
    "too)"
)
_PAGES = (
    "metadata, status and relations of acts, pages of SOPs and plans, lists by year, raw copies, "
    "and the digest of every file"
)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where things lie for one size: the office, the peers' copies of it, the peers' programs."""

    office: Path
    copies: Path
    programs: Path

    def site(self, maker: str) -> Path:
        """Return where the pages lie that `maker` wrote last: jdih, hugo, mkdocs(-search)."""
        return self.copies / f"site-{maker}"


def whole(desk: Desk) -> tuple[Work, ...]:
    """Return the full build of the pages: ours, Hugo, and MkDocs Material twice."""
    site = desk.site("jdih")
    hugo = (
        *(peers.hugo(desk.programs), "--quiet", "--noTimes", "--noBuildLock"),
        *("--cacheDir", str(desk.copies / "hugo-cache"), "--destination", "../site-hugo"),
    )
    return (
        Work(
            "jdih build",
            ((_OURS, "build", "--ke", str(site)),),
            desk.office,
            site,
        ),
        Work(
            "Hugo, small cached template",
            (hugo,),
            desk.copies / "hugo",
            desk.site("hugo"),
            f"leaves out {_READING}, links included; {_PAGES}; and Material's frame: its pages "
            "are shorter",
        ),
        _mkdocs(desk, "MkDocs Material, short menu, no search", "mkdocs.yml"),
        _mkdocs(desk, "MkDocs Material, short menu, search", "mkdocs-search.yml"),
    )


def again(desk: Desk) -> tuple[Work, ...]:
    """Return the build after one changed act, beside what was built before; and Hugo, whole."""
    change = (
        "import pathlib; acts = sorted(pathlib.Path('content/dokumen/peraturan').iterdir()); "
        "act = acts[len(acts) // 2] / 'index.md'; "
        "act.write_text(act.read_text() + 'Satu kalimat lagi.\\n')"
    )
    build = (_OURS, "build")
    return (
        Work("jdih build, nothing changed", (build,), desk.office, before=(_PUT_BACK, build)),
        Work(
            "jdih build, one act changed",
            (build,),
            desk.office,
            before=(_PUT_BACK, build, (sys.executable, "-c", change)),
        ),
        replace(
            next(work for work in whole(desk) if work.name.startswith("Hugo")),
            note="builds all of it, without a search",
        ),
    )


def check(desk: Desk) -> tuple[Work, ...]:
    """Return the check of all documents: ours, and the headers alone by check-jsonschema."""
    headers = desk.copies / "headers"
    return (
        Work("jdih check", ((_OURS, "check"),), desk.office),
        _schema(desk, headers, "yml", "check-jsonschema, headers as YAML files", ""),
        _schema(
            desk,
            headers,
            "json",
            "check-jsonschema, headers as JSON files",
            ", and YAML, which was read for it beforehand",
        ),
    )


def start(desk: Desk) -> tuple[Work, ...]:
    """Return the start of the program, and of the language it is written in."""
    return (
        Work("jdih --help", ((_OURS, "--help"),), desk.office),
        Work("Python, started and ended", ((sys.executable, "-c", ""),), desk.office),
    )


def verify(desk: Desk) -> tuple[Work, ...]:
    """Return the proof of all approvals, and the history read by Git alone."""
    left_out = "leave out the documents of the commit, their digests, and the judgement itself"
    return (
        Work("jdih verify", ((_OURS, "verify"),), desk.office),
        _passes(desk, left_out),
    )


def audit(desk: Desk) -> tuple[Work, ...]:
    """Return the proof of all that was recorded, and the history read by Git alone."""
    left_out = "leave out the agenda book and its chain, and all that `jdih verify` does"
    return (
        Work("jdih audit", ((_OURS, "audit"),), desk.office),
        _passes(desk, left_out),
    )


def _passes(desk: Desk, left_out: str) -> Work:
    passes = (
        ("git", "log", *_LOG, "--first-parent", "--diff-merges=first-parent", *_FOLDERS),
        ("git", "log", *_LOG, "--diff-merges=combined", *_FOLDERS),
    )
    return Work("two bare `git log` passes", passes, desk.office, note=left_out)


def _mkdocs(desk: Desk, name: str, config: str) -> Work:
    output = desk.site(Path(config).stem)
    command = (peers.program(desk.programs, "mkdocs"), "build", "--quiet", "--config-file", config)
    return Work(
        name,
        ((*command, "--site-dir", str(output)),),
        desk.copies / "mkdocs",
        output,
        f"leaves out {_READING}; {_PAGES}; and clean HTML: it publishes any script a document "
        "holds",
    )


def _schema(desk: Desk, headers: Path, suffix: str, name: str, besides: str) -> Work:
    """Return one run of check-jsonschema for each kind: it takes one schema at a time."""
    program = peers.program(desk.programs, "check-jsonschema")
    kinds = sorted(path.name.removesuffix(".schema.json") for path in headers.glob("*.json"))
    commands = tuple(
        (
            *(program, "--quiet", "--schemafile", f"{kind}.schema.json"),
            *sorted(str(p.relative_to(headers)) for p in (headers / kind).glob(f"*.{suffix}")),
        )
        for kind in kinds
    )
    return Work(
        name,
        commands,
        headers,
        note="leaves out finding the header in the document, dates that do not exist, lines and "
        f"columns, and body, links, media, privacy, SOP and references{besides}; takes one schema "
        f"at a time, so it starts {len(kinds)} times",
    )
