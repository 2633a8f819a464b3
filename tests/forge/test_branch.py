"""Plain Git as proof: real repositories, real keys, real merges."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from copy import copy
from dataclasses import replace
from pathlib import Path

import pytest

from jdih.errors import JdihError
from jdih.forge.branch import BranchFacts
from jdih.forge.facts import judge_documents
from jdih.forge.witness import Nobody
from jdih.model.sop import Sop
from jdih.model.tree import Tree
from jdih.model.unit import Unit
from jdih.model.verdict import State, Verdict
from jdih.reading.corpus import read_corpus
from jdih.reading.schema import read_schemas
from jdih.reading.unit import IMPORT_PATH, UNIT_PATH, read_imports, read_unit
from jdih.repository.history import read_history
from jdih.rules.engine import read_sops
from jdih.workflow.digest import sidik
from tests.signing import Branching, Person, person
from tests.trees import lay_office

OLD = "content/konten/2026/hak-atas-informasi/index.md"
ITEM = "content/konten/2026/baru/index.md"
CAPTION = "content/konten/2026/baru/takarir/instagram.md"
DRAFT = "drafts/baru/index.md"
SOP = "content/sop/uji-1.md"
PAGE = "content/index.md"
HEADER = "---\ntipe: konten\nid: 2026-b4ru2\njudul: Baru\nsop: uji-1\n---\n\n"
FAR = 60 * 60 * 24 * 30


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Person]:
    keys = tmp_path_factory.mktemp("keys")
    names = ("kepala", "pelaksana-harian", "pengelola", "penyunting", "tamu")
    return {name: person(keys, name, 100 + at) for at, name in enumerate(names)}


class Desk:
    """An office that has begun, and what the gate says of its documents."""

    def __init__(self, root: Path, people: dict[str, Person]) -> None:
        self.people = people
        self.head = people["kepala"]
        self.acting = people["pelaksana-harian"]
        self.clerk = people["pengelola"]
        self.editor = people["penyunting"]
        self.guest = people["tamu"]
        self.git = Branching(root)
        lay_office(root)
        self.unit = (root / UNIT_PATH).read_text(encoding="utf-8")
        self.start = self.git.commit({UNIT_PATH: self.settings()}, address="old@example.invalid")
        self.schemas = read_schemas(self.git.repository.tree("main", "site_config"))
        listed = {path: verdict.digest for path, verdict in self.judge().items()}
        lines = "".join(f"  {path}: {digest}\n" for path, digest in listed.items())
        self.begun = self.git.commit(
            {UNIT_PATH: self.settings(self.start), IMPORT_PATH: f"daftar:\n{lines}"},
            address="old@example.invalid",
        )

    def settings(self, start: str = "", **more: Person) -> str:
        """Return unit.yml with this office's holders, and one more for each office named."""
        text = self.unit
        holders = {
            "kepala": [(self.head, ""), (self.acting, "2026-09-30")],
            "pengelola": [(self.clerk, "")],
        }
        for office, holder in more.items():
            holders[office].append((holder, ""))
        for office, entries in holders.items():
            before, kode, after = text.partition(f"kode: {office}\n")
            lines = "".join(_holder(holder, until) for holder, until in entries)
            text = before + kode + after.replace("pemegang: []\n", f"pemegang:\n{lines}", 1)
        return text + (f"mulai: {start}\n" if start else "")

    def propose(self, files: dict[str, str | None], by: Person | None = None) -> str:
        """Commit `files` on a new branch as `by` (the editor) and return the branch."""
        name = f"usulan-{self.git.clock}"
        self.git.branch(name)
        self.git.commit(files, by or self.editor)
        return name

    def approve(self, files: dict[str, str | None], by: Person | None = None) -> str:
        """Merge a proposal of `files`, signed by the head, and return the merge."""
        return self.git.merge(self.propose(files, by), by=self.head)

    def facts(self) -> BranchFacts:
        history = read_history(self.git.repository, "main")
        return BranchFacts(self.git.repository, history, self._unit, self._sops, Nobody())

    def judge(self) -> Mapping[str, Verdict]:
        tree = self.git.repository.tree("main")
        documents = read_corpus(tree, self.schemas).documents
        published = [document for document in documents if not document.draft]
        listed, _ = read_imports(tree)
        verdicts = judge_documents(self.facts(), published, listed)
        for document, verdict in zip(published, verdicts, strict=True):
            assert verdict.digest == sidik(document.digests)
        return {verdict.path: verdict for verdict in verdicts}

    def of(self, path: str = ITEM) -> Verdict:
        return self.judge()[path]

    def held(self, saying: str, path: str = ITEM, fallback: str = "") -> None:
        verdict = self.of(path)
        assert (verdict.state, verdict.fallback) == (State.HELD, fallback), verdict.reason
        assert saying in verdict.reason

    def approved(self, commit: str, path: str = ITEM) -> Verdict:
        verdict = self.of(path)
        assert (verdict.state, verdict.commit, verdict.reason) == (State.APPROVED, commit, "")
        return verdict

    def _unit(self, tree: Tree) -> Unit | None:
        return read_unit(tree, self.schemas).unit

    def _sops(self, tree: Tree) -> Mapping[str, Sop]:
        return read_sops(tree, self.schemas, 450)


