from __future__ import annotations

import re
from dataclasses import replace
from textwrap import dedent

import pytest

from jdih.model.document import Picture
from jdih.model.entry import Event
from jdih.model.verdict import State, Verdict
from jdih.website import address
from jdih.website.catalogue import catalogue
from jdih.website.pages.rows import form_of
from jdih.website.plan import plan
from jdih.website.visible_text import sidik_teks
from jdih.workflow.digest import sha256, sidik
from tests.website.making import page
from tests.website.sites import ITEM, ITEM_TEXT, act, entry, item, png, site, sop

AT = "konten/2026/hak-atas-informasi/"


def test_it_shows_pictures_text_captions_and_sources() -> None:
    html = page(site(item(), act(), sop()), AT).body
    assert (
        '<img src="../../../konten/2026/hak-atas-informasi/01-sampul.png" alt="Sampul biru"' in html
    )
    assert 'width="4" height="3"' in html
    assert "Sumber: Olahan unit" in html
    assert '<h2 id="bagian-apa-haknya">' in html
    assert "Takarir &lt;b&gt;Instagram&lt;/b&gt;\n#jdih" in html
    assert 'href="../../../dokumen/peraturan/uu-14-2008/"' in html
    assert 'href="https://jdih.example/sumber"' in html
    assert "<li>Wawancara dengan pengelola</li>" in html
    assert "Pengelola JDIH" in html, "the office's name, not its code"


def test_a_caption_names_the_address_of_its_page() -> None:
    told = item()
    texts = tuple((path, text + "\n{tautan}") for path, text in told.texts)
    made = page(site(replace(told, texts=texts), act()), AT)
    address_there = f"https://jdih.example/{AT}"
    assert f"#jdih\n{address_there}</pre>" in made.body
    assert made.recognition is not None
    said = sidik_teks(f"Takarir <b>Instagram</b>\n#jdih\n{address_there}")
    assert made.recognition.texts["takarir/instagram"] == said


def test_links_in_the_text_lead_to_the_page_and_its_heading() -> None:
    html = page(site(item(), act()), AT).body
    assert (
        '<a href="../../../dokumen/peraturan/uu-14-2008/#bagian-isi-pokok">UU 14/2008</a>' in html
    )


def test_a_link_to_what_is_not_on_the_site_is_no_link() -> None:
    html = page(site(item()), AT).body
    assert "<a>UU 14/2008</a>" in html
    assert "<li>/content/dokumen/peraturan/uu-14-2008/index.md</li>" in html


def test_the_words_of_the_disposisi_and_the_notice_are_not_public() -> None:
    made = page(site(item(), act()), AT)
    assert "rahasia" not in made.body
    assert "Pemberitahuan" not in made.body
    assert all(b"rahasia" not in data for _, data in made.extras)


def test_how_it_came_about_comes_from_the_register() -> None:
    html = page(site(item(), sop(), entries=(entry(),)), AT).body
    assert "Buku Agenda nomor 7/2026" in html
    assert 'href="../../../buku-agenda/2026/#agenda-2026-7"' in html
    assert "Terbit 20 November 2026 pukul 08.05 WIB" in html
    assert "Plh. Kepala Biro, 19 November 2026 pukul 15.00 WIB" in html
    steps = re.findall(
        r'<li value="(\d)"><span>(.*?)</span> <span class="jdih-kecil">(.*?)</span>', html
    )
    assert steps == [
        (
            "3",
            "membuat dan menyerahkan konsep konten media sosial JDIH",
            "Pengelola JDIH, 18 November 2026",
        )
    ], "the last round alone: refusals and time tables are not public"


def test_the_sidik_is_that_of_the_files_shown() -> None:
    own = item()
    html = page(site(own, entries=(entry(),)), AT).body
    assert f'<code title="{sidik(own.digests)}">{sidik(own.digests)[:12]}</code>' in html


def test_the_raw_copy_lies_beside_with_its_own_hash() -> None:
    made = page(site(item()), AT)
    ((name, data),) = made.extras
    assert name == "naskah.md"
    assert sha256(data) in made.body
    assert 'href="../../../konten/2026/hak-atas-informasi/naskah.md"' in made.body


