"""The proof of an erasure (UU 27/2022): what was written anew, by ids and hashes alone.

It is canonical JSON. ``commit`` lists old and new id of every commit that was written anew,
``pesan`` the SHA-256 of messages that changed, ``berkas`` every file that changed: the SHA-256 of
its path (which may name somebody) and those of its bytes before and after, null where it is gone.
Whoever has the old and the new history can derive it again; it never holds what was removed.
"""

from __future__ import annotations

from dataclasses import dataclass

from jdih.errors import JdihError
from jdih.register.fields import Fields, Malformed, decode
from jdih.workflow.digest import canonical, sha256

_SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Proof:
    """What an erasure changed; `tips` are (old, new) of the main branch.

    `commits` are (old, new), `messages` (old commit, SHA-256 before, after), `files` (SHA-256 of
    the path, SHA-256 before, after or empty for a removed file), each in order.
    """

    tips: tuple[str, str]
    commits: tuple[tuple[str, str], ...]
    messages: tuple[tuple[str, str, str], ...]
    files: tuple[tuple[str, str, str], ...]

    def render(self) -> bytes:
        """Return the one spelling of the proof."""
        old, new = self.tips
        return canonical(
            {
                "skema": _SCHEMA,
                "utama": {"lama": old, "baru": new},
                "commit": [{"lama": old, "baru": new} for old, new in self.commits],
                "pesan": [
                    {"commit": commit, "lama": old, "baru": new}
                    for commit, old, new in self.messages
                ],
                "berkas": [
                    {"jalur": path, "lama": old, "baru": new or None}
                    for path, old, new in self.files
                ],
            }
        )

    @property
    def digest(self) -> str:
        """The SHA-256 of its file, by which the register names it."""
        return sha256(self.render())


def path_digest(path: str) -> str:
    """Return how a proof names a file: the SHA-256 of its path from the root of the repository."""
    return sha256(path.encode("utf-8", "surrogateescape"))


def read_proof(data: bytes) -> Proof:
    """Return the proof in `data`. Raises JdihError unless it is byte for byte one that we write."""
    try:
        proof = _proof(Fields(decode(data)))
    except Malformed as error:
        raise _unusable(str(error)) from error
    if proof.render() != data:
        raise _unusable("bukan JSON kanonik (RFC 8785)")
    return proof


def _proof(fields: Fields) -> Proof:
    if fields.number("skema", 1) > _SCHEMA:
        raise Malformed("skemanya belum dikenal program ini")
    main = fields.object("utama")
    tips = main.commit("lama"), main.commit("baru")
    main.close()
    commits, messages, files = [], [], []
    for one in fields.objects("commit"):
        commits.append((one.commit("lama"), one.commit("baru")))
        one.close()
    for one in fields.objects("pesan"):
        messages.append((one.commit("commit"), one.digest("lama"), one.digest("baru")))
        one.close()
    for one in fields.objects("berkas"):
        files.append((one.digest("jalur"), one.digest("lama"), one.digest_or_none("baru")))
        one.close()
    fields.close()
    for listed in (commits, messages, files):
        if listed != sorted(set(listed)):  # type: ignore[type-var, arg-type]
            raise Malformed("isinya tidak urut atau disebut dua kali")
    if len(dict(commits)) < len(commits) or len({new for _, new in commits}) < len(commits):
        raise Malformed("sebuah commit disebut dua kali")
    if len({(path, old) for path, old, _ in files}) < len(files):
        raise Malformed("sebuah berkas disebut dua kali")
    return Proof(tips, tuple(commits), tuple(messages), tuple(files))


def _unusable(wrong: str) -> JdihError:
    return JdihError(
        f"Peta penghapusan tidak dapat dipakai: {wrong}.",
        "Pakai berkas yang ditulis `jdih erase`, tanpa mengubahnya.",
    )