def _holder(who: Person, until: str) -> str:
    lines = [f"akun: {who.account}", f"id: {who.number}", f"kunci: [{who.public}]"]
    lines += ["sejak: 2026-01-01"]
    lines += [f"sampai: {until}", "sebutan: Plh.", "dasar: SP-7"] if until else []
    return "      - " + "\n        ".join(lines) + "\n"


def _item(text: str = "satu") -> dict[str, str | None]:
    return {ITEM: HEADER + text + "\n", CAPTION: "takarir\n"}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, people: dict[str, Person]) -> Desk:
    return Desk(tmp_path_factory.mktemp("template") / "office", people)


@pytest.fixture
def desk(tmp_path: Path, template: Desk) -> Desk:
    """Give each test a repository of its own: a copy is faster than the same commits again."""
    root = tmp_path / "office"
    shutil.copytree(template.git.root, root)
    desk = copy(template)
    desk.git = copy(template.git)
    desk.git.root = root
    return desk


# --- imported --------------------------------------------------------------------------------


def test_what_was_there_at_the_start_is_imported(desk: Desk) -> None:
    verdicts = desk.judge()

    assert {verdict.state for verdict in verdicts.values()} == {State.IMPORTED}
    assert {verdict.commit for verdict in verdicts.values()} == {desk.start}
    assert len(verdicts) == 6


def test_before_the_start_only_what_is_listed_is_imported(desk: Desk) -> None:
    desk.git.git("reset", "--quiet", "--hard", desk.start)
    merge = desk.approve(_item())
    digest = desk.of(OLD).digest
    desk.git.commit({IMPORT_PATH: f"daftar:\n  {OLD}: {digest}\n"})

    assert not desk.facts().begun
    assert desk.of(OLD).state is State.IMPORTED
    desk.held("belum mulai menuntut persetujuan")
    assert desk.of().commit == merge


def test_a_listed_item_that_was_not_there_at_the_start_is_refused(desk: Desk) -> None:
    desk.git.commit(_item(), desk.editor)
    listed = (desk.git.root / IMPORT_PATH).read_text(encoding="utf-8")
    desk.git.commit({IMPORT_PATH: f"{listed}  {ITEM}: {desk.of().digest}\n"}, desk.editor)

    desk.held("belum ada pada commit `mulai`")


def test_imported_content_that_changes_falls_back(desk: Desk) -> None:
    desk.git.commit({OLD: HEADER + "diubah\n"}, desk.editor)

    desk.held("langsung ke cabang utama", OLD, fallback=desk.start)
    assert desk.of(PAGE).state is State.IMPORTED


def test_imported_content_that_is_restored_is_imported_again(desk: Desk) -> None:
    before = (desk.git.root / OLD).read_text(encoding="utf-8")
    desk.git.commit({OLD: HEADER + "diubah\n"}, address="nobody@example.invalid")
    desk.git.commit({OLD: before}, address="nobody@example.invalid")

    assert desk.of(OLD).state is State.IMPORTED


