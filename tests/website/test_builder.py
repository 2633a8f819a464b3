"""The whole build with the real MkDocs and Material."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from jdih.errors import JdihError
from jdih.website.builder import build
from jdih.website.site import Manifest, Site
from tests.website.attacks import BREAKOUT, attack_act, attack_item
from tests.website.sites import CONFIG, THEME, act, document, entry, item, read, site, sop

AT = "konten/2026/hak-atas-informasi/"
OFFLINE = "verifikasi/luring.html"
NUMBERED = re.compile(r"verifikasi/#[0-9]+/[0-9]{4}$")
"""A number that the page's script reads; no place on the page."""
PROFILE = "---\ntipe: halaman\njudul: Profil\n---\n\n## Siapa kami\n"


def whole(**changes: object) -> Site:
    profile = document("content/profil/index.md", PROFILE)
    return site(item(), act(), sop(), profile, entries=(entry(),), **changes)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Manifest]:
    out = tmp_path_factory.mktemp("situs") / "baru"
    return out, build(whole(commit="c0ffee" * 7, register="e5" * 32), out)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """Return a copy of the configuration and theme that a test may break."""
    shutil.copy(CONFIG, tmp_path)
    shutil.copytree(THEME, tmp_path / "site_config" / "theme")
    return tmp_path / CONFIG.name


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def test_the_manifest_names_every_file_with_its_digest(built: tuple[Path, Manifest]) -> None:
    out, manifest = built
    assert dict(manifest.files) == {
        name: hashlib.sha256(data).hexdigest() for name, data in files(out)
    }
    assert list(manifest.files) == sorted(manifest.files)
    assert manifest.address(item()) == AT
    assert manifest.file(item()) in manifest.files


def test_a_page_is_whole(built: tuple[Path, Manifest]) -> None:
    html = read(built[0], AT)
    assert "<title>Hak Anda atas Informasi – JDIH" in html
    assert '<meta name="description" content="Setiap orang berhak meminta informasi.">' in html
    assert f'<link rel="canonical" href="https://jdih.example/{AT}">' in html
    assert '<html lang="id"' in html
    assert 'href="#bagian-apa-haknya" class="md-nav__link"' in html
    assert "@@jdih" not in html
    assert "kerangka-" not in html
    assert html.count("<h1") == 1


@pytest.mark.parametrize("at", ["", "buku-agenda/", "verifikasi/"])
def test_some_pages_say_of_which_version_the_site_is(built: tuple[Path, Manifest], at: str) -> None:
    html = read(built[0], at)
    assert "c0ffee" in html
    assert "e5e5e5" in html
    assert "22 November 2026" in html


def test_no_other_page_changes_with_the_day_or_the_register(built: tuple[Path, Manifest]) -> None:
    html = read(built[0], AT)
    assert "c0ffee" not in html
    assert "e5e5e5" not in html


def test_the_sample_office_says_so_on_every_page(built: tuple[Path, Manifest]) -> None:
    pages = [data.decode() for name, data in files(built[0]) if name.endswith(".html")]
    assert len(pages) > 10
    assert all("Situs contoh." in html for html in pages)


def test_an_office_of_its_own_has_no_such_banner(tmp_path: Path) -> None:
    own = whole()
    build(replace(own, unit=replace(own.unit, sample=False)), tmp_path / "situs")
    assert "Situs contoh." not in read(tmp_path / "situs", "")


def test_the_menu_lights_the_section_and_hides_what_is_not_there(
    built: tuple[Path, Manifest],
) -> None:
    html = read(built[0], AT)
    lit = re.findall(r'md-tabs__item--active">\s*<a href="([^"]*)"', html)
    assert lit == ["../../../konten/"]
    assert "../../../profil/" in html
    assert "rencana/" not in html
    assert "kontak/" not in html
    home = re.findall(r'md-tabs__item--active">\s*<a href="([^"]*)"', read(built[0], ""))
    assert home == ["."]


def test_only_pages_media_and_assets_are_written(built: tuple[Path, Manifest]) -> None:
    names = set(built[1].files)
    assert {f"{AT}index.html", f"{AT}01-sampul.png", f"{AT}naskah.md"} <= names
    assert {"sitemap.xml", "404.html", "assets/jdih.css"} <= names
    assert not [name for name in names if "takarir" in name or "pemberitahuan" in name]
    assert not [name for name in names if name.endswith((".gz", ".map")) or "lunr" in name]


