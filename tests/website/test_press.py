from __future__ import annotations

from pathlib import Path

import pytest

from jdih.errors import JdihError
from jdih.website.builder import build
from jdih.website.press import Frame, Press, ShellKey
from tests.website.sites import THEME, act, item, site

FRAME = Frame(
    theme=THEME,
    name="JDIH",
    about="Situs uji",
    base="https://jdih.example/",
    edit="",
    menu=("", "konten/", "dokumen/", "dokumen/peraturan/", "kontak/"),
)


def test_a_page_belongs_to_the_nearest_entry_of_the_menu() -> None:
    press = Press(site(item(), act()), FRAME)
    assert press.key("konten/2026/hak-atas-informasi/") == ShellKey("konten/", 3, wide=False)
    assert press.key("dokumen/peraturan/uu-14-2008/").section == "dokumen/peraturan/"
    assert press.key("dokumen/") == ShellKey("dokumen/", 1, wide=True)
    assert press.key("buku-agenda/") == ShellKey("", 1, wide=True)
    assert press.key("") == ShellKey("", 0, wide=True)


def test_many_pages_need_few_shells() -> None:
    acts = [
        act(
            f"---\ntipe: peraturan\njudul: UU {n}\ntahun: 2008\n---\n",
            f"content/dokumen/peraturan/uu-{n}/index.md",
        )
        for n in range(50)
    ]
    press = Press(site(*acts), FRAME)
    assert press.keys() == (
        ShellKey("", 0, wide=True),
        ShellKey("", 1, wide=True),
        ShellKey("", 1, wide=True, search=True),
        ShellKey("dokumen/", 1, wide=True),
        ShellKey("dokumen/peraturan/", 2, wide=True),
        ShellKey("dokumen/peraturan/", 3, wide=False),
        ShellKey("dokumen/peraturan/", 3, wide=True),
    )


def test_the_menu_names_only_pages_of_the_site() -> None:
    press = Press(site(item()), FRAME)
    assert press.has("konten/")
    assert not press.has("kontak/")


def test_a_former_address_that_is_a_page_is_named(tmp_path: Path) -> None:
    taken = act("---\ntipe: peraturan\njudul: UU\nalamat_lama: [konten/]\n---\n")
    with pytest.raises(JdihError, match="alamat lama “konten/” adalah halaman lain"):
        build(site(item(), taken), tmp_path / "web")