def test_a_start_outside_the_branch_stops_everything(desk: Desk) -> None:
    desk.git.git("switch", "--quiet", "--orphan", "lain")
    other = desk.git.commit({"x": "1"})
    desk.git.switch("main")
    desk.git.git("reset", "--quiet", "--hard", desk.start)
    desk.git.commit({UNIT_PATH: desk.settings(other)})

    with pytest.raises(JdihError, match="tidak ada pada cabang utama"):
        desk.facts()


# --- approved --------------------------------------------------------------------------------


def test_a_merge_signed_by_the_deciding_office_approves(desk: Desk) -> None:
    merge = desk.approve(_item())

    approval = desk.approved(merge).approval

    assert approval is not None
    assert (approval.office, approval.title) == ("kepala", "Kepala Unit")
    assert (approval.commit, approval.evidence) == (merge, "tanda-tangan")
    assert approval.time.endswith("+07:00")
    assert {verdict.state for verdict in desk.judge().values()} == {
        State.APPROVED,
        State.IMPORTED,
    }


def test_an_acting_officer_approves_while_the_order_lasts(desk: Desk) -> None:
    merge = desk.git.merge(desk.propose(_item()), by=desk.acting)

    approval = desk.approved(merge).approval

    assert approval is not None
    assert (approval.title, approval.basis) == ("Plh. Kepala Unit", "SP-7")


def test_an_item_written_in_drafts_and_moved_is_approved(desk: Desk) -> None:
    branch = desk.propose({DRAFT: HEADER + "satu\n"})
    desk.git.git("mv", "drafts/baru", "content/konten/2026/baru")
    desk.git.commit({}, desk.clerk)

    desk.approved(desk.git.merge(branch, by=desk.head))


def test_later_merges_of_other_documents_keep_the_approval(desk: Desk) -> None:
    merge = desk.approve(_item())
    desk.approve({"content/konten/2026/lain/index.md": HEADER.replace("b4ru2", "l41nn")})
    desk.git.commit({"README.md": "x", PAGE: "---\ntipe: halaman\njudul: J\n---\n"}, desk.editor)

    desk.approved(merge)


def test_a_merge_with_strategy_ours_changes_nothing(desk: Desk) -> None:
    merge = desk.approve(_item())
    branch = desk.propose({ITEM: HEADER + "dua\n"})
    desk.git.merge(branch, by=desk.guest, sign=False, options=("--strategy=ours",))

    desk.approved(merge)


def test_a_proposal_updated_from_main_is_approved(desk: Desk) -> None:
    branch = desk.propose(_item())
    desk.git.switch("main")
    desk.approve({"content/konten/2026/lain/index.md": HEADER.replace("b4ru2", "l41nn")})
    desk.git.switch(branch)
    desk.git.git("merge", "--quiet", "--no-ff", "-m", "update", "main", by=desk.head)

    desk.approved(desk.git.merge(branch, by=desk.head))


def test_a_signed_commit_names_its_writer_whatever_the_address(desk: Desk) -> None:
    desk.git.branch("usulan")
    desk.git.commit(_item(), desk.clerk, address="kantor@example.invalid", sign=True)

    desk.approved(desk.git.merge("usulan", by=desk.head))


def test_what_github_commits_for_a_writer_is_the_writers(desk: Desk) -> None:
    desk.git.branch("usulan")
    desk.git.write(_item())
    desk.git.git("add", "--all")
    web = ("-c", "user.name=GitHub", "-c", "user.email=noreply@github.com")
    author = f"--author=sample <{desk.editor.address}>"
    desk.git.git(*web, "commit", "--quiet", author, "-m", "web", address="noreply@github.com")

    desk.approved(desk.git.merge("usulan", by=desk.head))


def test_a_legal_document_is_decided_by_the_offices_of_unit_yml(desk: Desk) -> None:
    path = "content/dokumen/peraturan/uu-14-2008/index.md"
    text = (desk.git.root / path).read_text(encoding="utf-8")
    merge = desk.approve({path: text + "\nTambahan.\n"})

    desk.approved(merge, path)


# --- refused ---------------------------------------------------------------------------------


def test_an_unsigned_merge_proves_nothing(desk: Desk) -> None:
    desk.git.merge(desk.propose(_item()), by=desk.head, sign=False)

    desk.held("Tanpa tanda tangan")