def test_the_words_of_the_disposisi_are_nowhere(built: tuple[Path, Manifest]) -> None:
    assert not [name for name, data in files(built[0]) if b"rahasia" in data]


def test_the_sitemap_names_the_pages(built: tuple[Path, Manifest]) -> None:
    text = (built[0] / "sitemap.xml").read_text(encoding="utf-8")
    assert f"<loc>https://jdih.example/{AT}</loc>" in text
    assert "<loc>https://jdih.example/</loc>" in text
    assert "404" not in text
    assert text.count("<lastmod>2026-11-20</lastmod>") == 6  # home, the item, its lists, the agenda


def test_every_link_within_the_site_leads_somewhere(built: tuple[Path, Manifest]) -> None:
    out, manifest = built
    for name, data in files(out):
        if not name.endswith(".html") or name == "404.html":
            continue
        for target in re.findall(r'(?:href|src)="([^"]*)"', data.decode()):
            path, _, anchor = unescape(target).partition("#")
            path = path.partition("?")[0]
            if ":" in target or not (path or anchor):
                continue
            found = (out / name).parent.joinpath(path).resolve().relative_to(out.resolve())
            page = f"{found.as_posix()}/index.html".removeprefix("./")
            file = found.as_posix() if found.as_posix() in manifest.files else page
            assert file in manifest.files, f"{name} leads to {target}"
            if anchor and file.endswith(".html") and not NUMBERED.search(target):
                assert f'id="{anchor}"' in (out / file).read_text(encoding="utf-8"), target


def test_two_builds_are_the_same_byte_for_byte(
    built: tuple[Path, Manifest], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    again = build(whole(commit="c0ffee" * 7, register="e5" * 32), tmp_path / "lagi")
    assert again == built[1]
    assert dict(files(tmp_path / "lagi")) == dict(files(built[0]))


def test_under_another_base_only_the_full_addresses_change(
    built: tuple[Path, Manifest], tmp_path: Path
) -> None:
    out = tmp_path / "situs"
    moved = whole(base="https://a.example/repo/", commit="c0ffee" * 7, register="e5" * 32)
    build(moved, out)
    html = read(out, AT)
    for address in ("https://a.example/repo/", "https%3A%2F%2Fa.example%2Frepo%2F"):
        home = address.replace("a.example", "jdih.example").replace("repo/", "")
        html = html.replace(address, home.replace("repo%2F", ""))
    code = re.compile(r"<svg.*?</svg>", re.DOTALL)  # a QR code of the full address
    assert code.sub("", html) == code.sub("", read(built[0], AT))
    lost = (out / "404.html").read_text(encoding="utf-8")
    assert 'href="/repo/assets/jdih.css"' in lost
    assert 'href="/repo/konten/"' in lost
    assert 'new URL("/repo/",location)' in lost


def test_nothing_is_asked_of_another_host(built: tuple[Path, Manifest]) -> None:
    loads = re.compile(r'<(?:script|link|img|iframe)\b[^>]*(?:src|href)="(?:https?:)?//([^"]*)"')
    for name, data in files(built[0]):
        if name.endswith(".html"):
            hosts = {host.split("/")[0] for host in loads.findall(data.decode())}
            assert hosts <= {"jdih.example"}, f"{name}: {hosts}"
            assert b'name="generator"' not in data


def test_the_policy_stands_before_every_script(built: tuple[Path, Manifest]) -> None:
    for name, data in files(built[0]):
        if name.endswith(".html"):
            html = data.decode()
            policy = html.index("Content-Security-Policy")
            assert policy < html.index("<script")
            assert "'unsafe-inline'" not in html
            assert html.count("'sha256-") == (2 if name == OFFLINE else 3)


def test_attacks_forced_past_the_checker_come_out_as_words(tmp_path: Path) -> None:
    out = tmp_path / "situs"
    build(site(attack_item(), attack_act(), entries=(entry(title=BREAKOUT),)), out)
    for name, data in files(out):
        assert not name.endswith((".svg", ".js")) or name.startswith(("assets/", "pagefind/"))
        assert "jahat.html" not in name
        if name.endswith(".html"):
            html = data.decode()
            scripts = re.findall(r"<script\b(?! type=.application/ld.json)[^>]*>", html)
            assert len(scripts) == (2 if name == OFFLINE else 6), name
            tags = re.findall(r"<[a-zA-Z][^<>]*>", html)
            assert not [
                tag for tag in tags if re.search(r"\son\w+\s*=", re.sub(r'"[^"]*"', "", tag))
            ]
            assert not re.search(r'(?:href|src)="\s*(?:javascript|data|vbscript):', html)
            assert "<base" not in html
            assert "<iframe" not in html
            assert html.count("http-equiv") == 1


def test_a_draft_is_previewed_apart(tmp_path: Path) -> None:
    draft = document("drafts/x/index.md", "---\ntipe: konten\nid: 2026-xxxxx\njudul: X\n---\n")
    build(site(draft), tmp_path / "situs")
    html = read(tmp_path / "situs", "pratinjau/x/")
    assert '<meta name="robots" content="noindex">' in html
    assert "canonical" not in html
    assert "pratinjau" not in (tmp_path / "situs" / "sitemap.xml").read_text(encoding="utf-8")


def test_edit_links_lead_to_the_source(office: Path, tmp_path: Path) -> None:
    text = office.read_text(encoding="utf-8")
    text += "\nrepo_url: https://github.example/unit/jdih\nedit_uri: edit/main/\n"
    office.write_text(text, encoding="utf-8")
    build(whole(config=office), tmp_path / "situs")
    link = (
        "https://github.example/unit/jdih/edit/main/content/konten/2026/hak-atas-informasi/index.md"
    )
    assert f'href="{link}"' in read(tmp_path / "situs", AT)
    assert 'data-md-component="source"' not in read(tmp_path / "situs", AT), "it asks GitHub"


def test_the_folder_must_be_new(tmp_path: Path) -> None:
    (tmp_path / "situs").mkdir()
    with pytest.raises(JdihError, match="sudah ada"):
        build(whole(), tmp_path / "situs")


def broken_template(config: Path) -> None:
    theme = config.parent / "site_config" / "theme"
    (theme / "halaman" / "sop.html").write_text("{{ tiada }}", encoding="utf-8")


def broken_theme(config: Path) -> None:
    path = config.parent / "site_config" / "theme" / "main.html"
    path.write_text(path.read_text(encoding="utf-8") + "{% if %}", encoding="utf-8")


def foreign_script(config: Path) -> None:
    path = config.parent / "site_config" / "theme" / "partials" / "toc.html"
    path.write_text(
        path.read_text(encoding="utf-8") + "<script>alert(1)</script>", encoding="utf-8"
    )


def foreign_plugin(config: Path) -> None:
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("  - jdih\n", "  - jdih\n  - search\n"), encoding="utf-8")


