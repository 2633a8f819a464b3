"""The door to Git, against real repositories."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from jdih.errors import JdihError
from jdih.repository.failures import GitFailed, RefMoved
from jdih.repository.git import Repository
from tests.gitrepo import commit, git, isolate, make_repo, snapshot, write

REF = "refs/jdih/lokal"
WIB = timezone(timedelta(hours=7))
WHEN = datetime(2026, 11, 2, 9, 30, tzinfo=WIB)


@pytest.fixture(autouse=True)
def _isolated(monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch)


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    path = make_repo(tmp_path / "office")
    commit(path, {"content/index.md": "one\n", "drafts/a/index.md": "draft\n"})
    return path


# Opening


def test_open_finds_the_top_from_a_sub_folder_and_from_a_file(repo: Path) -> None:
    for path in (repo, repo / "drafts" / "a", repo / "drafts" / "a" / "index.md"):
        assert Repository.open(path).root == repo.resolve()


def test_open_outside_a_repository_names_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(JdihError, match="Tidak ada repositori Git") as caught:
        Repository.open(tmp_path)
    assert "git clone" in caught.value.remedy


def test_open_of_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(JdihError, match="tidak ada"):
        Repository.open(tmp_path / "a" / "b")


def test_open_refuses_a_bare_repository(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--bare")
    with pytest.raises(JdihError, match="tidak memiliki berkas kerja"):
        Repository.open(tmp_path)


def test_open_of_somebody_elses_folder_names_the_remedy(
    repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(JdihError, match="milik pengguna lain") as caught:
        Repository.open(repo)
    assert "safe.directory" in caught.value.remedy


def test_what_a_hook_exports_does_not_turn_us_elsewhere(
    repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_repo(tmp_path / "other")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / "index"))
    monkeypatch.setenv("GIT_ICASE_PATHSPECS", "1")

    repository = Repository.open(repo)

    assert repository.root == repo.resolve()
    assert repository.head() is not None
    assert repository.clean()


def test_a_vanished_root_fails_instead_of_using_the_present_folder(
    repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = Repository.open(repo)
    repo.rename(tmp_path / "gone")
    monkeypatch.chdir(tmp_path / "gone")

    with pytest.raises(GitFailed):
        repository.run("status")


def test_without_git_the_remedy_is_to_install_it(repo: Path, tmp_path: Path) -> None:
    script = (
        "import sys\nfrom pathlib import Path\nfrom jdih.errors import JdihError\n"
        "from jdih.repository.git import Repository\n"
        "try:\n    Repository.open(Path(sys.argv[1]))\n"
        "except JdihError as error:\n    print(error.message, error.remedy)\n"
    )
    env = {"PATH": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", script, str(repo)],
        check=False,
        env=env,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Git tidak ditemukan" in done.stdout
    assert "apt install git" in done.stdout


# Asking


def test_a_failing_command_is_one_sentence(repo: Path) -> None:
    with pytest.raises(GitFailed, match=r"^Perintah “git show” gagal: fatal: [^\n]+$") as caught:
        Repository.open(repo).run("show", "nope")
    assert caught.value.status == 128


def test_bytes_go_in_and_out_untouched(repo: Path) -> None:
    data = b"\n\r\n\0\xff" * 100_000
    repository = Repository.open(repo)

    blob = repository.run("hash-object", "-w", "--stdin", stdin=data).decode().strip()

    assert repository.run("cat-file", "blob", blob) == data


@pytest.mark.parametrize(
    "rev", ["nope", "", "--all", "-h", "HEAD:content", "HEAD@{9}", "@{u}", "a..b", "x\0y", "x\ny"]
)
def test_what_is_no_commit_resolves_to_none(repo: Path, rev: str) -> None:
    assert Repository.open(repo).resolve(rev) is None


def test_resolve_and_head_give_full_ids(repo: Path) -> None:
    repository = Repository.open(repo)
    head = git(repo, "rev-parse", "HEAD")
    git(repo, "tag", "--annotate", "--message", "t", "v1")

    assert repository.head() == repository.resolve("main") == repository.resolve("v1") == head


def test_head_and_branch_of_a_repository_without_commits(tmp_path: Path) -> None:
    repository = Repository.open(make_repo(tmp_path))

    assert (repository.head(), repository.branch(), repository.branches()) == (None, "main", ())


def test_a_detached_head_is_on_no_branch(repo: Path) -> None:
    git(repo, "switch", "--quiet", "--detach")
    assert Repository.open(repo).branch() == ""


def test_tip_tells_an_absent_ref_from_a_damaged_one(repo: Path) -> None:
    repository = Repository.open(repo)
    assert repository.tip(REF) is None

    git(repo, "update-ref", REF, "HEAD")
    assert repository.tip(REF) == repository.head()

    for damage in ("", "1" * 40 + "\n", "garbage\n"):
        (repo / ".git" / REF).write_text(damage)
        with pytest.raises(JdihError, match=f"{REF} ada, tetapi rusak"):
            repository.tip(REF)


def test_a_ref_made_while_tip_asks_is_not_damaged(
    repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = Repository.open(repo)
    resolve = Repository.resolve

    def late(self: Repository, rev: str) -> str | None:
        found = resolve(self, rev)
        git(repo, "update-ref", REF, "HEAD")
        return found

    monkeypatch.setattr(Repository, "resolve", late)
    assert repository.tip(REF) == git(repo, "rev-parse", "HEAD")


def test_branches_are_local_and_remote_tracking_without_the_remotes_head(
    repo: Path, tmp_path: Path
) -> None:
    git(repo, "branch", "usul/infografis")
    git(tmp_path, "clone", "--quiet", str(repo), "clone")
    git(tmp_path / "clone", "branch", "z")

    assert Repository.open(tmp_path / "clone").branches() == (
        "refs/heads/main",
        "refs/heads/z",
        "refs/remotes/origin/main",
        "refs/remotes/origin/usul/infografis",
    )


def test_a_shallow_clone_is_named_with_its_remedy(repo: Path, tmp_path: Path) -> None:
    commit(repo, {"content/index.md": "two\n"})
    git(tmp_path, "clone", "--quiet", "--depth=1", repo.as_uri(), "clone")
    whole, part = Repository.open(repo), Repository.open(tmp_path / "clone")

    whole.require_whole()
    assert (whole.shallow, part.shallow) == (False, True)
    with pytest.raises(JdihError) as caught:
        part.require_whole()
    assert "git fetch --unshallow" in caught.value.remedy


def test_clean_sees_edits_and_untracked_files_but_not_ignored_ones(repo: Path) -> None:
    repository = Repository.open(repo)
    write(repo, {".git/info/exclude": "*.tmp\n", "a.tmp": ""})
    assert repository.clean()
    write(repo, {"drafts/baru/index.md": ""})
    assert not repository.clean()
    write(repo, {"drafts/baru/index.md": None, "content/index.md": "two\n"})
    assert not repository.clean()


def test_clean_ignores_what_the_user_set_for_status(repo: Path) -> None:
    git(repo, "config", "status.showUntrackedFiles", "no")
    write(repo, {"baru.md": ""})
    assert not Repository.open(repo).clean()


def test_a_tree_of_no_version_says_which(repo: Path) -> None:
    with pytest.raises(JdihError, match="“nope” tidak ada"):
        Repository.open(repo).tree("nope")


def test_a_lost_blob_is_named_and_the_next_read_works(repo: Path) -> None:
    commit(repo, {"content/b.md": "b\n"})
    repository = Repository.open(repo)
    tree = repository.tree("HEAD")
    lost = tree.identity("content/b.md")
    (repo / ".git" / "objects" / lost[:2] / lost[2:]).unlink()

    with pytest.raises(JdihError, match=lost):
        tree.read("content/b.md")
    assert tree.read("content/index.md") == b"one\n"


def test_replaced_objects_are_read_as_they_were_committed(repo: Path) -> None:
    blob = git(repo, "rev-parse", "HEAD:content/index.md")
    other = git(repo, "hash-object", "-w", "--stdin", stdin=b"forged\n")
    git(repo, "replace", blob, other)

    assert Repository.open(repo).tree("HEAD").read("content/index.md") == b"one\n"


def test_threads_may_share_a_tree(repo: Path) -> None:
    paths = {f"content/{number}.md": str(number) * 1000 for number in range(50)}
    commit(repo, paths)
    tree = Repository.open(repo).tree("HEAD")

    with ThreadPoolExecutor(8) as pool:
        read = list(pool.map(tree.read, list(paths) * 10))

    assert read == [text.encode() for text in paths.values()] * 10


# What changed


def test_changed_counts_commits_edits_and_untracked_files_since_the_fork(repo: Path) -> None:
    git(repo, "switch", "--quiet", "--create", "usul")
    commit(repo, {"drafts/a/index.md": "sunting\n"})
    git(repo, "switch", "--quiet", "main")
    commit(repo, {"content/main-only.md": "x\n"})
    git(repo, "switch", "--quiet", "usul")
    git(repo, "mv", "content/index.md", "content/beranda.md")
    odd = os.fsdecode(b"content/\xe9 \xc3\xa9.md")
    (repo / odd).write_bytes(b"")
    write(repo, {".git/info/exclude": "*.tmp\n", "content/x.tmp": ""})
    for setting in ("diff.noprefix", "diff.relative", "status.relativePaths"):
        git(repo, "config", setting, "true")

    assert Repository.open(repo / "drafts").changed("main") == tuple(
        sorted(["content/beranda.md", "content/index.md", "drafts/a/index.md", odd])
    )


def test_a_touched_but_equal_file_did_not_change(repo: Path) -> None:
    os.utime(repo / "content" / "index.md", (0, 0))
    assert Repository.open(repo).changed("HEAD") == ()


def test_changed_against_what_is_unknown_or_unrelated(repo: Path) -> None:
    git(repo, "switch", "--quiet", "--orphan", "asing")
    commit(repo, {"x": "x"})
    repository = Repository.open(repo)

    with pytest.raises(JdihError, match="“nope” tidak ada"):
        repository.changed("nope")
    with pytest.raises(JdihError, match="asal yang sama"):
        repository.changed("main")


# Writing past the work tree


def test_commit_files_builds_on_the_ref_and_leaves_everything_else(
    repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    write(repo, {"content/index.md": "edited\n", "baru.md": "", "content/staged.md": "s\n"})
    git(repo, "add", "content/staged.md")
    before, head = snapshot(repo), git(repo, "rev-parse", "HEAD")
    repository = Repository.open(repo)

    first = repository.commit_files(REF, {"2026/a.json": b"a\r\n"}, "satu", WHEN, None)
    second = repository.commit_files(REF, {"2026/b.json": b"\0"}, "dua", WHEN, first)

    assert snapshot(repo) == before
    assert repository.head() == head
    assert list(scratch.iterdir()) == []
    assert list((repo / ".git").glob("*.lock")) + list((repo / ".git").glob("*index.*")) == []
    assert repository.tip(REF) == second
    assert git(repo, "rev-list", "--parents", REF).splitlines() == [f"{second} {first}", first]
    tree = repository.tree(REF)
    assert {path: tree.read(path) for path in tree.entries} == {
        "2026/a.json": b"a\r\n",
        "2026/b.json": b"\0",
    }


def test_commit_files_has_its_own_identity_and_date_whatever_the_user_set(
    repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key, value in {
        "commit.gpgSign": "true",
        "gpg.program": "/bin/false",
        "i18n.commitEncoding": "ISO-8859-1",
        "core.autocrlf": "true",
        "core.splitIndex": "true",
    }.items():
        git(repo, "config", key, value)
    hook = repo / ".git" / "hooks" / "reference-transaction"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "someone@example.invalid")

    made = Repository.open(repo).commit_files(REF, {"a": b"a\r\n"}, "Catat “1/2026”", WHEN, None)

    assert git(repo, "cat-file", "commit", made).split("\n")[1:] == [
        "author Alur JDIH <register@jdih.invalid> 1793586600 +0700",
        "committer Alur JDIH <register@jdih.invalid> 1793586600 +0700",
        "",
        "Catat “1/2026”",
    ]


def test_the_same_commit_twice_is_the_same_commit(repo: Path, tmp_path: Path) -> None:
    other = make_repo(tmp_path / "other")
    made = [
        Repository.open(place).commit_files(REF, {"a": b"a"}, "m", WHEN, None)
        for place in (repo, other)
    ]
    assert made[0] == made[1]


def test_a_lost_race_raises_and_changes_nothing(repo: Path) -> None:
    repository = Repository.open(repo)
    first = repository.commit_files(REF, {"a": b"a"}, "m", WHEN, None)
    winner = repository.commit_files(REF, {"b": b"b"}, "m", WHEN, first)

    for expected in (None, first):
        with pytest.raises(RefMoved, match="ditulisi proses lain"):
            repository.commit_files(REF, {"c": b"c"}, "m", WHEN, expected)
    assert repository.tip(REF) == winner


def test_a_locked_ref_counts_as_moved_and_names_the_lock(repo: Path) -> None:
    repository = Repository.open(repo)
    first = repository.commit_files(REF, {"a": b"a"}, "m", WHEN, None)
    lock = repo / ".git" / f"{REF}.lock"
    lock.touch()

    with pytest.raises(RefMoved, match=r"lokal\.lock") as caught:
        repository.commit_files(REF, {"b": b"b"}, "m", WHEN, first)
    assert "hapus berkas .lock" in caught.value.remedy
    assert repository.tip(REF) == first
    assert lock.exists()


def test_another_failure_is_not_taken_for_a_race(repo: Path) -> None:
    repository = Repository.open(repo)
    with pytest.raises(GitFailed):
        repository.commit_files("refs/heads/a..b", {"a": b"a"}, "m", WHEN, None)
    with pytest.raises(ValueError, match="not every path"):
        repository.commit_files(REF, {"../a": b"a"}, "m", WHEN, None)
    assert repository.tip(REF) is None


def test_a_branch_that_is_checked_out_is_refused(repo: Path) -> None:
    repository, before = Repository.open(repo), snapshot(repo)
    with pytest.raises(JdihError, match="sedang dibuka"):
        repository.commit_files("refs/heads/main", {"a": b"a"}, "m", WHEN, repository.head())
    assert snapshot(repo) == before


def test_a_time_without_zone_is_refused(repo: Path) -> None:
    naive = datetime(2026, 11, 2, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(ValueError, match="zone"):
        Repository.open(repo).commit_files(REF, {"a": b"a"}, "m", naive, None)


# Writing as the user


def test_create_branch_stays_where_it_is_and_never_moves_a_branch(repo: Path) -> None:
    repository = Repository.open(repo)
    first = repository.head()
    repository.create_branch("usul/x", "main")
    commit(repo, {"content/index.md": "two\n"})

    assert (repository.branch(), repository.resolve("usul/x")) == ("main", first)
    with pytest.raises(JdihError, match="sudah ada"):
        repository.create_branch("usul/x", "main")
    with pytest.raises(GitFailed):
        repository.create_branch("a b", "main")
    assert repository.resolve("usul/x") == first

    repository.switch("usul/x")
    assert repository.branch() == "usul/x"


def test_move_and_commit_take_an_item_to_its_place_with_its_untracked_files(repo: Path) -> None:
    repository = Repository.open(repo)
    write(repo, {"drafts/a/01-a.png": b"png", "content/index.md": "edited\n", "lain.md": "l\n"})
    git(repo, "add", "lain.md")

    repository.move("drafts/a", "content/konten/2026/a")
    made = repository.commit(["drafts/a", "content/konten/2026/a"], "Konten: a\n\n# tetap")

    assert made == repository.head()
    assert git(repo, "show", "--name-status", "--no-renames", "--format=%an%n%B", made).split(
        "\n"
    ) == [
        "pengelola",
        "Konten: a",
        "",
        "# tetap",
        "",
        "",
        "A\tcontent/konten/2026/a/01-a.png",
        "A\tcontent/konten/2026/a/index.md",
        "D\tdrafts/a/index.md",
    ]
    # What was staged or edited beside it is as it was.
    assert git(repo, "status", "--porcelain").split("\n") == [" M content/index.md", "A  lain.md"]


def test_commit_takes_names_literally(repo: Path) -> None:
    write(repo, {"content/[ab]*.md": "1", "content/a.md": "1", "content/-x.md": "1"})
    repository = Repository.open(repo)

    repository.commit(["content/[ab]*.md", "content/-x.md"], "harfiah")

    assert git(repo, "show", "--name-only", "--format=", "HEAD").split("\n") == [
        "content/-x.md",
        "content/[ab]*.md",
    ]
    assert git(repo, "status", "--porcelain") == "?? content/a.md"


def test_a_commit_that_fails_leaves_the_index_as_it_was(repo: Path) -> None:
    repository = Repository.open(repo)
    write(repo, {"drafts/b/index.md": "b"})
    git(repo, "config", "commit.gpgSign", "true")
    git(repo, "config", "gpg.program", "/bin/false")
    before, head = snapshot(repo), repository.head()

    with pytest.raises(GitFailed):
        repository.commit(["drafts/b"], "b")
    with pytest.raises(GitFailed):
        repository.commit(["drafts/b", "drafts/nope"], "b")

    assert snapshot(repo) == before
    assert repository.head() == head
    assert list((repo / ".git").glob("index.*")) == []


def test_move_never_overwrites_or_nests(repo: Path) -> None:
    repository = Repository.open(repo)
    write(repo, {"content/konten/2026/a/index.md": "other\n", "untracked/x.md": "x"})
    before = snapshot(repo)

    with pytest.raises(JdihError, match="sudah ada"):
        repository.move("drafts/a", "content/konten/2026/a")
    with pytest.raises(GitFailed):
        repository.move("untracked", "content/baru/dalam")

    assert snapshot(repo) == before
    assert not (repo / "content" / "baru").exists()


def test_identity_is_the_users(repo: Path) -> None:
    git(repo, "config", "user.name", "Pengelola (JDIH) <x")
    name, address = Repository.open(repo).identity()
    assert address == "pengelola@example.invalid"
    assert name.startswith("Pengelola (JDIH)")


@pytest.mark.parametrize("key", ["user.name", "user.email"])
def test_without_identity_the_two_commands_are_named(
    repo: Path, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(repo, "config", "--unset", key)
    monkeypatch.setenv("EMAIL", "")
    repository = Repository.open(repo)
    write(repo, {"drafts/b/index.md": "b"})
    before = snapshot(repo)

    for attempt in (repository.identity, lambda: repository.commit(["drafts/b"], "b")):
        with pytest.raises(JdihError) as caught:
            attempt()
        assert "git config --global user.name" in caught.value.remedy
        assert "git config --global user.email" in caught.value.remedy
    assert snapshot(repo) == before