def test_a_direct_commit_is_refused_even_signed(desk: Desk) -> None:
    desk.git.commit(_item(), desk.head, sign=True)

    desk.held("langsung ke cabang utama")


def test_a_merge_before_the_start_approves_nothing(desk: Desk) -> None:
    desk.git.git("reset", "--quiet", "--hard", desk.start)
    desk.approve(_item())
    desk.git.commit({UNIT_PATH: desk.settings(desk.start)}, desk.clerk)

    desk.held("sebelum unit menetapkan `mulai`")


def test_a_fast_forward_is_no_merge(desk: Desk) -> None:
    branch = desk.propose(_item())
    desk.git.switch("main")
    desk.git.git("merge", "--quiet", "--ff-only", branch)

    desk.held("langsung ke cabang utama")


def test_the_author_cannot_approve(desk: Desk) -> None:
    desk.git.merge(desk.propose(_item(), by=desk.head), by=desk.head)

    desk.held("ikut menulis versi ini")


def test_an_acting_author_cannot_approve_either(desk: Desk) -> None:
    desk.git.merge(desk.propose(_item(), by=desk.acting), by=desk.acting)

    desk.held("ikut menulis versi ini")


def test_the_author_of_the_draft_cannot_approve(desk: Desk) -> None:
    branch = desk.propose({DRAFT: HEADER + "satu\n"}, by=desk.head)
    desk.git.git("mv", "drafts/baru", "content/konten/2026/baru")
    desk.git.commit({}, desk.clerk)
    desk.git.merge(branch, by=desk.head)

    desk.held("ikut menulis versi ini")


def test_the_author_of_a_draft_merged_earlier_cannot_approve(desk: Desk) -> None:
    desk.git.merge(desk.propose({DRAFT: HEADER + "satu\n"}, by=desk.head), by=desk.acting)
    branch = desk.propose({})
    desk.git.git("mv", "drafts/baru", "content/konten/2026/baru")
    desk.git.commit({}, desk.clerk)
    desk.git.merge(branch, by=desk.head)

    desk.held("ikut menulis versi ini")


def test_the_author_of_a_copied_draft_cannot_approve(desk: Desk) -> None:
    desk.git.merge(desk.propose({DRAFT: HEADER + "satu\n"}, by=desk.head), by=desk.acting)
    desk.approve({ITEM: HEADER + "satu\n"}, by=desk.clerk)

    desk.held("ikut menulis versi ini")


def test_a_coauthor_cannot_approve(desk: Desk) -> None:
    desk.git.branch("usulan")
    message = f"naskah\n\nCo-authored-by: Kepala <{desk.head.address}>"
    desk.git.commit(_item(), desk.editor, message=message)
    desk.git.merge("usulan", by=desk.head)

    desk.held("ikut menulis versi ini")


def test_a_committer_cannot_approve(desk: Desk) -> None:
    desk.git.branch("usulan")
    desk.git.write(_item())
    desk.git.git("add", "--all")
    author = f"--author=sample <{desk.editor.address}>"
    desk.git.git("commit", "--quiet", author, "-m", "naskah", by=desk.head)
    desk.git.merge("usulan", by=desk.head)

    desk.held("ikut menulis versi ini")


def test_a_signer_under_another_address_is_still_the_author(desk: Desk) -> None:
    desk.git.branch("usulan")
    desk.git.commit(_item(), desk.head, address=desk.editor.address, sign=True)
    desk.git.merge("usulan", by=desk.head)

    desk.held("ikut menulis versi ini")


def test_an_author_whose_push_was_refused_cannot_approve_it_later(desk: Desk) -> None:
    desk.git.commit(_item(), desk.head)
    desk.approve({CAPTION: "dibetulkan\n"})

    desk.held("ikut menulis versi ini")


@pytest.mark.parametrize(
    "address",
    [
        "nama@kantor.example",
        "kepala@users.noreply.github.com",
        "103+penyunting@users.noreply.github.com.example",
        "103+penyunting@users-noreply.github.com",
        "103+penyunting@users.noreply.github.com\u200b",
        "\uff11\uff10\uff13+penyunting@users.noreply.github.com",
        "0103+penyunting@users.noreply.github.com",
        "999+kepala@users.noreply.github.com",
        "999+KEPALA@users.noreply.github.com",
        "+penyunting@users.noreply.github.com",
        "noreply@github.com",
    ],
)
def test_an_address_that_names_nobody_closes_the_gate(desk: Desk, address: str) -> None:
    desk.git.branch("usulan")
    desk.git.commit(_item(), address=address)
    desk.git.merge("usulan", by=desk.head)

    desk.held("Penulis tidak dapat dikenali")


