"""What is taken over from the last build: never a byte that a full build would not write."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from jdih import hands
from jdih.model.document import Kind
from jdih.model.entry import Event
from jdih.model.verdict import State, Verdict
from jdih.website import agenda, builder, edition, kept, parts, search
from jdih.website.edition import Shells
from jdih.website.kept import Store
from jdih.website.output import Output, files_in
from jdih.website.press import Frame, Press
from jdih.website.shell import Shell
from jdih.website.site import Site
from jdih.website.source import load
from jdih.workflow.digest import sha256
from tests.torture.ledger import rounds, seed
from tests.website.showcase import showcase
from tests.website.sites import entry

KEY = b"k" * 32
HELD = ("uji-1-2001", "uji-2-2001")
WORDS = ["asas", "warga", "putusan", "pemilu", "informasi", "terbuka", "hakim", "sengketa"]


@dataclass
class Bench:
    """One site that changes from round to round, the shells it is put into, the last build."""

    root: Path
    site: Site
    shells: Shells
    frame: Frame
    chance: random.Random
    work: Path
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    made: list[str] = field(default_factory=list)
    turn: int = 0

    @property
    def store(self) -> Store:
        return Store(self.work / "catatan", self.work / "situs", KEY)

    def read(self) -> Site:
        """Return the site of the folder, with the register and the verdicts of this round."""
        read = load(self.root)
        shown = tuple(one for one in read.documents if one.slug not in self.hidden)
        return replace(
            self.site,
            **{name: getattr(read, name) for name in ("read", "unit", "sops")},
            documents=shown,
            verdicts=dict(self.verdicts),
        )

    def write(self, site: Site, name: str, store: Store | None) -> Mapping[str, str]:
        folder, spare = self.work / name, self.work / "cadangan"
        if store is not None and spare.exists():
            spare.rename(folder)
        folder.mkdir(exist_ok=True)
        output = Output(folder, frozenset(files_in(folder)))
        press = Press(site, self.frame)
        make = press.page
        self.made = []

        def counted(at: str, desk: Any = None) -> Any:
            self.made.append(at)
            return make(at, desk)

        press.page = counted  # type: ignore[method-assign]
        edition.write(press, self.shells, output, store)
        output.sweep()
        return output.files

    def both(self) -> None:
        """Build whole and with what is kept: every byte is the same."""
        site = self.read()
        self.turn += 1
        whole = self.write(site, f"utuh-{self.turn}", None)
        told = self.write(site, f"baru-{self.turn}", self.store)
        assert told == whole
        new = self.work / f"baru-{self.turn}"
        there = {p.relative_to(new).as_posix(): sha256(p.read_bytes())
                 for p in new.rglob("*") if p.is_file()}  # fmt: skip
        assert there == whole
        shutil.rmtree(self.work / f"utuh-{self.turn}")
        if (self.work / "situs").exists():
            (self.work / "situs").rename(self.work / "cadangan")
        new.rename(self.work / "situs")

    # Every change that a round can make.

    def pages(self, *kinds: str) -> list[Path]:
        found = (path for kind in kinds for path in self.root.glob(f"content/{kind}/*/index.md"))
        return sorted(found)

    def some(self, *kinds: str) -> Path:
        return self.chance.choice(self.pages(*(kinds or ("konten/*", "dokumen/peraturan"))))

    def change(self, path: Path, pattern: str, into: str) -> None:
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(pattern, into, text, count=1, flags=re.MULTILINE), encoding="utf-8")

    def sentence(self) -> None:
        path = self.some()
        words = " ".join(self.chance.sample(WORDS, 4))
        path.write_text(f"{path.read_text(encoding='utf-8')}\nTentang {words}.\n", "utf-8")

    def title(self) -> None:
        self.change(self.some(), r"^judul: .*$", f"judul: Judul {self.chance.choice(WORDS)}")

    def link(self) -> None:
        """To an act that may be held back."""
        target = f"/content/dokumen/peraturan/{self.chance.choice(HELD)}/index.md"
        path = self.some()
        path.write_text(f"{path.read_text(encoding='utf-8')}\n[Lihat]({target}).\n", "utf-8")

    def held(self) -> None:
        """An act is held back, or no longer."""
        self.hidden ^= {self.chance.choice(HELD)}

    def relation(self) -> None:
        verb = self.chance.choice(["mencabut", "mengubah", "melaksanakan"])
        other = self.some("dokumen/peraturan").parent.name
        act = self.some("dokumen/peraturan")
        if "\nhubungan:" not in act.read_text(encoding="utf-8"):
            self.change(act, r"^tahun: ", f"hubungan:\n  {verb}: [{other}]\ntahun: ")

    def source(self) -> None:
        act = self.some("dokumen/peraturan").relative_to(self.root)
        self.change(self.some("konten/*"), r"^bahan:$", f"bahan:\n  - /{act}")

    def added(self) -> None:
        new = self.root / f"content/dokumen/peraturan/baru-{self.chance.randrange(1, 4)}"
        if not new.exists():
            new.mkdir()
            text = self.some("dokumen/peraturan").read_text(encoding="utf-8")
            # Two documents at one former address are no site at all.
            text = re.sub(r"^alamat_lama:.*\n(?:[ -].*\n)*", "", text, flags=re.MULTILINE)
            (new / "index.md").write_text(text, encoding="utf-8")

    def removed(self) -> None:
        shutil.rmtree(self.some().parent)

    def renamed(self) -> None:
        folder = self.some().parent
        folder.rename(folder.with_name(f"{folder.name}-x"))

    def caption(self) -> None:
        path = self.chance.choice(sorted(self.root.glob("content/konten/*/*/takarir/*.md")))
        path.write_text(f"Takarir {self.chance.choice(WORDS)}.\n", encoding="utf-8")

    def picture(self) -> None:
        path = self.chance.choice(sorted(self.root.glob("content/konten/*/*/*.png")))
        size = self.chance.randrange(100, 400)
        Image.new("RGB", (size, size), "#00ff00").save(path)

    def verdict(self) -> None:
        path = self.some("konten/*").relative_to(self.root).as_posix()
        state = self.chance.choice([State.HELD, State.IMPORTED])
        self.verdicts[path] = Verdict("x", path, "0" * 64, state, "c" * 40, reason="Menunggu.")

    def recorded(self) -> None:
        item = self.chance.choice([d for d in self.site.documents if d.kind is Kind.ITEM])
        number = len(self.site.entries) + 1
        link = self.chance.random() < 0.5
        more = (("tautan", f"https://x.example/p/{number}"),) if link else ()
        new = entry(number, id=item.id, event=Event.LINKED if link else Event.CORRECTED,
                    address=item.path.removeprefix("content/").removesuffix("index.md"),
                    platform="x" if link else "", details=more)  # fmt: skip
        self.site = replace(self.site, entries=(*self.site.entries, new), register=f"{number:064x}")

    def tomorrow(self) -> None:
        self.site = replace(self.site, day=self.site.day + timedelta(days=1), commit="d" * 40)

    def office(self) -> None:
        self.change(self.root / "site_config/unit.yml", r"nama: .*$", "nama: Kepala Bagian Baru")

    def theme(self) -> None:
        name = self.chance.choice(["konten", "dokumen", "_kata"])
        path = self.root / f"site_config/theme/halaman/{name}.html"
        path.write_text(f"{path.read_text(encoding='utf-8')}\n", encoding="utf-8")

    def shell(self) -> None:
        mark = f"<!-- {self.turn} -->"
        self.shells = Shells(
            {key: Shell((*one.parts[:-1], one.parts[-1] + mark), one.names)
             for key, one in self.shells.by_key.items()},
            self.shells.not_found,
        )  # fmt: skip

    def damage(self) -> None:
        """To what is kept: a file gone, a file altered, a record cut off or from elsewhere."""
        place = self.chance.choice(["situs", "cadangan"])
        pages = sorted((self.work / place).rglob("index.html")) or [self.work / "x"]
        record = self.work / "catatan"
        kind = self.chance.randrange(4)
        if kind == 0:
            self.chance.choice(pages).unlink(missing_ok=True)
        elif kind == 1:
            self.chance.choice(pages).write_bytes(b"<h1>Palsu</h1>")
        elif kind == 2:
            record.write_bytes(record.read_bytes()[: self.chance.randrange(10_000)])
        else:
            record.write_bytes(record.read_bytes().replace(b"Judul", b"Palsu"))


CHANGES: tuple[Callable[[Bench], None], ...] = (
    Bench.sentence, Bench.title, Bench.link, Bench.held, Bench.relation, Bench.source, Bench.added,
    Bench.removed, Bench.renamed, Bench.caption, Bench.picture, Bench.verdict, Bench.recorded,
    Bench.tomorrow, Bench.office, Bench.theme, Bench.shell, Bench.damage,
)  # fmt: skip


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Shells, Frame]:
    """The showcase and its shells, rendered once by the real theme."""
    folder = tmp_path_factory.mktemp("kerangka")
    site = showcase(folder / "kantor")
    (folder / "situs").mkdir()
    (folder / "kosong").mkdir()
    plugin = builder._built(site, folder / "situs", folder / "kosong")
    assert plugin._not_found is not None
    return site, Shells(plugin._shells, plugin._not_found), plugin.press.frame


@pytest.fixture
def bench(
    printed: tuple[Site, Shells, Frame], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Bench:
    """One process, which counts its pages; what the index is made from stands for the index."""

    def files(part: search.Part, _: object = None) -> dict[str, bytes]:
        return {f"pagefind/{part.name or 'bersama'}/isi": part.digest.encode()}

    monkeypatch.setattr(search.Part, "files", files)
    monkeypatch.setattr(parts, "MOST", 60_000)
    monkeypatch.setattr(parts, "SMALL", 20_000)
    monkeypatch.setattr(hands, "hands", lambda: 1)
    site, shells, frame = printed
    root = tmp_path / "kantor"
    shutil.copytree(site.config.parent, root)
    frame = replace(frame, theme=root / "site_config/theme")
    work = tmp_path / "kerja"
    work.mkdir()
    chance = random.Random(seed())
    return Bench(root, replace(site, config=root / "mkdocs.yml"), shells, frame, chance, work)


def test_whatever_changes_the_bytes_are_those_of_a_full_build(bench: Bench) -> None:
    """Every kind of change once, in any order; in the long form three at a time, for long."""
    bench.both()
    each = [[change] for change in bench.chance.sample(CHANGES, len(CHANGES))]
    more = (bench.chance.sample(CHANGES, 3) for _ in range(rounds(0, 150)))
    done = []
    for many in (*each, *more):
        done.append([change.__name__ for change in many])
        for change in many:
            change(bench)
        try:
            bench.both()
        except AssertionError as error:
            raise AssertionError(f"after {done[-5:]}") from error


def of_documents(bench: Bench) -> list[str]:
    press = Press(bench.read(), bench.frame)
    return [at for at in bench.made if press.given(at) is not None]


def test_an_unchanged_site_makes_no_page_of_a_document(bench: Bench) -> None:
    bench.both()
    bench.both()
    assert of_documents(bench) == []
    bench.tomorrow()
    bench.both()
    assert of_documents(bench) == []


def test_a_sentence_makes_one_page_and_those_that_show_its_words(bench: Bench) -> None:
    bench.both()
    path = bench.root / "content/dokumen/peraturan/uji-1-2001/index.md"
    path.write_text(path.read_text("utf-8") + "\nSatu kalimat lagi.\n", "utf-8")
    bench.both()
    made = of_documents(bench)
    assert "dokumen/peraturan/uji-1-2001/" in made
    assert len(made) < 8, "itself, its neighbours, what tells of all"


def test_a_link_follows_the_page_that_it_leads_to(bench: Bench) -> None:
    item = bench.some("konten/*")
    for name in HELD:
        item.write_text(
            f"{item.read_text('utf-8')}\n[Ini](/content/dokumen/peraturan/{name}/index.md)\n"
        )
    bench.both()
    for _ in range(2):
        bench.hidden ^= {HELD[0]}
        bench.both()
        assert any(at.startswith("konten/") for at in of_documents(bench))


def test_an_entry_makes_the_page_of_its_item(bench: Bench) -> None:
    bench.both()
    bench.recorded()
    bench.both()
    made = of_documents(bench)
    item = bench.site.entries[-1].address
    assert item in made
    assert len(made) < 20


def test_an_entry_makes_one_page_of_the_register(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agenda, "BLOCK", 2)
    known = bench.shells.by_key.items()
    deeper = {replace(key, depth=3): one for key, one in known if key.section == agenda.AGENDA}
    bench.shells = replace(bench.shells, by_key={**deeper, **bench.shells.by_key})
    bench.recorded()
    while len(bench.site.entries) % 2 == 0:
        bench.recorded()
    bench.both()
    bench.recorded()
    bench.both()
    every = [at for at in of_documents(bench) if at.startswith(agenda.AGENDA)]
    assert "buku-agenda/2026/" in every
    # A second one shows the entry that this one takes back, or replaces.
    assert len(every) <= 2 < len(agenda.blocks(bench.site.entries))


@pytest.mark.parametrize("hurt", ["gone", "short", "forged", "other key", "other program"])
def test_a_record_that_cannot_be_believed_is_none(
    bench: Bench, hurt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.both()
    record = bench.store.record
    data = record.read_bytes()
    if hurt == "gone":
        record.unlink()
    elif hurt == "short":
        record.write_bytes(data[:-100])
    elif hurt == "forged":
        seal, _, body = data.partition(b"\n")
        forged = sha256(b"<h1>Palsu</h1>").encode()
        record.write_bytes(seal + b"\n" + re.sub(rb"[0-9a-f]{64}", forged, body))
    elif hurt == "other key":
        monkeypatch.setattr("tests.website.test_kept.KEY", b"x" * 32)
    else:
        monkeypatch.setattr(kept, "program", lambda: "program lain")
    bench.both()
    assert len(of_documents(bench)) > 100


def test_a_page_that_somebody_altered_is_made_again(bench: Bench) -> None:
    bench.both()
    page = bench.work / "situs/dokumen/peraturan/uji-1-2001/index.html"
    page.write_bytes(b"<h1>Palsu</h1>")
    bench.both()
    assert of_documents(bench) == ["dokumen/peraturan/uji-1-2001/"]


def test_a_build_takes_over_from_the_one_before(tmp_path: Path) -> None:
    """All of it: MkDocs, Pagefind, the theme."""
    site = showcase(tmp_path / "kantor")
    whole = builder.build(site, tmp_path / "utuh")
    store = Store(tmp_path / "catatan", tmp_path / "satu", KEY)
    assert builder.build(site, tmp_path / "satu", store) == whole
    assert builder.build(site, tmp_path / "dua", store) == whole


def test_the_index_is_taken_over_from_the_very_folder_that_is_built_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is handed over to be put up elsewhere is site and spare in one."""
    site, place = showcase(tmp_path / "kantor"), tmp_path / "pages"
    store = Store(tmp_path / "catatan", place, KEY, spare=place)
    builder.build(site, place, store)
    monkeypatch.setattr(search.Part, "files", lambda _: pytest.fail("Pagefind was run again"))
    again = builder.build(replace(site, commit="d" * 40), tmp_path / "baru", store)
    assert any(path.startswith(search.FOLDER) for path in again.files)
    assert not place.exists()


