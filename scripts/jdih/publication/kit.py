"""The upload kit of a published item: for each platform the text to paste, pictures, and steps.

No programme posts for the office (SOP KPU step 6a, SOP MK step 6): whoever uploads finds in one
zip what was approved, ready for each platform. Texts are those that `jdih record --teks` compares
with; pictures are scaled down to what a platform can use, and never cut.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from jdih.errors import JdihError
from jdih.model.channel import Channel, PictureRule
from jdih.model.document import Document, Kind, Picture
from jdih.model.entry import Entry
from jdih.model.finding import Finding
from jdih.model.tree import Tree
from jdih.reading.channels import CHANNELS_PATH
from jdih.reading.image import fitted
from jdih.rules.channels import of_video, pictures_for
from jdih.rules.engine import Checked
from jdih.website.data_url import data_url
from jdih.workflow.caption import posted
from jdih.workflow.progress import NOTICE_FILE

FOLDER = Path("build/kit")
"""Where kits are left, below the repository's root."""
MARK = b"alur-jdih: kit unggahan"
"""The comment of every kit's zip, so that only a kit is written over."""
TEXT = "teks.txt"
PAGE = "index.html"
CHECKLIST = "DAFTAR-PERIKSA.txt"

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_STRANGE = re.compile(r"[^a-z0-9._-]+")
_THUMBNAIL = PictureRule(width=320, height=320, formats=("JPEG",))


@dataclass(frozen=True, slots=True)
class Upload:
    """One picture for one platform: the file's name in the kit, and what it shows in words.

    `thumbnail` is a small copy as a ``data:`` address.
    """

    name: str
    alt: str
    data: bytes
    thumbnail: str

    @property
    def alt_name(self) -> str:
        """The name of the file that holds the alternative text."""
        return f"{self.name}.alt.txt"


@dataclass(frozen=True, slots=True)
class Post:
    """What goes to one platform. `video` is the SHA-256 of the item's video, empty for none.

    `findings` are what the checker says of it.
    """

    channel: Channel
    text: str
    pictures: tuple[Upload, ...]
    video: str
    findings: tuple[Finding, ...]

    @property
    def folder(self) -> str:
        """The post's folder in the kit."""
        return self.channel.code

    @property
    def described(self) -> bool:
        """True when the platform asks for the alternative text of what is uploaded."""
        pictured = not self.video and any(picture.alt for picture in self.pictures)
        return self.channel.picture.alt and pictured


@dataclass(frozen=True, slots=True)
class Kit:
    """The kit of one published version.

    `address` is the full one of its page. `notice` is True when a notice is to be sent too.
    """

    id: str
    title: str
    label: str
    address: str
    posts: tuple[Post, ...]
    notice: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Where kits are made from: the files, what was read and found in them, the site's address."""

    tree: Tree
    checked: Checked
    base: str


def is_posted(document: Document) -> bool:
    """Say whether a document goes to platforms: an item with a caption, not withdrawn."""
    worded = any(text.strip() for _, text in document.captions)
    return document.kind is Kind.ITEM and not document.withdrawn and worded


def kit_of(document: Document, entry: Entry | None, source: Source) -> Kit:
    """Return the kit of the published version of an item.

    Raises JdihError when it is no item that is posted, has no number yet, or the office has no
    table of platforms.
    """
    if document.kind is not Kind.ITEM or document.withdrawn:
        raise JdihError(
            f"{document.id} tidak diunggah di platform: bukan konten, atau sudah ditarik.",
            "Sebut konten lain; lihat daftarnya dengan `jdih status`.",
        )
    if entry is None:
        raise JdihError(
            f"Konten {document.id} belum tercatat dalam Buku Agenda, jadi alamatnya belum tetap.",
            "Terbitkan dahulu dengan `jdih publish`.",
        )
    if not source.checked.context.channels:
        raise JdihError(
            f"{CHANNELS_PATH} belum ada atau tidak dapat dipakai.",
            "Salin berkas itu dari repositori Alur JDIH, atau perbaiki menurut `jdih check`.",
        )
    address = source.base + quote(entry.address)
    posts = tuple(_posts(document, address, source))
    if not posts:
        raise JdihError(
            f"Konten {document.id} tidak mempunyai takarir untuk platform mana pun.",
            "Tulis takarir/PLATFORM.md di samping naskah, lalu ajukan perubahannya.",
        )
    notice = bool(document.text_beside(NOTICE_FILE).strip())
    return Kit(document.id, document.title, entry.label, address, posts, notice)


