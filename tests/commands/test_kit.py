"""``jdih kit``: the upload kit of a published item."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from jdih.publication.kit import MARK
from jdih.reading.channels import CHANNELS_PATH
from tests.publishing import FOLDER, ITEM_ID, OLD_ID, POST, Office, corrected, item

CAPTION = f"{FOLDER}/takarir/instagram.md"
ADDRESS = "https://jdih.example/konten/2026/cara-mencari/"
BY = ("--oleh", "pengelola")


def kit(office: Office, identity: str = ITEM_ID) -> dict[str, bytes]:
    """Make the kit and return its files by name."""
    assert office.run("kit", identity) == 0
    path = office.root / "build" / "kit" / f"{identity}.zip"
    return unpacked(path.read_bytes(), identity)


def unpacked(data: bytes, identity: str = ITEM_ID) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = f"kit-{identity}/"
        assert all(name.startswith(root) for name in archive.namelist())
        return {name.removeprefix(root): archive.read(name) for name in archive.namelist()}


def bring(office: Office, captions: dict[str, str | None]) -> None:
    """Let the item be approved with other captions, and published."""
    office.picture()
    beside = {f"{FOLDER}/takarir/{name}.md": text for name, text in captions.items()}
    there = (office.root / FOLDER / "index.md").read_text(encoding="utf-8")
    office.approve({**item("Versi berikutnya.", extra=corrected(there)), **beside})
    office.publish()


def test_it_holds_text_picture_words_and_steps(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    files = kit(office)

    assert list(files) == [
        "DAFTAR-PERIKSA.txt",
        "index.html",
        "instagram/teks.txt",
        "instagram/01-sampul.png",
        "instagram/01-sampul.png.alt.txt",
    ]
    assert files["instagram/teks.txt"].decode() == "Cari peraturan? Begini caranya."
    assert files["instagram/01-sampul.png.alt.txt"].decode() == "Kotak pencarian di situs JDIH"
    picture = (office.root / FOLDER / "01-sampul.png").read_bytes()
    assert files["instagram/01-sampul.png"] == picture, "what fits is not touched"
    steps = files["DAFTAR-PERIKSA.txt"].decode()
    assert f"Nomor   : {office.entry().label}\nHalaman : {ADDRESS}\n" in steps
    assert f"jdih record {ITEM_ID} --platform instagram --url ALAMAT" in steps
    assert f"jdih announce {ITEM_ID}" in steps
    assert capsys.readouterr().out.splitlines()[-1].startswith("    → Buka index.html")


def test_the_same_version_gives_the_same_bytes(office: Office, tmp_path: Path) -> None:
    first, second = tmp_path / "a.zip", tmp_path / "b.zip"
    assert office.run("kit", ITEM_ID, "--ke", str(first)) == 0
    assert office.run("kit", "cara-mencari", "--ke", str(second)) == 0
    assert first.read_bytes() == second.read_bytes()


def test_what_is_pasted_is_what_was_approved(office: Office, tmp_path: Path) -> None:
    bring(office, {"instagram": "\nBaca di {tautan}.\n\n#JDIH\n\n", "x": "Baca: {tautan}\n"})

    files = kit(office)

    assert files["instagram/teks.txt"].decode() == f"Baca di {ADDRESS}.\n\n#JDIH"
    assert files["x/teks.txt"].decode() == f"Baca: {ADDRESS}"
    posted = tmp_path / "teks.txt"
    posted.write_bytes(files["instagram/teks.txt"])
    words = (ITEM_ID, "--platform", "instagram", "--url", POST, "--teks", str(posted))
    assert office.run("record", *words, *BY) == 0
    assert dict(office.register.entries[-1].details)["takarir"] == "sama"


def test_the_page_of_the_item_shows_the_same_text(office: Office) -> None:
    bring(office, {"instagram": "Baca di {tautan}.\n"})
    assert f">Baca di {ADDRESS}.</pre>" in office.page()


def test_pictures_are_made_as_the_platform_takes_them(office: Office) -> None:
    (office.root / FOLDER).mkdir(parents=True, exist_ok=True)
    for name, size in (("01-sampul.png", (2400, 3000)), ("02-isi.png", (600, 400))):
        Image.new("RGBA", size, (10, 20, 30, 0)).save(office.root / FOLDER / name)
    more = "  02-isi.png:\n    alt: Isi gambar kedua\n    sumber: Olahan\n"
    captions = {f"{FOLDER}/takarir/tiktok.md": "Cari peraturan.\n"}
    there = (office.root / FOLDER / "index.md").read_text(encoding="utf-8")
    office.approve({**item("Baru.", extra=more + corrected(there)), **captions})
    office.publish()

    files = kit(office)

    sizes = {name: Image.open(io.BytesIO(data)).size for name, data in files.items()
             if name.endswith((".png", ".jpg"))}  # fmt: skip
    assert sizes == {
        "instagram/01-sampul.png": (1440, 1800),
        "instagram/02-isi.png": (600, 400),
        "tiktok/01-sampul.jpg": (1080, 1350),
        "tiktok/02-isi.jpg": (600, 400),
    }
    assert not any(name.startswith("tiktok/") and "alt" in name for name in files), (
        "TikTok has no field for it"
    )
    corner = Image.open(io.BytesIO(files["tiktok/02-isi.jpg"])).getpixel((0, 0))
    assert corner == (255, 255, 255), "transparent becomes white"


def test_what_does_not_fit_is_said(office: Office) -> None:
    office.push({CHANNELS_PATH: None})
    table = (office.git.git("show", f"HEAD~1:{CHANNELS_PATH}")).replace("batas: 2200", "batas: 5")
    office.approve({CHANNELS_PATH: table + "\n"})
    office.publish()

    files = kit(office)

    said = "Takarir Instagram: 31 dari 5 karakter."
    assert f"INSTAGRAM\nPerhatikan: {said}\n" in files["DAFTAR-PERIKSA.txt"].decode()
    assert said in files["index.html"].decode()


def test_only_a_kit_is_written_over(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "naskah.zip"
    out.write_bytes(b"naskah orang")
    assert office.run("kit", ITEM_ID, "--ke", str(out)) == 2
    assert "tidak ada yang ditimpa" in capsys.readouterr().err
    assert out.read_bytes() == b"naskah orang"

    out.write_bytes(b"lama" + MARK)
    assert office.run("kit", ITEM_ID, "--ke", str(out)) == 0
    assert unpacked(out.read_bytes())


def test_a_link_in_its_place_is_not_followed(office: Office, tmp_path: Path) -> None:
    target = tmp_path / "tujuan.zip"
    target.write_bytes(b"lama" + MARK)
    out = tmp_path / "kit.zip"
    out.symlink_to(target)
    assert office.run("kit", ITEM_ID, "--ke", str(out)) == 0
    assert target.read_bytes() == b"lama" + MARK
    assert unpacked(out.read_bytes())


@pytest.mark.parametrize(
    ("name", "saying"),
    [("2026-zzzzz", "tidak ada di content/"), ("uji-1", "bukan konten"),
     ("--target=folder", "harus diisi")],
)  # fmt: skip
def test_what_has_no_kit_says_why(
    office: Office, capsys: pytest.CaptureFixture[str], name: str, saying: str
) -> None:
    if name.startswith("--"):
        with pytest.raises(SystemExit):
            office.run("kit", name)
    else:
        assert office.run("kit", name) == 2
    assert saying in capsys.readouterr().err


def test_there_is_no_kit_before_the_number(
    begun: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    begun.bring()
    assert begun.run("kit", ITEM_ID) == 2
    assert "belum tercatat dalam Buku Agenda" in capsys.readouterr().err


def test_a_version_that_is_not_published_yet_has_none(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.bring("Versi baru.")
    assert office.run("kit", ITEM_ID) == 2
    assert "belum terbit" in capsys.readouterr().err


def test_without_a_table_of_platforms_there_is_none(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.approve({CHANNELS_PATH: None})
    assert office.run("kit", OLD_ID) == 2
    assert CHANNELS_PATH in capsys.readouterr().err
