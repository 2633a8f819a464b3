"""``jdih erase``: a person's data leaves contents and history, and that is recorded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jdih.commands.erase import PROOF
from jdih.errors import JdihError
from jdih.model.entry import Detail, Event
from jdih.publication import erasing
from jdih.register.book import LOCAL
from jdih.register.erasure import read_proof
from jdih.repository import keep
from tests.gitrepo import git
from tests.publishing import FOLDER, ITEM, NOW, Office, item, read_site

NAME = "Sri Contoh"
BASIS = ("--dasar", "Permintaan subjek data, UU 27/2022 Pasal 8", "--oleh", "kepala")


@pytest.fixture
def told(office: Office) -> Office:
    """An office that published an item which names somebody, and published its correction."""
    files = item(f"Bertanyalah kepada {NAME}.")
    files[f"{FOLDER}/takarir/instagram.md"] = f"Cari peraturan? Tanya {NAME}.\n"
    office.picture()
    office.approve(files)
    office.publish()
    office.bring("Ketik nomor peraturan, kata Sri Contoh lagi.")
    office.publish()
    return office


def texts(tmp_path: Path, *lines: str) -> str:
    file = tmp_path / "hapus.txt"
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return str(file)


def erased(office: Office, tmp_path: Path, *words: str) -> Path:
    """Write the history anew, and put it in the place of the old one here; return its map."""
    folder = tmp_path / "baru"
    assert office.run("erase", "--ke", str(folder), *words) == 0
    git(office.root, "fetch", "--quiet", str(folder), "main")
    git(office.root, "reset", "--quiet", "--hard", "FETCH_HEAD")
    return folder / PROOF


def test_history_is_written_anew_beside_the_repository(
    told: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = git(told.root, "for-each-ref"), git(told.root, "status", "--porcelain")
    folder = tmp_path / "baru"

    assert told.run("erase", "--teks", texts(tmp_path, NAME), "--ke", str(folder)) == 0

    assert (git(told.root, "for-each-ref"), git(told.root, "status", "--porcelain")) == before
    assert "Ketik nomor peraturan, kata [dihapus] lagi." in git(folder, "show", f"main:{ITEM}")
    assert NAME not in git(folder, "log", "-p", "--all")
    out = capsys.readouterr().out
    for step in ("ruleset", "push --force", "GitHub Support", "--catat", "mengklon ulang"):
        assert step in out
    assert NAME not in out
    proof = read_proof((folder / PROOF).read_bytes())
    assert proof.tips == (git(told.root, "rev-parse", "main"), git(folder, "rev-parse", "main"))
    assert NAME not in (folder / PROOF).read_text(encoding="utf-8")


def test_an_erasure_is_recorded_once_with_its_map(told: Office, tmp_path: Path) -> None:
    place = erased(told, tmp_path, "--teks", texts(tmp_path, NAME))

    read_before = told.root / ".git" / keep.NAME
    read_before.mkdir(parents=True)
    for name in ("naskah", "temuan.baru"):
        (read_before / name).write_text("yang dibaca dari riwayat lama")
    assert told.run("erase", "--catat", str(place), *BASIS) == 0
    assert not read_before.exists()

    entry = told.register.entries[-1]
    proof = read_proof(place.read_bytes())
    assert (entry.event, entry.id) == (Event.ERASED, f"hapus-data/{proof.digest[:12]}")
    assert dict(entry.details) == {
        "dasar": BASIS[1],
        "oleh": "kepala",
        "peta": proof.digest,
        "ujung_lama": proof.tips[0],
        "ujung_baru": proof.tips[1],
    }
    kept = git(told.root, "show", f"refs/jdih/lokal:bukti/hapus-{proof.digest}.json")
    assert kept.encode() == place.read_bytes()
    count = len(told.register.entries)
    assert told.run("erase", "--catat", str(place), *BASIS) == 0
    assert len(told.register.entries) == count


def test_a_whole_file_goes(
    told: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = f"{FOLDER}/takarir/instagram.md"
    place = erased(told, tmp_path, "--berkas", path)
    assert not (told.root / path).exists()
    assert [new for _, _, new in read_proof(place.read_bytes()).files] == ["", ""]
    assert told.run("erase", "--catat", str(place), *BASIS) == 0
    assert flaws(told, capsys) == []


def reset(office: Office, commit: str) -> None:
    git(office.root, "reset", "--quiet", "--hard", commit)


def edited(place: Path, **changes: object) -> Path:
    data = json.loads(place.read_bytes()) | changes
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    place.write_text(text, encoding="utf-8")
    return place


def refused(office: Office, place: Path, capsys: pytest.CaptureFixture[str], words: str) -> None:
    count = len(office.register.entries)
    capsys.readouterr()
    assert office.run("erase", "--catat", str(place), *BASIS) == 2
    assert words in capsys.readouterr().err
    assert len(office.register.entries) == count


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"pesan": [{"commit": "0" * 40, "lama": "0" * 64, "baru": "1" * 64}]}, "tidak pernah"),
        ({"berkas": []}, "tidak tercantum di dalamnya"),
        ({"commit": []}, "tidak ada yang perlu dicatat"),
        ({"skema": 3}, "belum dikenal"),
        ({"disetujui": []}, "persetujuan di dalamnya bukan yang terbukti"),
    ],
)
def test_an_edited_map_is_refused(
    told: Office,
    tmp_path: Path,
    change: dict[str, object],
    words: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    place = erased(told, tmp_path, "--teks", texts(tmp_path, NAME))
    refused(told, edited(place, **change), capsys, words)


def forged(office: Office, place: Path, *, message: str = "", files: dict[str, str]) -> Path:
    """Replace the new tip by one that says something else, and enter it into the map."""
    data = json.loads(place.read_bytes())
    old, new = data["utama"]["lama"], data["utama"]["baru"]
    for path, text in files.items():
        (office.root / path).write_text(text, encoding="utf-8")
        git(office.root, "add", "--", path)
    tree = git(office.root, "write-tree")
    raw = git(office.root, "cat-file", "commit", new)
    raw = raw.replace(raw.splitlines()[0], f"tree {tree}", 1)
    forged = git(
        office.root, "hash-object", "-t", "commit", "-w", "--stdin",
        stdin=f"{raw}\n{message}".encode(),
    )  # fmt: skip
    reset(office, forged)
    commits = [one | ({"baru": forged} if one["lama"] == old else {}) for one in data["commit"]]
    return edited(place, utama={"lama": old, "baru": forged}, commit=commits)


@pytest.mark.parametrize(
    ("message", "files", "words"),
    [
        ("", {ITEM: "Lain.\n"}, f"perubahan berkas {ITEM}"),
        ("", {"mkdocs.yml": "site_name: Lain\n"}, "perubahan berkas mkdocs.yml"),
        ("", {"baru.txt": "Berkas baru.\n"}, "berkas baru baru.txt"),
        ("Lain.\n", {}, "perubahan pesan commit"),
    ],
)
def test_more_than_was_listed_is_refused(
    told: Office,
    tmp_path: Path,
    message: str,
    files: dict[str, str],
    words: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    place = erased(told, tmp_path, "--teks", texts(tmp_path, NAME))
    refused(told, forged(told, place, message=message, files=files), capsys, words)


def test_a_map_without_the_old_history_is_refused(
    told: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = erased(told, tmp_path, "--teks", texts(tmp_path, NAME))
    clone = tmp_path / "klon"
    git(tmp_path, "clone", "--quiet", "--no-local", "--single-branch", str(told.root), str(clone))
    told.git.root = clone
    refused(told, place, capsys, "tidak ada dalam klon ini")


def test_the_texts_never_lie_in_the_repository(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inside = office.root / "hapus.txt"
    inside.write_text(f"{NAME}\n", encoding="utf-8")
    assert office.run("erase", "--teks", str(inside), "--ke", str(tmp_path / "baru")) == 2
    assert "di dalam repositori" in capsys.readouterr().err
    outside = texts(tmp_path, NAME)
    assert office.run("erase", "--teks", outside, "--ke", str(office.root / "baru")) == 2
    assert "di dalam repositori" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("Sri==>Sri C.",), "memuat teks yang dihapus"),
        (("x",), "Baris 1"),
        (("a b==>c==>d",), "Baris 1"),
        ((), "kosong"),
        (("Tidak Pernah Ditulis",), "tidak ada yang perlu dihapus"),
    ],
)
def test_texts_that_cannot_be_used_are_refused(
    office: Office,
    tmp_path: Path,
    lines: tuple[str, ...],
    words: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = tmp_path / "baru"
    assert office.run("erase", "--teks", texts(tmp_path, *lines), "--ke", str(folder)) == 2
    assert words in capsys.readouterr().err
    assert not folder.exists()


def test_what_is_left_is_told_and_nothing_is_kept(
    told: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told.push({f"{FOLDER}/{NAME}.txt": "x"})
    folder = tmp_path / "baru"
    assert told.run("erase", "--teks", texts(tmp_path, NAME), "--ke", str(folder)) == 2
    assert f"nama berkas atau folder di {FOLDER}" in capsys.readouterr().err
    assert not folder.exists()


def test_a_basis_and_an_office_are_needed(
    told: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = erased(told, tmp_path, "--teks", texts(tmp_path, NAME))
    assert told.run("erase", "--catat", str(place)) == 2
    assert "Tambahkan --dasar" in capsys.readouterr().err


def flaws(office: Office, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str]]:
    _, said = office.json(capsys, "audit")
    return [(one["kode"], one["uraian"]) for one in said["temuan"]]


def test_the_office_goes_on_after_an_erasure(
    told: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert flaws(told, capsys) == []
    place = erased(told, tmp_path, "--teks", texts(tmp_path, NAME))
    assert "jalur-utama" in {flaw for flaw, _ in flaws(told, capsys)}
    with pytest.raises(JdihError, match="bukan kelanjutan"):
        told.publish()
    assert told.run("erase", "--catat", str(place), *BASIS) == 0
    git(told.root, "reflog", "expire", "--expire=now", "--all")
    git(told.root, "update-ref", "-d", "ORIG_HEAD")
    git(told.root, "gc", "--quiet", "--prune=now")
    count = len(told.register.entries)

    assert flaws(told, capsys) == []
    assert told.publish().recorded == ()
    assert len(told.register.entries) == count
    for path, data in read_site(told.site).items():
        assert NAME.encode() not in data, path
    assert told.run("verify") == 0
    assert told.run("status") == 0

    told.bring("Versi sesudah penghapusan.")
    (recorded,) = told.publish().recorded
    assert recorded.event is Event.CORRECTED
    assert flaws(told, capsys) == []


def test_one_erasure_follows_another(
    told: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = erased(told, tmp_path, "--teks", texts(tmp_path, NAME))
    assert told.run("erase", "--catat", str(first), *BASIS) == 0
    capsys.readouterr()
    (tmp_path / "kedua").mkdir()
    second = erased(told, tmp_path / "kedua", "--teks", texts(tmp_path, "Bertanyalah kepada"))
    assert told.run("erase", "--catat", str(second), *BASIS) == 0
    assert flaws(told, capsys) == []
    assert told.publish().recorded == ()


def test_what_was_changed_beside_an_erasure_is_named_by_the_audit(
    told: Office,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Somebody who may write the register records a map without its being checked."""
    place = erased(told, tmp_path, "--teks", texts(tmp_path, NAME))
    forged(told, place, files={ITEM: (told.root / ITEM).read_text() + "Disisipkan.\n"})
    monkeypatch.setattr(erasing, "require_proven", lambda *_: None)
    assert told.run("erase", "--catat", str(place), *BASIS) == 0
    assert "sidik" in {flaw for flaw, _ in flaws(told, capsys)}


