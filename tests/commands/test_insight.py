"""``jdih insight``: exports come in, typed numbers stay."""

from __future__ import annotations

import shutil
import time
from html import unescape
from pathlib import Path

import pytest

from jdih.cli import main
from jdih.reading.channels import CHANNELS_PATH
from jdih.reading.form import NUMBERS
from jdih.reading.insight_columns import COLUMNS_PATH
from tests.forge.attachments import stored
from tests.forge.hub import Hub
from tests.gitrepo import write
from tests.offices import make_office
from tests.publishing import Office
from tests.reading.test_form import written
from tests.signing import Person
from tests.trees import EXAMPLES, ROOT

EXPORTS = EXAMPLES / "insight"
IMPORTED = "drafts/insight/2026-11/instagram.yml"
TYPED = "drafts/insight/2026-11/ketik.yml"
NOTES = """\
# Catatan sendiri.
bulan: 2026-11
platform:
  instagram:
    akun:
      pengikut_akhir: "12,9 rb"
    unggahan:
      - alamat: https://www.instagram.com/reel/C4reel/
        jangkauan: 1.234
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    root = make_office(tmp_path / "kantor")
    for path in (CHANNELS_PATH, COLUMNS_PATH):
        shutil.copy(ROOT / path, root / path)
    return root


def take(root: Path, name: str = "instagram.csv", platform: str = "instagram") -> int:
    return main(["-C", str(root), "insight", "import", "--platform", platform, "--bulan", "2026-11",
                 str(EXPORTS / name)])  # fmt: skip


def show(root: Path, *words: str) -> int:
    return main(["-C", str(root), "insight", "show", "--bulan", "2026-11", *words])


def test_good_rows_are_kept_and_bad_ones_named(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert take(office) == 1

    out = capsys.readouterr().out
    assert out.count("instagram.csv, baris ") == 3
    assert out.endswith(
        f"Instagram: 2 baris masuk ke {IMPORTED}, 3 baris ditinggalkan, 1 baris bulan lain.\n"
    )
    assert "tayangan: 1.160\n" in (office / IMPORTED).read_text(encoding="utf-8")
    assert main(["-C", str(office), "check"]) == 0, "the numbers are taken for a draft"


def test_the_same_export_again_changes_nothing(office: Path) -> None:
    take(office)
    first = (office / IMPORTED).read_bytes()
    take(office)
    assert (office / IMPORTED).read_bytes() == first


def test_typed_numbers_are_never_written_over(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(office, {TYPED: NOTES})
    take(office)
    assert (office / TYPED).read_text(encoding="utf-8") == NOTES
    capsys.readouterr()

    assert show(office) == 0

    out = capsys.readouterr().out
    assert "  pengikut_akhir              12.900\n" in out
    assert "  pengikut_awal                    –\n" in out
    assert "    tayangan 2.500, jangkauan 1.234, " in out
    assert "    tayangan 1.160, jangkauan 845, " in out


def test_a_later_export_adds_to_an_earlier_one(office: Path, tmp_path: Path) -> None:
    take(office)
    more = tmp_path / "lanjutan.csv"
    more.write_text("Permalink,Reach,Likes\nhttps://www.instagram.com/p/C1asas/,900,\n"
                    "https://www.instagram.com/p/C9/,5,6\n", encoding="utf-8")  # fmt: skip
    assert take(office, str(more)) == 0
    text = (office / IMPORTED).read_text(encoding="utf-8")
    assert text.count("- alamat:") == 3
    assert "jangkauan: 900\n" in text
    assert "suka: 95\n" in text, "what the later one does not know stays"


def test_json_says_null_for_what_nobody_knows(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    take(office)
    capsys.readouterr()
    assert show(office, "--format", "json") == 0
    out = capsys.readouterr().out
    assert '"pengikut_awal": null' in out
    assert '"tayangan": 1160' in out


def test_an_export_of_the_account(office: Path) -> None:
    assert take(office, "x.csv", "x") == 0
    assert "klik_tautan: 10\n" in (office / "drafts/insight/2026-11/x.yml").read_text(
        encoding="utf-8"
    )


def test_xlsx(office: Path) -> None:
    assert take(office, "youtube.xlsx", "youtube") == 1
    assert "tayangan: 1.900\n" in (office / "drafts/insight/2026-11/youtube.yml").read_text("utf-8")


def test_nothing_that_fits_writes_nothing(office: Path, tmp_path: Path) -> None:
    empty = tmp_path / "kosong.csv"
    empty.write_text("Permalink,Reach\n", encoding="utf-8")
    assert take(office, str(empty)) == 1
    assert not (office / "insight").exists()


def test_a_broken_file_of_numbers_stops_and_is_left_as_it_was(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(office, {IMPORTED: "bulan: [\n"})
    assert take(office) == 2
    assert "tidak terbaca" in capsys.readouterr().err
    assert (office / IMPORTED).read_text(encoding="utf-8") == "bulan: [\n"


def test_a_month_without_numbers_says_where_to_type_them(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert show(office) == 0
    assert TYPED in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "saying"),
    [
        (("--platform", "threads"), "Kolom ekspor platform “threads” belum ditulis"),
        (("--platform", "youtube"), "Tidak ada kolom yang dikenal"),
    ],
)
def test_what_cannot_be_imported_says_why(
    office: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, str], saying: str
) -> None:
    assert take(office, platform=words[1]) == 2
    assert saying in capsys.readouterr().err


def test_a_missing_file_and_missing_settings_say_so(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert take(office, "tidak-ada.csv") == 2
    assert "tidak dapat dibaca" in capsys.readouterr().err
    for path in (COLUMNS_PATH, CHANNELS_PATH):
        (office / path).unlink()
        assert take(office) == 2
        assert path in capsys.readouterr().err


@pytest.mark.parametrize("month", ["2026-13", "11-2026", "2026", "../2026-11", "2026-11/.."])
def test_a_month_is_a_month(office: Path, capsys: pytest.CaptureFixture[str], month: str) -> None:
    with pytest.raises(SystemExit):
        main(["-C", str(office), "insight", "show", "--bulan", month])
    assert "bukan bulan" in capsys.readouterr().err


FIRST = 100
"""The number of the first form."""
FILLED = {
    "bulan": "2026-11",
    "platform": "instagram",
    "pengikut_akhir": "12,9 rb",
    "jangkauan": "–",
    "kunjungan_profil": "1.23",
    "unggahan": (
        "alamat; tanggal; tayangan; suka\n"
        "https://www.instagram.com/p/C7/; 2026-11-03; 1,2 rb; 12.345\n"
        "https://www.instagram.com/jdih/; 2026-11-04; 5; 6\n"
    ),
}


@pytest.fixture
def asked(outside: tuple[Office, Hub], bot: Path) -> tuple[Office, Hub]:
    """An office on GitHub that says how exports call their columns."""
    begun, hub = outside
    columns = (ROOT / COLUMNS_PATH).read_text(encoding="utf-8")
    begun.approve({COLUMNS_PATH: columns})
    hub.push("main", begun.people["kepala"])
    follow(begun, bot)
    return begun, hub


def follow(begun: Office, bot: Path) -> None:
    """Let the next run begin at the main branch, as each does."""
    begun.git.git("-C", str(bot), "pull", "--quiet", "--ff-only", "origin", "main")


def take_form(hub: Hub, bot: Path, who: Person, **answers: str) -> tuple[int, str]:
    """Fill in a form and let it be taken; return the exit code and what is said under it."""
    number = hub.fill(who, written({**FILLED, **answers}, NUMBERS))
    code = main(["-C", str(bot), "insight", "take", str(number)])
    said = [one["body"] for one in hub.comments if one["issue_url"].endswith(f"/{number}")]
    return code, unescape(said[-1])


def file_of(begun: Office, hub: Hub, path: str, branch: str = "") -> str:
    place = f"{branch or hub.proposals[-1].branch}:{path}"
    return begun.git.git("--git-dir", str(hub.bare), "show", place) + "\n"


def test_typed_numbers_go_to_a_pull_request_of_their_month(
    asked: tuple[Office, Hub], bot: Path
) -> None:
    begun, hub = asked
    code, said = take_form(hub, bot, begun.people["pengelola"])

    assert code == 1
    (proposal,) = hub.proposals
    assert proposal.branch == f"naskah/insight-2026-11-{FIRST}"
    assert not proposal.draft
    assert proposal.body.startswith(f"Closes #{FIRST}\n")
    typed = file_of(begun, hub, TYPED)
    assert "      pengikut_akhir: 12.900\n" in typed
    assert "        tayangan: 1.200\n" in typed
    assert "jangkauan: –" not in typed
    changed = begun.git.git("--git-dir", str(hub.bare), "diff", "--name-only", "main",
                            proposal.branch)  # fmt: skip
    assert changed.splitlines() == [TYPED]
    message = begun.git.git("--git-dir", str(hub.bare), "log", "-1", "--format=%B", proposal.branch)
    assert f"\nCloses #{FIRST}\n" in message
    assert f"Co-authored-by: pengelola <{begun.people['pengelola'].address}>" in message

    assert "Masuk ke usulan #1." in said
    assert "Diketik: 1 angka akun" in said
    assert "Angka unggahan: 1 baris" in said
    assert "Isian “Kunjungan profil”: “1.23”" in said
    assert "Angka unggahan, baris 3, kolom “alamat”" in said
    assert "Akun: Pengikut awal bulan, Jangkauan akun, " in said
    assert "https://www.instagram.com/p/C7/: jangkauan, " in said
    assert "Belum ada angka November 2026: Facebook, TikTok, X (Twitter), YouTube." in said


def test_forms_of_a_month_share_a_pull_request(asked: tuple[Office, Hub], bot: Path) -> None:
    begun, hub = asked
    take_form(hub, bot, begun.people["pengelola"])
    follow(begun, bot)
    code, said = take_form(hub, bot, begun.people["kepala"], platform="x", unggahan="",
                           kunjungan_profil="7")  # fmt: skip
    assert code == 0
    assert len(hub.proposals) == 1
    assert "Masuk ke usulan #1." in said
    typed = file_of(begun, hub, TYPED)
    assert typed.index("  instagram:\n") < typed.index("  x:\n")
    take_form(hub, bot, begun.people["kepala"], bulan="2026-10")
    assert [one.branch for one in hub.proposals][1:] == [f"naskah/insight-2026-10-{FIRST + 2}"]


def test_a_form_is_taken_once(asked: tuple[Office, Hub], bot: Path) -> None:
    begun, hub = asked
    take_form(hub, bot, begun.people["pengelola"])
    for _ in range(2):
        assert main(["-C", str(bot), "insight", "take", str(FIRST)]) == 1
    # A run that was cut before it opened the pull request is taken up.
    tip = begun.git.git("--git-dir", str(hub.bare), "rev-parse", hub.proposals.pop().branch)
    assert main(["-C", str(bot), "insight", "take", str(FIRST)]) == 1
    (proposal,) = hub.proposals
    assert begun.git.git("--git-dir", str(hub.bare), "rev-parse", proposal.branch) == tip

    hub.merge(proposal, begun.people["kepala"])
    follow(begun, bot)
    assert main(["-C", str(bot), "insight", "take", str(FIRST)]) == 1
    assert len(hub.proposals) == 1
    assert "sudah ada pada cabang utama" in hub.comments[-1]["body"]


def test_remarks_in_the_typed_file_stay(asked: tuple[Office, Hub], bot: Path) -> None:
    begun, hub = asked
    notes = NOTES.replace('"12,9 rb"', '"12,9 rb"  # dari tangkapan layar')
    begun.git.commit({TYPED: notes}, begun.people["kepala"])
    hub.push("main", begun.people["kepala"])
    follow(begun, bot)
    take_form(hub, bot, begun.people["pengelola"], pengikut_akhir="13 rb")
    typed = file_of(begun, hub, TYPED)
    assert typed.startswith("# Catatan sendiri.\n# dari tangkapan layar\nbulan: 2026-11\n")
    assert "pengikut_akhir: 13.000\n" in typed
    assert "jangkauan: 1.234\n" in typed


def test_an_attached_export_is_read_by_its_columns(
    asked: tuple[Office, Hub], bot: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, hub = asked
    with stored() as store:
        monkeypatch.setenv("GITHUB_SERVER_URL", store.origin)
        monkeypatch.setattr("jdih.forge.assets.ORIGINS", {store.far})
        store.files = {1: (EXPORTS / "instagram.csv").read_bytes()}
        # A private repository's file, which GitHub gives nobody but a browser.
        store.moods = {2: 404}
        links = f"[ekspor.csv]({store.file(1)})\n[kedua.csv]({store.file(2)})"
        code, said = take_form(hub, bot, begun.people["pengelola"], ekspor=links)
    assert code == 1
    assert "tayangan: 1.160\n" in file_of(begun, hub, IMPORTED)
    assert "ekspor.csv: 2 baris" in said
    assert "ekspor.csv, baris 3, kolom “Views”: “1.23”" in said
    assert "ekspor.csv: 1 baris bulan lain" in said
    assert "kedua.csv: GitHub menjawab 404. → Buka berkasnya, lalu tempelkan isinya" in said
    assert not [head for head in store.heads if "Authorization" in head]


def test_the_text_of_an_export_is_read_too(asked: tuple[Office, Hub], bot: Path) -> None:
    begun, hub = asked
    text = (EXPORTS / "instagram.csv").read_text(encoding="utf-8")
    _, said = take_form(hub, bot, begun.people["pengelola"], ekspor=text)
    assert "teks pada Ekspor platform: 2 baris" in said
    assert "suka: 95\n" in file_of(begun, hub, IMPORTED)


def test_a_branch_that_leads_elsewhere_is_not_followed(
    asked: tuple[Office, Hub], bot: Path, tmp_path: Path
) -> None:
    begun, hub = asked
    begun.git.branch("naskah/insight-2026-11-9")
    (begun.root / "drafts").mkdir(exist_ok=True)
    (begun.root / "drafts" / "insight").symlink_to(tmp_path)
    begun.git.commit({}, begun.people["pengelola"])
    hub.push("naskah/insight-2026-11-9", begun.people["pengelola"])
    hub.open("naskah/insight-2026-11-9", begun.people["pengelola"])
    begun.git.switch("main")
    before = sorted(path.name for path in tmp_path.iterdir())
    take_form(hub, bot, begun.people["pengelola"])
    assert "tayangan: 1.200\n" in file_of(begun, hub, TYPED)
    assert sorted(path.name for path in tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("answers", "saying"),
    [
        ({"bulan": "../../2026-11"}, "bukan bulan"),
        ({"bulan": "2099-01"}, "belum dimulai"),
        ({"platform": "threads @semua"}, "tidak ada"),
        ({"pengikut_akhir": "", "jangkauan": "", "kunjungan_profil": "",
          "unggahan": "alamat; tanggal; tayangan"}, "tidak memuat angka"),
    ],
)  # fmt: skip
def test_a_form_that_cannot_be_taken_is_answered(
    asked: tuple[Office, Hub], bot: Path, answers: dict[str, str], saying: str
) -> None:
    begun, hub = asked
    code, said = take_form(hub, bot, begun.people["pengelola"], **answers)
    assert code == 2
    assert saying in said
    assert "@semua" not in hub.comments[-1]["body"]
    assert hub.proposals == []


def test_who_holds_no_office_fills_in_nothing(asked: tuple[Office, Hub], bot: Path) -> None:
    begun, hub = asked
    stranger = Person("tamu", 999, begun.people["kepala"].key)
    code, said = take_form(hub, bot, stranger)
    assert code == 2
    assert "tidak sedang memegang jabatan" in said


def test_bad_rows_alone_bring_nothing(asked: tuple[Office, Hub], bot: Path) -> None:
    begun, hub = asked
    code, said = take_form(hub, bot, begun.people["pengelola"], pengikut_akhir="banyak",
                           unggahan="tayangan\n5")  # fmt: skip
    assert code == 1
    assert said.partition("\n")[2].startswith("Tidak ada angka yang masuk.")
    assert "harus menyebut nama kolom" in said
    assert hub.proposals == []


def test_numbers_alone_pass_the_gate_and_every_command(
    asked: tuple[Office, Hub], bot: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """They ask for no decision, keep nothing back, and publish nothing."""
    begun, hub = asked
    take_form(hub, bot, begun.people["pengelola"])
    at = ("-C", str(bot))
    assert main([*at, "verify", "--rev", "main", "--usulan", "semua", "--lapor"]) == 0
    assert hub.statuses[-1]["state"] == "success"
    assert "tidak mengubah naskah" in hub.comments[-1]["body"]
    assert main([*at, "submit", "--usulan"]) == 0
    assert main([*at, "publish"]) == 0
    begun.git.clock = int(time.time())
    hub.merge(hub.proposals[0], begun.people["kepala"])
    follow(begun, bot)
    capsys.readouterr()
    assert main([*at, "check"]) == 0
    assert main([*at, "publish"]) == 0
    out = capsys.readouterr().out
    assert "tidak ada yang baru" in out
    assert "Ditahan" not in out
    assert main([*at, "audit"]) == 0
    assert show(bot) == 0