def no_plugin(config: Path) -> None:
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("  - jdih\n", "  []\n"), encoding="utf-8")


def broken_config(config: Path) -> None:
    config.write_text("site_name: [\n", encoding="utf-8")


def no_config(config: Path) -> None:
    config.unlink()


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (broken_template, r"halaman/sop\.html"),
        (broken_theme, "tidak dapat dibangun"),
        (foreign_script, "Skrip sebaris yang tidak dikenal"),
        (foreign_plugin, "plugin yang tidak dapat dipakai: material/search"),
        (no_plugin, "tidak memuat plugin jdih"),
        (broken_config, "tidak dapat dibangun"),
        (no_config, "tidak dapat dibangun"),
    ],
)
def test_a_build_that_fails_leaves_nothing(
    office: Path, tmp_path: Path, spoil: object, message: str
) -> None:
    assert callable(spoil)
    spoil(office)
    work = tmp_path / "kerja"
    with pytest.raises(JdihError, match=message):
        build(whole(config=office), work / "situs")
    assert not list(work.rglob("*"))


def test_a_medium_that_cannot_be_read_leaves_nothing(tmp_path: Path) -> None:
    def gone(path: str) -> bytes:
        raise JdihError(f"{path} tidak terbaca", "Ulangi.")

    with pytest.raises(JdihError, match=r"01-sampul\.png tidak terbaca"):
        build(whole(read=gone), tmp_path / "kerja" / "situs")
    assert not list((tmp_path / "kerja").rglob("*"))


def test_a_page_may_not_take_the_place_of_an_asset(tmp_path: Path) -> None:
    odd = document("content/sitemap.xml/index.md", "---\ntipe: halaman\njudul: A\n---\n")
    with pytest.raises(JdihError, match="dua kali"):
        build(site(odd), tmp_path / "situs")


def test_a_relative_folder_lies_where_the_program_was_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    build(site(item()), Path("web"))
    assert (tmp_path / "web" / "index.html").is_file()