def test_an_unknown_key_proves_nothing(desk: Desk) -> None:
    desk.git.merge(desk.propose(_item()), by=desk.guest)

    desk.held("tidak terdaftar")


def test_an_official_by_name_and_address_only_proves_nothing(desk: Desk) -> None:
    imposter = Person(desk.head.account, desk.head.number, desk.guest.key)
    desk.git.merge(desk.propose(_item()), by=imposter)

    desk.held("tidak terdaftar")


def test_an_office_that_may_not_decide_is_refused(desk: Desk) -> None:
    desk.git.merge(desk.propose(_item()), by=desk.clerk)

    desk.held("tidak memegang jabatan yang berwenang memutuskan konten. Yang berwenang: Kepala")


def test_an_acting_officer_whose_order_has_ended_is_refused(desk: Desk) -> None:
    branch = desk.propose(_item())
    desk.git.clock += FAR
    desk.git.merge(branch, by=desk.acting)

    desk.held("tidak sedang memegang jabatan Kepala Unit")


def test_setting_the_clock_back_revives_no_office(desk: Desk) -> None:
    desk.git.clock += FAR
    branch = desk.propose(_item())
    desk.git.clock -= FAR
    desk.git.merge(branch, by=desk.acting)

    desk.held("tidak sedang memegang jabatan Kepala Unit")


def test_content_changed_in_the_merge_itself_is_refused(desk: Desk) -> None:
    desk.git.merge(desk.propose(_item()), by=desk.head, then={ITEM: HEADER + "lain\n"})

    desk.held("berbeda dari isi usulan")


def test_who_changed_it_in_the_merge_is_an_author_from_then_on(desk: Desk) -> None:
    desk.git.merge(desk.propose(_item()), by=desk.head, then={ITEM: HEADER + "lain\n"})
    desk.approve({CAPTION: "dibetulkan\n"})

    desk.held("ikut menulis versi ini")


def test_a_file_added_in_the_merge_itself_is_refused(desk: Desk) -> None:
    extra = CAPTION.replace("instagram", "x")
    desk.git.merge(desk.propose(_item()), by=desk.head, then={extra: "selundupan\n"})

    desk.held("berbeda dari isi usulan")


def test_a_file_dropped_in_the_merge_itself_is_refused(desk: Desk) -> None:
    desk.git.merge(desk.propose(_item()), by=desk.head, then={CAPTION: None})

    desk.held("berbeda dari isi usulan")


def test_what_two_sides_made_of_one_item_was_seen_by_nobody(desk: Desk) -> None:
    merge = desk.approve(_item())
    branch = desk.propose({CAPTION: "dari usulan\n"})
    desk.git.switch("main")
    second = desk.approve({ITEM: HEADER + "dari main\n"})
    desk.git.merge(branch, by=desk.head)

    assert merge != second
    desk.held("berbeda dari isi usulan", fallback=second)


def test_an_old_version_taken_from_the_side_has_no_author(desk: Desk) -> None:
    desk.approve(_item("satu"))
    branch = desk.propose({"README.md": "x"})
    desk.git.switch("main")
    second = desk.approve({ITEM: HEADER + "dua\n"})
    desk.git.merge(branch, by=desk.head, then={ITEM: HEADER + "satu\n"})

    desk.held("Tidak ada commit dalam usulan", fallback=second)


def test_an_octopus_merge_is_refused(desk: Desk) -> None:
    first = desk.propose(_item())
    second = desk.propose({"drafts/x/index.md": "x"})
    desk.git.git("rebase", "--quiet", "--onto", "main", first, second, by=desk.editor)
    desk.git.merge(first, second, by=desk.head)

    desk.held("beberapa cabang sekaligus")