def test_a_page_changes_its_part_of_the_index_alone(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    files = search.Part.files

    def counted(part: search.Part, _: object = None) -> dict[str, bytes]:
        made.append(part.name or "bersama")
        return files(part)

    monkeypatch.setattr(search.Part, "files", counted)
    bench.both()
    every = set(made)
    assert {"bersama", "2026"} < every
    for path, changed in (
        ("konten/2026/enam-asas-pemilu", "2026"),
        ("privasi", "2026"),
        ("dokumen/peraturan/uji-1-2001", "2001-2022"),
    ):
        text = bench.root / f"content/{path}/index.md"
        text = text if text.exists() else text.parent.with_suffix(".md")
        text.write_text(text.read_text("utf-8") + f"\nSatu kalimat lagi: {changed}.\n", "utf-8")
        made.clear()
        bench.both()
        assert set(made) == every, "the full build makes all of them"
        assert [name for name in every if made.count(name) == 2] == [changed]


def test_parts_are_taken_over_and_moved_as_a_full_build_makes_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With Pagefind itself: a part whose years change leaves nothing of its former name."""
    monkeypatch.setattr(parts, "MOST", 60_000)
    monkeypatch.setattr(parts, "SMALL", 20_000)
    site = showcase(tmp_path / "kantor")
    store = Store(tmp_path / "catatan", tmp_path / "satu", KEY)
    first = builder.build(site, tmp_path / "satu", store)
    folders = {path.split("/")[1] for path in first.files if path.startswith("pagefind/")}
    assert {"2001-2022", "2023-2025", "2026"} < folders
    monkeypatch.setattr(parts, "MOST", 70_000)
    moved = builder.build(site, tmp_path / "dua", store)
    assert moved == builder.build(site, tmp_path / "utuh")
    again = {path.split("/")[1] for path in moved.files if path.startswith("pagefind/")}
    assert folders - again
    assert folders & again


@pytest.mark.parametrize("link", ["folder", "page", "all"])
def test_nothing_is_written_through_a_link(tmp_path: Path, link: str) -> None:
    """A cache may bring one: what it leads to stays as it is, and it is no part of the site."""
    site = showcase(tmp_path / "kantor")
    spare, outside = tmp_path / "cadangan", tmp_path / "luar"
    whole = builder.build(site, spare)
    at = {"folder": spare / "konten", "page": spare / "index.html", "all": spare}[link]
    at.rename(outside)
    at.symlink_to(outside)
    before = {path: path.read_bytes() for path in tmp_path.rglob("luar/**/*") if path.is_file()}

    store = Store(tmp_path / "catatan", tmp_path / "situs", KEY, spare)
    builder.build(replace(site, day=site.day + timedelta(days=1)), tmp_path / "situs", store)

    assert not [path for path in (tmp_path / "situs").rglob("*") if path.is_symlink()]
    assert not (tmp_path / "situs").is_symlink()
    assert {path: path.read_bytes() for path in before} == before
    assert whole.files