def test_a_kept_map_that_was_edited_is_named(
    told: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = erased(told, tmp_path, "--teks", texts(tmp_path, NAME))
    assert told.run("erase", "--catat", str(place), *BASIS) == 0
    path = f"bukti/hapus-{told.register.entries[-1].detail(Detail.MAP)}.json"
    head = told.repository.resolve(LOCAL)
    data = edited(place, berkas=[]).read_bytes()
    told.repository.commit_files(LOCAL, {path: data}, "ubah", NOW, head)
    found = flaws(told, capsys)
    assert ("buku-agenda", True) in {(flaw, path in words) for flaw, words in found}
    with pytest.raises(JdihError, match="tidak cocok dengan sidiknya"):
        told.publish()


def test_history_that_was_rewritten_again_is_named(
    told: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = erased(told, tmp_path, "--teks", texts(tmp_path, NAME))
    assert told.run("erase", "--catat", str(place), *BASIS) == 0
    forged(told, place, message="Lain.\n", files={})
    assert {"jalur-utama", "hapus-data"} <= {flaw for flaw, _ in flaws(told, capsys)}


def test_what_the_register_holds_is_told(
    told: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    by = ("--oleh", "pengelola", "--tidak-diunggah", f"{NAME} berkeberatan.")
    assert told.run("record", told.entry().id, "--platform", "instagram", *by) == 0
    number = told.register.entries[-1].label
    erased(told, tmp_path, "--teks", texts(tmp_path, NAME))
    assert f"Perhatian: nomor {number} dalam Buku Agenda memuatnya" in capsys.readouterr().out