def test_a_repository_that_lies_about_signatures_is_not_believed(desk: Desk) -> None:
    desk.git.git("config", "gpg.ssh.program", "/bin/true")
    signers = desk.git.root.parent / "signers"
    signers.write_text(f"* {desk.guest.public}\n", encoding="ascii")
    desk.git.git("config", "gpg.ssh.allowedSignersFile", str(signers))
    branch = desk.propose(_item())
    desk.git.git("config", "--unset", "gpg.ssh.program")
    desk.git.merge(branch, by=desk.guest)
    desk.git.git("config", "gpg.ssh.program", "/bin/true")

    desk.held("tidak terdaftar")


# --- later changes ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "files",
    [
        {ITEM: HEADER + "dua\n"},
        {CAPTION: "takarir lain\n"},
        {CAPTION: None},
        {CAPTION.replace("instagram", "x"): "baru\n"},
    ],
    ids=["text", "caption", "caption removed", "caption added"],
)
def test_a_later_change_of_one_file_undoes_the_approval(
    desk: Desk, files: dict[str, str | None]
) -> None:
    merge = desk.approve(_item())
    desk.git.merge(desk.propose(files), by=desk.head, sign=False)

    desk.held("Tanpa tanda tangan", fallback=merge)


def test_a_renamed_item_falls_back_to_where_it_was(desk: Desk) -> None:
    merge = desk.approve(_item())
    desk.git.git("mv", "content/konten/2026/baru", "content/konten/2026/pindah")
    desk.git.commit({}, desk.editor)
    moved = ITEM.replace("baru", "pindah")

    desk.held("langsung ke cabang utama", moved, fallback=merge)
    assert desk.of(moved).id == "2026-b4ru2"


def test_an_approved_move_is_approved(desk: Desk) -> None:
    desk.approve(_item())
    branch = desk.propose({})
    desk.git.git("mv", "content/konten/2026/baru", "content/konten/2026/pindah")
    desk.git.commit({}, desk.editor)
    merge = desk.git.merge(branch, by=desk.head)

    desk.approved(merge, ITEM.replace("baru", "pindah"))


def test_a_copy_under_the_same_id_does_not_hold_the_original(desk: Desk) -> None:
    merge = desk.approve(_item())
    copy = ITEM.replace("baru", "salinan")
    desk.git.commit({copy: HEADER + "satu\n"}, desk.guest)

    desk.approved(merge)
    desk.held("langsung ke cabang utama", copy)


def test_a_copy_at_the_old_place_does_not_hold_what_moved(desk: Desk) -> None:
    desk.approve(_item())
    branch = desk.propose({})
    desk.git.git("mv", "content/konten/2026/baru", "content/konten/2026/pindah")
    desk.git.commit({}, desk.editor)
    merge = desk.git.merge(branch, by=desk.head)
    desk.git.commit({ITEM: HEADER + "salinan\n"}, desk.guest)

    desk.approved(merge, ITEM.replace("baru", "pindah"))


def test_a_refused_change_can_be_proposed_again(desk: Desk) -> None:
    first = desk.approve(_item())
    desk.git.commit({ITEM: HEADER + "dua\n"}, desk.editor)
    desk.held("langsung ke cabang utama", fallback=first)

    desk.approved(desk.approve({ITEM: HEADER + "tiga\n"}))


def test_one_broken_document_hides_no_other(desk: Desk) -> None:
    merge = desk.approve(_item())
    desk.git.commit({"content/konten/2026/rusak/index.md": "---\n\ttidak: [\n"}, desk.guest)
    desk.git.commit({OLD: "bukan dokumen\n"}, desk.guest)

    desk.approved(merge)


def test_a_name_that_is_not_utf8_holds_only_its_own_item(desk: Desk) -> None:
    merge = desk.approve(_item())
    branch = desk.propose({"content/konten/2026/lain/index.md": HEADER.replace("b4ru2", "l41nn")})
    odd = bytes(desk.git.root / "content/konten/2026/lain") + b"/\xff.md"
    Path(odd.decode("utf-8", "surrogateescape")).write_text("x", encoding="ascii")
    desk.git.commit({}, desk.editor)
    desk.git.merge(branch, by=desk.head)
    tree = desk.git.repository.tree("main")
    documents = read_corpus(tree, desk.schemas).documents
    (item,) = (document for document in documents if document.path == ITEM)
    digests = (*item.digests, ("\udcff.md", "0" * 64))
    other = replace(item, path="content/konten/2026/lain/index.md", digests=digests)

    first, second = judge_documents(desk.facts(), [other, item], {})

    assert (first.state, first.digest) == (State.HELD, "")
    assert "Sidik dokumen tidak dapat dihitung" in first.reason
    assert (second.state, second.commit) == (State.APPROVED, merge)


