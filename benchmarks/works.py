"""What is measured: our commands, and beside each the peers that do a part of the same."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path

from pagefind_bin import get_executable  # type: ignore[import-untyped]

from benchmarks import peers, publishing
from benchmarks.measure import Work

_OURS = str(Path(sys.executable).with_name("jdih"))
_ROOT = Path(__file__).parents[1]
_LOG = (
    "-z",
    "--raw",
    "--no-abbrev",
    "--no-renames",
    "--format=%H%x00%P%x00%cd%x00%ae%x00%ce%x00%B",
)
_FOLDERS = ("HEAD", "--", "content", "drafts", "site_config")

PUT_BACK = ("git", "checkout", "--quiet", "--", "content")
"""Takes back, in an office, what a row changed."""
_ACTS = "dokumen/peraturan/*/index.md"
_CHANGE = (
    "import pathlib, sys; acts = sorted(pathlib.Path(sys.argv[1]).glob(sys.argv[2])); "
    "act = acts[len(acts) // 2]; "
    "act.write_text(act.read_text('utf-8') + 'Satu kalimat lagi.\\n', 'utf-8')"
)
_FORGET = (
    "import shutil; [shutil.rmtree(kept, ignore_errors=True) for kept in ('build', '.git/jdih')]"
)
_FORGOTTEN = (sys.executable, "-c", _FORGET)
"""Takes away all that an earlier run may have left in an office, so that the next one is cold."""

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

    @property
    def publisher(self) -> Path:
        """Where the same office lies, begun and published: see `benchmarks.publishing`."""
        return self.office.with_name(f"{self.office.name}-publishing")

    def site(self, maker: str) -> Path:
        """Return where the pages lie that `maker` wrote last: jdih, hugo, mkdocs and others."""
        return self.copies / f"site-{maker}"


def pages(desk: Desk) -> tuple[Work, ...]:
    """Return the full build of the pages alone: ours, Hugo, 11ty and MkDocs Material."""
    site = desk.site("jdih-pages")
    build = (_OURS, "build", "--tanpa-pencarian", "--ke", str(site))
    return (
        Work("jdih build, without a search", (build,), desk.office, site, before=(_FORGOTTEN,)),
        _hugo(desk),
        _eleventy(desk),
        _mkdocs(desk, "MkDocs Material, short menu, no search", "mkdocs.yml"),
    )


def whole(desk: Desk) -> tuple[Work, ...]:
    """Return the full build with the search: ours, MkDocs Material and Zensical."""
    site = desk.site("jdih")
    build = (_OURS, "build", "--ke", str(site))
    return (
        Work("jdih build", (build,), desk.office, site, before=(_FORGOTTEN,)),
        _mkdocs(desk, "MkDocs Material, short menu, search", "mkdocs-search.yml"),
        _zensical(desk, "Zensical, short menu, search", "--clean"),
    )


def changed(desk: Desk) -> tuple[Work, ...]:
    """Return the build after one changed act, beside what was built before; and Hugo, whole."""
    build = (_OURS, "build")
    ours = Work(
        "jdih build, one act changed",
        (build,),
        desk.office,
        before=(PUT_BACK, build, _changed("content")),
    )
    hugo = replace(_hugo(desk), note="builds all of it, without a search")
    dirty = _mkdocs(desk, "MkDocs Material, --dirty, one act changed", "mkdocs-search.yml")
    dirty = replace(
        dirty,
        commands=((*dirty.commands[0][:-1], str(desk.site("mkdocs-dirty")), "--dirty"),),
        output=None,
        note="breaks its own search: the index then holds the changed page alone; other pages that "
        "show something of it stay as they were",
    )
    zensical = _zensical(desk, "Zensical, one act changed")
    return (
        ours,
        hugo,
        replace(dirty, before=(*dirty.commands, _changed("docs"))),
        replace(zensical, before=(*zensical.commands, _changed("mkdocs/docs")), output=None),
    )


def unchanged(desk: Desk) -> tuple[Work, ...]:
    """Return the build again of what did not change: ours and Zensical."""
    build = (_OURS, "build")
    zensical = _zensical(desk, "Zensical, nothing changed")
    return (
        Work("jdih build, nothing changed", (build,), desk.office, before=(PUT_BACK, build)),
        replace(zensical, before=zensical.commands, output=None),
    )


def index(desk: Desk) -> tuple[Work, ...]:
    """Return the search index of the pages that were built: ours, and Pagefind left to itself."""
    site, ours, bare = desk.site("jdih"), desk.site("index"), desk.site("pagefind")
    taken = (sys.executable, "-m", "benchmarks.index", str(site), str(ours))
    left = (str(get_executable()), "--site", str(site), "--output-path", str(bare))
    return (
        Work("jdih build, its search index alone", (taken,), _ROOT, ours),
        Work(
            "Pagefind on the folder",
            ((*left, "--force-language", "id", "--silent"),),
            desk.office,
            bare,
            "takes in lists, menus and labels with the pages, and each word as often as it stands",
        ),
    )


def check(desk: Desk) -> tuple[Work, ...]:
    """Return the check of all documents: ours, and the headers alone by two schema checkers."""
    headers = desk.copies / "headers"
    read = ", and YAML, which was read for it beforehand"
    return (
        Work("jdih check", ((_OURS, "check"),), desk.office, before=(_FORGOTTEN,)),
        _schema(desk, headers, "yml", "check-jsonschema, headers as YAML files", ""),
        _schema(desk, headers, "json", "check-jsonschema, headers as JSON files", read),
        _ajv(desk, headers, "yml", "ajv-cli, headers as YAML files", ""),
        _ajv(desk, headers, "json", "ajv-cli, headers as JSON files", read),
    )


def checked(desk: Desk) -> tuple[Work, ...]:
    """Return the check of what was checked before: nothing changed, and one file that did."""
    check = (_OURS, "check")
    acts = sorted((desk.office / "content").glob(_ACTS))
    act = str(acts[len(acts) // 2].relative_to(desk.office))
    return (
        Work("jdih check, nothing changed", (check,), desk.office, before=(PUT_BACK, check)),
        Work(
            "jdih check FILE, which changed",
            ((*check, act),),
            desk.office,
            before=(PUT_BACK, check, _changed("content")),
        ),
    )


def daily(desk: Desk) -> tuple[Work, ...]:
    """Return what an office does every day, in one that has published all: no peer does it."""
    office = desk.publisher / publishing.OFFICE
    # It runs in the office, where this package is not found by itself.
    start = f"import sys; sys.path.insert(0, {str(_ROOT)!r}); "
    start += "from benchmarks.publishing import main; main()"
    approved = (sys.executable, "-c", start, str(desk.publisher), "--change")
    return (
        Work("jdih status", ((_OURS, "status"),), office),
        Work("jdih publish, one item changed", ((_OURS, "publish"),), office, before=(approved,)),
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
    return _proof(desk, "verify", left_out)


def audit(desk: Desk) -> tuple[Work, ...]:
    """Return the proof of all that was recorded, and the history read by Git alone."""
    left_out = "leave out the agenda book and its chain, and all that `jdih verify` does"
    return _proof(desk, "audit", left_out)


def _proof(desk: Desk, name: str, left_out: str) -> tuple[Work, ...]:
    """Return a command with and without what an earlier run kept, and the two passes beside it."""
    proof = (_OURS, name)
    return (
        Work(f"jdih {name}", (proof,), desk.office, before=(proof,)),
        _passes(desk, left_out),
        Work(f"jdih {name}, cold", (proof,), desk.office, before=(_FORGOTTEN,)),
    )


def _passes(desk: Desk, left_out: str) -> Work:
    passes = (
        ("git", "log", *_LOG, "--first-parent", "--diff-merges=first-parent", *_FOLDERS),
        ("git", "log", *_LOG, "--diff-merges=combined", *_FOLDERS),
    )
    return Work("two bare `git log` passes", passes, desk.office, note=left_out)


def _changed(folder: str) -> tuple[str, ...]:
    """Return the command that adds a sentence to one act below `folder`."""
    return (sys.executable, "-c", _CHANGE, folder, _ACTS)


def _hugo(desk: Desk) -> Work:
    command = (
        *(peers.hugo(desk.programs), "--quiet", "--noTimes", "--noBuildLock"),
        *("--cacheDir", str(desk.copies / "hugo-cache"), "--destination", "../site-hugo"),
    )
    return Work(
        "Hugo, small cached template",
        (command,),
        desk.copies / "hugo",
        desk.site("hugo"),
        f"leaves out {_READING}, links included; {_PAGES}; and Material's frame: its pages are "
        "shorter",
    )


def _eleventy(desk: Desk) -> Work:
    return Work(
        "11ty, small template in JavaScript",
        ((*peers.node_program(desk.programs, "@11ty/eleventy"), "--quiet"),),
        desk.copies / "eleventy",
        desk.site("eleventy"),
        "leaves out what Hugo does, and also footnotes, tables of contents and lists",
    )


def _zensical(desk: Desk, name: str, *options: str) -> Work:
    build = (peers.program(desk.programs, "zensical"), "build", "--config-file", "zensical.yml")
    return Work(
        name,
        ((*build, *options),),
        desk.copies,
        desk.site("zensical"),
        f"leaves out {_READING}, links included, which make it slower; {_PAGES}; and clean HTML",
    )


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
    kinds = _kinds(headers)
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


def _ajv(desk: Desk, headers: Path, suffix: str, name: str, besides: str) -> Work:
    """Return one run of ajv-cli for each kind: it makes a program of one schema at a time."""
    validate = (
        *(*peers.node_program(desk.programs, "ajv-cli"), "validate"),
        *("--spec=draft2020", "--strict=false"),
    )
    kinds = _kinds(headers)
    return Work(
        name,
        tuple(
            (*validate, "-s", f"{kind}.schema.json", "-d", f"{kind}/*.{suffix}") for kind in kinds
        ),
        headers,
        note=f"leaves out what check-jsonschema does{besides}, and formats; starts {len(kinds)} "
        "times",
    )


def _kinds(headers: Path) -> list[str]:
    return sorted(path.name.removesuffix(".schema.json") for path in headers.glob("*.json"))
