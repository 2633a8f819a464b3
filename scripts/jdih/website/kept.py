"""What a build leaves for the next one: a record beside its site, of which page is made from what.

A record is believed only when it was sealed with the key of who reads it, by this version of the
program and for these settings, and a page only when what it was made from is the same and its files
carry the recorded digests. Anything else is no error: the page is made. So a record may be deleted,
cut off, or come from elsewhere; it saves work and proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jdih.program import program
from jdih.repository.seal import read, write
from jdih.website.leaf import PlainLeaf
from jdih.website.output import Output
from jdih.website.search import Part
from jdih.website.site import Site
from jdih.website.watching import SETTINGS, weigh
from jdih.workflow.digest import sha256


@dataclass(frozen=True, slots=True)
class Kept:
    """What may be taken over: the pages of `site` by address, and its search index in parts.

    `index` maps the name of a part to the digest of what it was made from, and its files.
    """

    site: Path = Path()
    leaves: Mapping[str, PlainLeaf] = field(default_factory=dict)
    index: Mapping[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)

    def take_part(self, part: Part, output: Output) -> Mapping[str, str] | None:
        """Take a part of the index over and return its files; None, and none, when it changed."""
        digest, files = self.index.get(part.name, ("", {}))
        return files if digest == part.digest and self.take(files, output) else None

    def take(self, wanted: Mapping[str, str], output: Output) -> bool:
        """Take these files over into `output`; False, and none, unless each carries its digest."""
        held = {path: digest for path, digest in wanted.items() if output.holds(path, digest)}
        found = {}
        for path in wanted.keys() - held.keys():
            try:
                found[path] = (self.site / path).read_bytes()
            except OSError:
                return False
            if sha256(found[path]) != wanted[path]:
                return False
        output.join(held)
        for path, data in found.items():
            output.write(path, data)
        return True


@dataclass(frozen=True, slots=True)
class Store:
    """Where records lie: the file `record` about the site in the folder `site`, sealed by `key`.

    `spare` is where an older site may lie that nobody needs. A build begins from there: what stays
    the same need not be written.
    """

    record: Path
    site: Path
    key: bytes
    spare: Path | None = None

    def read(self, world: str) -> Kept:
        """Return what may be taken over in `world`: nothing when there is no record of it."""
        return self.told(world) or Kept()

    def told(self, world: str) -> Kept | None:
        """Return what the record tells in `world`; None when there is none that is believed."""
        found = read(self.record, self.key, world)
        return None if found is None else Kept(self.site, *found)

    def write(self, world: str, kept: Kept) -> None:
        """Write the record of a build. Raises OSError; then the record before it stands."""
        index = {name: (digest, dict(files)) for name, (digest, files) in kept.index.items()}
        write(self.record, self.key, world, (dict(kept.leaves), index))


def world_of(site: Site, theme: Path) -> str:
    """Return the digest of what all pages rest on: settings, theme, program, libraries."""
    settings = {name: getattr(site, name) for name in sorted(SETTINGS - {"config"})}
    return weigh(
        (
            settings,
            site.config.read_bytes(),
            dict(_contents(theme)),
            program(),
        )
    )


def _contents(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), sha256(path.read_bytes())