# --- the rules themselves --------------------------------------------------------------------


def test_an_office_granted_in_the_same_merge_counts_for_nothing(desk: Desk) -> None:
    branch = desk.propose({**_item(), UNIT_PATH: desk.settings(desk.start, kepala=desk.guest)})
    desk.git.merge(branch, by=desk.guest)

    desk.held("tidak terdaftar")


def test_an_office_pushed_past_the_gate_counts_for_nothing(desk: Desk) -> None:
    desk.git.commit({UNIT_PATH: desk.settings(desk.start, kepala=desk.guest)}, desk.guest)
    desk.git.merge(desk.propose(_item()), by=desk.guest)

    desk.held("tidak terdaftar")
    settings = desk.facts().settings
    assert settings is not None
    assert (settings.state, settings.fallback) == (State.HELD, desk.begun)
    assert "langsung ke cabang utama" in settings.reason


def test_an_office_granted_with_approval_counts_from_then_on(desk: Desk) -> None:
    merge = desk.approve({UNIT_PATH: desk.settings(desk.start, kepala=desk.guest)})
    second = desk.git.merge(desk.propose(_item()), by=desk.guest)

    desk.approved(second)
    settings = desk.facts().settings
    assert settings is not None
    assert (settings.state, settings.commit) == (State.APPROVED, merge)


def test_a_key_removed_later_leaves_old_approvals_standing(desk: Desk) -> None:
    merge = desk.git.merge(desk.propose(_item()), by=desk.acting)
    gone = desk.settings(desk.start).replace(desk.acting.public, desk.guest.public)
    desk.approve({UNIT_PATH: gone})

    desk.approved(merge)


def test_settings_that_were_broken_for_a_while_close_the_gate_then(desk: Desk) -> None:
    first = desk.approve(_item())
    desk.approve({UNIT_PATH: "nama: [\n"})
    branch = desk.propose({ITEM: HEADER + "dua\n"})
    desk.git.merge(branch, by=desk.head)
    documents = read_corpus(desk.git.repository.tree("main"), desk.schemas).documents

    verdicts = judge_documents(desk.facts(), [d for d in documents if d.path == ITEM], {})

    assert (verdicts[0].state, verdicts[0].fallback) == (State.HELD, first)
    assert "tidak terbaca" in verdicts[0].reason


def test_an_sop_pushed_past_the_gate_changes_no_decider(desk: Desk) -> None:
    text = (desk.git.root / SOP).read_text(encoding="utf-8")
    desk.git.commit({SOP: text.replace("pemutus: [kepala]", "pemutus: [pengelola]")}, desk.clerk)
    desk.git.merge(desk.propose(_item()), by=desk.clerk)

    desk.held("Yang berwenang: Kepala Unit")
    desk.held("langsung ke cabang utama", SOP, fallback=desk.start)
    desk.approved(desk.approve({ITEM: HEADER + "dua\n"}))


def test_an_sop_changed_with_approval_names_the_new_decider(desk: Desk) -> None:
    text = (desk.git.root / SOP).read_text(encoding="utf-8")
    merge = desk.approve({SOP: text.replace("pemutus: [kepala]", "pemutus: [pengelola]")})
    second = desk.git.merge(desk.propose(_item()), by=desk.clerk)

    desk.approved(merge, SOP)
    desk.approved(second)


def test_an_sop_that_nobody_approved_decides_nothing(desk: Desk) -> None:
    text = (desk.git.root / SOP).read_text(encoding="utf-8").replace("uji-1", "uji-2")
    desk.git.commit({"content/sop/uji-2.md": text.replace("kepala]", "pengelola]")}, desk.clerk)
    files = {path: (text or "").replace("uji-1", "uji-2") for path, text in _item().items()}
    desk.git.merge(desk.propose(dict(files)), by=desk.clerk)

    desk.held("SOP “uji-2” belum berlaku")