def test_posts_that_were_recorded_are_linked() -> None:
    link = {"event": Event.LINKED, "platform": "instagram"}
    entries = (
        entry(8, **link, details=(("tautan", "https://instagram.example/p/1"),)),
        entry(9, **link, details=(("tautan", "javascript:alert(1)"),)),
        # Confirmed for a later version, with the posted text: still one post.
        entry(
            10, **link, details=(("tautan", "https://instagram.example/p/1"), ("takarir", "sama"))
        ),
        entry(11, event=Event.LINKED, platform="x", details=(("tidak_diunggah", "Lupa."),)),
    )
    html = page(site(item(), entries=entries), AT).body
    assert html.count('href="https://instagram.example/p/1"') == 1
    assert "unggahan di X" not in html
    assert "javascript" not in html


def verdict(state: State) -> dict[str, Verdict]:
    return {ITEM: Verdict("2026-7f3kq", ITEM, "a" * 64, state, "c" * 40, reason="alasan ditahan")}


def test_a_held_change_is_said_without_its_reason() -> None:
    html = page(site(item(), verdicts=verdict(State.HELD)), AT).body
    assert "Perubahan terakhir atas konten ini belum disetujui" in html
    assert "alasan" not in html


def test_imported_content_is_not_called_approved() -> None:
    html = page(site(item(), verdicts=verdict(State.IMPORTED)), AT).body
    assert "(impor)" in html
    assert "Disetujui oleh" not in html


def test_a_picture_that_the_text_shows_is_not_shown_twice() -> None:
    text = ITEM_TEXT + "    ![Sampul](/content/konten/2026/hak-atas-informasi/01-sampul.png)\n"
    html = page(site(item(text)), AT).body
    assert html.count("01-sampul.png") == 1


def test_a_picture_that_cannot_be_used_is_not_shown() -> None:
    own = item()
    broken = tuple(replace(picture, fault="rusak") for picture in own.pictures)
    assert "<img" not in page(site(replace(own, pictures=broken)), AT).body


VIDEO = """\
    ---
    tipe: konten
    id: 2026-7f3kq
    judul: Video
    video:
      sidik: abc
      durasi: 0:58
      sampul: 01-sampul.png
      transkrip: transkrip.md
      tautan: https://video.example/1
    ---
    ## Isi
    """


def test_a_video_has_its_cover_link_and_transcript() -> None:
    own = item(VIDEO, {"01-sampul.png": png(), "transkrip.md": b"## Isi\n\n<script>x</script>\n"})
    made = page(site(own), AT)
    assert 'href="https://video.example/1"' in made.body
    assert 'id="transkrip-isi"' in made.body
    assert "<script" not in made.body
    assert [section.anchor for section in made.toc if "isi" in section.anchor] == ["bagian-isi"]


def test_a_video_link_with_another_scheme_is_no_link() -> None:
    own = item(VIDEO.replace("https://video.example/1", "javascript:alert(1)"), {})
    assert "javascript" not in page(site(own), AT).body


@pytest.mark.parametrize(
    ("header", "pictures", "form"),
    [
        ("bentuk: berita", 3, "berita"),
        ("video:\n  durasi: 0:10", 1, "video"),
        ("sop: a", 0, "artikel"),
        ("sop: a", 1, "infografis"),
        ("sop: a", 2, "carousel"),
    ],
)
def test_the_form_is_typed_or_told_by_the_media(header: str, pictures: int, form: str) -> None:
    own = item(f"---\ntipe: konten\nid: 2026-aaaaa\njudul: A\n{header}\n---\n", {})
    shown = tuple(Picture(f"{number}.png") for number in range(pictures))
    assert form_of(replace(own, pictures=shown)) == form


def test_a_draft_says_so_and_stays_out_of_the_sitemap() -> None:
    own = item()
    files = tuple(
        replace(file, path=file.path.replace("content/konten/2026/", "drafts/"))
        for file in own.files
    )
    draft = replace(
        own,
        path="drafts/hak-atas-informasi/index.md",
        files=files,
        pictures=tuple(
            replace(picture, path="drafts/hak-atas-informasi/01-sampul.png")
            for picture in own.pictures
        ),
        body="![Sampul](/content/konten/2026/hak-atas-informasi/01-sampul.png)",
    )
    made = page(site(draft), "pratinjau/hak-atas-informasi/")
    assert not made.listed
    assert "hanya pratinjau" in made.body
    assert 'src="../../pratinjau/hak-atas-informasi/01-sampul.png"' in made.body