def pack(kit: Kit, page: str) -> bytes:
    """Return the kit as a zip, the same bytes for the same kit; `page` is its HTML page."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = MARK
        for name, data in files_of(kit, page).items():
            about = zipfile.ZipInfo(f"kit-{kit.id}/{name}", _FIRST_DAY)
            about.compress_type = zipfile.ZIP_DEFLATED
            about.create_system = 3
            about.external_attr = 0o100644 << 16
            archive.writestr(about, data)
    return out.getvalue()


def files_of(kit: Kit, page: str) -> dict[str, bytes]:
    """Return the files of a kit by name, in order; `page` is its HTML page."""
    files = {CHECKLIST: checklist(kit).encode(), PAGE: page.encode()}
    for post in kit.posts:
        files[f"{post.folder}/{TEXT}"] = post.text.encode()
        for picture in post.pictures:
            files[f"{post.folder}/{picture.name}"] = picture.data
            if post.described and picture.alt:
                files[f"{post.folder}/{picture.alt_name}"] = picture.alt.encode()
    return files


def checklist(kit: Kit) -> str:
    """Return the steps to take, as an officer ticks them off."""
    lines = [
        "DAFTAR PERIKSA UNGGAHAN",
        "",
        f"Konten  : {kit.title}",
        f"Id      : {kit.id}",
        f"Nomor   : {kit.label}",
        f"Halaman : {kit.address}",
        "",
        "Yang diunggah harus sama dengan yang disetujui: tempel teksnya tanpa mengubah apa pun.",
    ]
    for post in kit.posts:
        lines += ["", post.channel.name.upper(), *_warnings(post)]
        form = "Catat alamatnya dengan formulir “Tautan unggahan” di GitHub, atau"
        todo = (*steps(post), f"{form}: {record(kit, post)}")
        lines += [f"[ ] {number}. {step}" for number, step in enumerate(todo, 1)]
    return "\n".join((*lines, "", "SESUDAH SEMUANYA", *(f"[ ] {step}" for step in last(kit)), ""))


def steps(post: Post) -> Iterator[str]:
    """Yield what is to be done on one platform, in order, before its address is recorded."""
    accounts = ", ".join(post.channel.accounts)
    yield f"Masuk dengan akun kantor{f' ({accounts})' if accounts else ''}."
    if post.video:
        yield f"Unggah videonya; SHA-256 berkasnya harus {post.video}."
    if post.pictures:
        what = "Pakai sebagai sampul" if post.video else "Unggah gambarnya menurut urutan ini"
        names = ", ".join(f"{post.folder}/{picture.name}" for picture in post.pictures)
        yield f"{what}: {names}."
    yield f"Tempel isi {post.folder}/{TEXT}."
    if post.described:
        yield "Isi teks alternatif setiap gambar dari berkas .alt.txt di sampingnya."
    yield "Lihat hasilnya: gambar tidak terpotong, teks utuh, tautan dapat dibuka."


def record(kit: Kit, post: Post) -> str:
    """Return the command that records the post."""
    return (
        f"jdih record {kit.id} --platform {post.channel.code} --url ALAMAT "
        f"--teks {post.folder}/{TEXT} --oleh KODE-JABATAN"
    )


def last(kit: Kit) -> Iterator[str]:
    """Yield what remains once all platforms are recorded (SOP KPU step 6b)."""
    yield (
        f"Platform yang tidak jadi dipakai: jdih record {kit.id} --platform KODE "
        "--tidak-diunggah 'ALASAN' --oleh KODE-JABATAN"
    )
    if kit.notice:
        yield f"Kirim pemberitahuan ke grup kantor: jdih announce {kit.id}"
        yield f"Catat pengirimannya: jdih record {kit.id} --pemberitahuan --oleh KODE-JABATAN"


def _warnings(post: Post) -> tuple[str, ...]:
    return tuple(f"Perhatikan: {finding.message}" for finding in post.findings)


def _posts(document: Document, address: str, source: Source) -> Iterator[Post]:
    for code, caption in document.captions:
        channel = source.checked.context.channels.get(code)
        if channel is None or not caption.strip():
            continue
        path = f"{document.folder}/takarir/{code}.md"
        video = document.header.mapping("video").text("sidik")
        yield Post(
            channel,
            posted(caption, address),
            tuple(_uploads(document, channel, source.tree)),
            video if of_video(document, channel) else "",
            source.checked.at(path),
        )


def _uploads(document: Document, channel: Channel, tree: Tree) -> Iterator[Upload]:
    taken: set[str] = set()
    for picture in pictures_for(document, channel):
        data = tree.read(picture.path)
        suffix, made = fitted(picture.path, data, channel.picture)
        name = _name(document, picture, suffix)
        while name in taken:
            name = f"lagi-{name}"
        taken.add(name)
        alt = document.header.mapping("media").mapping(document.within(picture.path)).text("alt")
        ending, small = fitted(picture.path, data, _THUMBNAIL)
        yield Upload(name, alt, made, data_url(f"kecil{ending}", small))


def _name(document: Document, picture: Picture, suffix: str) -> str:
    """Return a plain file name, whatever a picture is called: it stays in its folder."""
    stem = str(PurePosixPath(document.within(picture.path)).with_suffix(""))
    return f"{_STRANGE.sub('-', stem.lower()).strip('.-') or 'gambar'}{suffix}"
