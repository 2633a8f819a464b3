"""What people attached to an issue, downloaded: from GitHub alone, and only so much of it.

Files of a private repository cannot be had by an App's token: GitHub answers 404 at the address
that stands in the text. The text as GitHub itself renders it holds an address that is signed for
some minutes, and needs no token. So none is ever sent to where files lie. Only pictures are signed
so: what else is attached to a private repository cannot be had here.
"""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

import requests
import urllib3

from jdih.errors import JdihError
from jdih.reading.image import BYTE_LIMIT
from jdih.reading.picture_links import pictures_in
from jdih.reading.table import LARGEST

ORIGINS = frozenset(
    {
        "https://user-images.githubusercontent.com",  # attached before 2023
        "https://private-user-images.githubusercontent.com",  # signed, as GitHub renders a text
        # Where GitHub redirects to: pictures, then other files.
        "https://github-production-user-asset-6210df.s3.amazonaws.com",
        "https://github-production-repository-file-5c1aeb.s3.amazonaws.com",
        "https://objects.githubusercontent.com",
    }
)
"""Where files that were attached on github.com lie, besides under its own address."""

_ATTACHED = re.compile(
    r"/user-attachments/assets/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
)


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of attached files: the `path` of one on GitHub, and the bytes it may have.

    `name` is how people are told of one, `instead` what they do when it cannot be had.
    """

    path: re.Pattern[str]
    accepted: str
    limit: int
    name: str
    instead: str


PICTURES = Sort(_ATTACHED, "image/*", BYTE_LIMIT, "gambar", "Unggah gambarnya ke folder draf.")
EXPORTS = Sort(
    re.compile(r"/user-attachments/files/[1-9][0-9]{0,17}/[^/]{1,255}"),
    "*/*",
    LARGEST,
    "berkas",
    "Buka berkasnya, lalu tempelkan isinya pada isian yang sama di formulir yang baru.",
)

_HOPS = 3
_PIECE = 65_536
_SECONDS = 30.0


class Assets:
    """Downloads files that were attached on the GitHub at `server`, such as ``https://github.com``.

    `origins` are scheme, host and port of where else such files lie. One may take `seconds`.
    """

    def __init__(
        self,
        server: str,
        origins: Collection[str],
        *,
        sort: Sort = PICTURES,
        seconds: float = _SECONDS,
    ) -> None:
        self._server = server
        self._origins = origins
        self._sort = sort
        self._seconds = seconds

    def fetch(self, address: str, rendered: str = "") -> bytes:
        """Return the file at `address`.

        `rendered` is the text in which it stands as GitHub renders it, with signed addresses. At
        most one byte more than the limit is read. Raises JdihError for what is not attached on
        GitHub, and for what cannot be had.
        """
        until = time.monotonic() + self._seconds
        place = self._signed(address, rendered)
        if not self._is_file(place):
            raise JdihError(
                "Alamatnya bukan lampiran pada GitHub.",
                f"Seret {self._sort.name}nya ke kotak formulir, jangan menempelkan tautan dari "
                "tempat lain.",
            )
        with _told(self._sort), requests.Session() as session:
            for _ in range(_HOPS):
                with self._answer(session, place, until) as answer:
                    if not answer.is_redirect:
                        return self._body(answer, until)
                    place = urljoin(place, answer.headers["Location"])
                if not self._is_file(place):
                    break
        raise JdihError("GitHub menunjuk ke tempat yang tidak dikenal.", self._sort.instead)

    def _signed(self, address: str, rendered: str) -> str:
        attached = _ATTACHED.search(address)
        if attached is None:
            return address
        known = (one for one in pictures_in(rendered) if _origin(one) in self._origins)
        return next((one for one in known if attached[1] in urlsplit(one).path), address)

    def _is_file(self, address: str) -> bool:
        """Say whether an address is one of an attached file; only the origin counts elsewhere."""
        origin = _origin(address)
        if origin == self._server:
            return self._sort.path.fullmatch(urlsplit(address).path) is not None
        return origin in self._origins

    def _answer(self, session: requests.Session, place: str, until: float) -> requests.Response:
        answer = session.get(
            place,
            stream=True,
            allow_redirects=False,
            timeout=_left(until),
            # A file that comes packed could be far larger than its bytes say.
            headers={"Accept": self._sort.accepted, "Accept-Encoding": "identity"},
        )
        if not answer.is_redirect and answer.status_code != HTTPStatus.OK:
            answer.close()
            raise JdihError(f"GitHub menjawab {answer.status_code}.", self._sort.instead)
        return answer

    def _body(self, answer: requests.Response, until: float) -> bytes:
        data = bytearray()
        while len(data) <= self._sort.limit:
            _left(until)
            piece = answer.raw.read1(_PIECE, decode_content=False)
            if not piece:
                return bytes(data)
            data += piece
        return bytes(data[: self._sort.limit + 1])


def _origin(address: str) -> str:
    """Return scheme, host and port as written, empty for what is no address.

    Whoever is named before an ``@`` belongs to it, so that no such address is known.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise requests.Timeout
    return left


@contextmanager
def _told(sort: Sort) -> Iterator[None]:
    """Turn whatever goes wrong on the way into a word that says what to do."""
    try:
        yield
    except (requests.Timeout, urllib3.exceptions.TimeoutError) as error:
        raise JdihError(
            f"{sort.name.capitalize()}nya tidak selesai diunduh pada waktunya.", sort.instead
        ) from error
    except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        raise JdihError(
            f"{sort.name.capitalize()}nya tidak dapat diunduh.", sort.instead
        ) from error