def withdrawn(kind: str) -> str:
    return (
        "---\ntipe: konten\nid: 2026-7f3kq\njudul: Ditarik\ntarik:\n  tanggal: 2026-11-20\n"
        f"  jenis: {kind}\n  penjelasan: Nomornya keliru.\n---\n\nNaskah lama.\n"
    )


@pytest.mark.parametrize(
    ("kind", "kept"),
    [("keliru", False), ("diganti", False), ("kedaluwarsa", True), ("hukum-berubah", True)],
)
def test_a_withdrawn_item_leaves_a_stone_with_its_reason(kind: str, kept: bool) -> None:
    own = item(withdrawn(kind))
    made = page(site(own, entries=(entry(),)), AT)
    assert "Konten ini telah ditarik" in made.body
    assert "Nomornya keliru." in made.body
    assert "Ditarik 20 November 2026" in made.body
    assert ("Naskah lama." in made.body) is kept
    assert [name for name, _ in made.extras] == ["naskah.md"] * kept
    assert made.recognition
    assert made.recognition.raw == "".join(sha256(data) for _, data in made.extras)
    assert not made.listed
    assert bool(address.media(own)) is kept


def test_what_was_withdrawn_is_in_no_list() -> None:
    own = site(item(withdrawn("keliru")), act())
    assert "Ditarik" not in page(own, "").body
    assert "konten/" not in plan(catalogue(own)).makers


def test_a_source_that_is_no_longer_in_force_is_warned_of() -> None:
    checked = "status_diperiksa:\n  tanggal: 2026-01-02\n  sumber: JDIHN\n"
    old = act(f"---\ntipe: peraturan\njudul: UU Lama\ntahun: 2008\n{checked}---\n")
    new = act(
        "---\ntipe: peraturan\njudul: UU Baru\ntahun: 2030\nhubungan:\n"
        "  mencabut: [uu-14-2008]\n---\n",
        "content/dokumen/peraturan/uu-1-2030/index.md",
    )
    assert "sudah tidak berlaku" in page(site(item(), old, new), AT).body
    assert "sudah tidak berlaku" not in page(site(item(), old), AT).body


def test_corrections_and_the_claim_are_shown() -> None:
    text = (
        "---\ntipe: konten\nid: 2026-7f3kq\njudul: A\nklaim: Yang beredar itu.\n"
        "penilaian: salah\nralat:\n  - tanggal: 2026-11-18\n    penjelasan: Tanggal dibetulkan.\n"
        "---\n"
    )
    html = page(site(item(text)), AT).body
    assert "18 November 2026</time>: Tanggal dibetulkan." in html
    assert "“Yang beredar itu.”" in html
    assert '<span class="jdih-lencana">Salah</span>' in html


def test_the_sidik_teks_is_that_of_the_words_a_reader_sees() -> None:
    words = (
        "Hak Anda atas Informasi Setiap orang berhak meminta informasi. Apa haknya? "
        "Hak itu dijamin UU 14/2008."
    )
    shown = page(site(item(), act()), AT)
    assert shown.recognition is not None
    assert shown.recognition.texts["halaman"] == sidik_teks(words)
    assert shown.recognition.texts["isi"] == sidik_teks(words.partition("informasi. ")[2])
    assert sidik_teks(words) in shown.body


def test_a_preview_of_an_urgent_item_shows_what_its_header_says() -> None:
    said = (
        "mendesak:\n  alasan: Rahasia dapur.\n  disetujui_oleh: kepala-biro\n  cara: lisan\n"
        "  waktu: 2026-11-20 09:15 WIB\njudul:"
    )
    made = page(site(item(dedent(ITEM_TEXT).replace("judul:", said, 1)), act()), AT)
    assert "Diterbitkan mendesak dengan persetujuan lisan" in made.body
    assert "2026-11-20 09:15 WIB" in made.body
    assert "Rahasia dapur" not in made.body


def test_a_mark_in_the_header_says_nothing_once_the_item_was_approved() -> None:
    said = "mendesak:\n  disetujui_oleh: kepala-biro\n  cara: lisan\njudul:"
    text = dedent(ITEM_TEXT).replace("judul:", said, 1)
    assert "Diterbitkan mendesak" not in page(site(item(text), entries=(entry(),)), AT).body
