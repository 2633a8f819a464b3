"""Reading an object of an entry's file field by field, strictly and without guessing."""

from __future__ import annotations

import json
import re
from datetime import datetime
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

_DIGEST = re.compile(r"[0-9a-f]{64}")
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")

Member = TypeVar("Member", bound=StrEnum)


class Malformed(ValueError):
    """A file is no entry; the text says in Indonesian which field and why."""


class Fields:
    """The fields of a JSON object. Each is taken once; `close` refuses what is left.

    `name` is how faults call the object. Methods ending in ``_or_none`` return the empty text
    (or None for numbers and objects) for ``null``, the others refuse it. All raise Malformed.
    """

    def __init__(self, value: Any, name: str = "") -> None:
        if not isinstance(value, dict):
            raise Malformed(f"{name or 'isinya'} bukan objek")
        self._left = dict(value)
        self._name = name

    def close(self) -> None:
        """Refuse fields that were not taken."""
        if self._left:
            raise Malformed(f"{self._called(min(self._left))} tidak dikenal")

    def text(self, name: str) -> str:
        """Take a text that is not empty."""
        value = self._take(name)
        if not isinstance(value, str) or not value:
            raise self._fault(name, "harus berupa teks")
        return value

    def text_or_none(self, name: str) -> str:
        """Take a text that is not empty, or null."""
        return "" if self._null(name) else self.text(name)

    def number(self, name: str, least: int = 0) -> int:
        """Take a whole number of at least `least`."""
        value = self._take(name)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise self._fault(name, f"harus berupa bilangan bulat, paling kecil {least}")
        return value

    def number_or_none(self, name: str) -> int | None:
        """Take a whole number, or null."""
        return None if self._null(name) else self.number(name)

    def digest(self, name: str) -> str:
        """Take a SHA-256 in lower-case hexadecimal digits."""
        return self._matching(name, _DIGEST, "harus berupa SHA-256 (64 angka heksadesimal)")

    def digest_or_none(self, name: str) -> str:
        """Take a SHA-256, or null."""
        return "" if self._null(name) else self.digest(name)

    def commit_or_none(self, name: str) -> str:
        """Take a full commit id, or null."""
        return "" if self._null(name) else self.commit(name)

    def commit(self, name: str) -> str:
        """Take a full commit id."""
        return self._matching(name, _COMMIT, "harus berupa id commit yang lengkap")

    def numbers_or_none(self, name: str) -> tuple[int | None, ...]:
        """Take a list whose members are whole numbers or null."""
        return tuple(one.number_or_none(name) for one in self._each(name))

    def commits(self, name: str) -> tuple[str, ...]:
        """Take a list of full commit ids."""
        return tuple(one.commit(name) for one in self._each(name))

    def moment(self, name: str) -> str:
        """Take an ISO 8601 time with its zone; it stays as written."""
        value = self.text(name)
        try:
            zoned = "T" in value and datetime.fromisoformat(value).tzinfo is not None
        except ValueError:
            zoned = False
        if not zoned:
            raise self._fault(name, "harus berupa waktu ISO 8601 dengan zona")
        return value

    def moment_or_none(self, name: str) -> str:
        """Take a time, or null."""
        return "" if self._null(name) else self.moment(name)

    def member(self, name: str, kind: type[Member]) -> Member:
        """Take one of the values of `kind`."""
        value = self.text(name)
        try:
            return kind(value)
        except ValueError as error:
            raise self._fault(name, f"bernilai “{value}” yang tidak dikenal") from error

    def object(self, name: str) -> Fields:
        """Take an object."""
        return Fields(self._take(name), self._called(name))

    def object_or_none(self, name: str) -> Fields | None:
        """Take an object, or null."""
        return None if self._null(name) else self.object(name)

    def objects(self, name: str) -> tuple[Fields, ...]:
        """Take a list of objects."""
        called = self._called(name)
        listed = enumerate(self._list(name))
        return tuple(Fields(item, f"{called}[{place}]") for place, item in listed)

    def texts_or_none(self) -> tuple[tuple[str, str], ...]:
        """Take all fields as pairs of name and text (or null), in the order written."""
        return tuple((name, self.text_or_none(name)) for name in list(self._left))

    def _each(self, name: str) -> tuple[Fields, ...]:
        """Take a list; return each member as an object that has nothing else."""
        return tuple(Fields({name: item}, self._name) for item in self._list(name))

    def _list(self, name: str) -> list[Any]:
        value = self._take(name)
        if not isinstance(value, list):
            raise self._fault(name, "harus berupa daftar")
        return value

    def _take(self, name: str) -> Any:
        if name not in self._left:
            raise Malformed(f"{self._called(name)} tidak ada")
        return self._left.pop(name)

    def _null(self, name: str) -> bool:
        if name in self._left and self._left[name] is None:
            del self._left[name]
            return True
        return False

    def _matching(self, name: str, pattern: re.Pattern[str], wrong: str) -> str:
        value = self.text(name)
        if not pattern.fullmatch(value):
            raise self._fault(name, wrong)
        return value

    def _fault(self, name: str, wrong: str) -> Malformed:
        return Malformed(f"{self._called(name)} {wrong}")

    def _called(self, name: str) -> str:
        return f"{self._name}.{name}" if self._name else name


def decode(data: bytes) -> Any:
    """Return the JSON value in `data`, without guessing. Raises Malformed."""
    if not data:
        raise Malformed("berkasnya kosong")
    if data.startswith(b"\xef\xbb\xbf"):
        raise Malformed("diawali tanda urutan bita (BOM)")
    for byte, name in ((b"\0", "NUL"), (b"\r", "CR (akhir baris Windows)")):
        if byte in data:
            raise Malformed(f"memuat {name} pada bita {data.index(byte) + 1}")
    try:
        return json.loads(data.decode("utf-8"), parse_constant=_no_constant)
    except Malformed:
        raise
    except UnicodeDecodeError as error:
        raise Malformed(f"bukan UTF-8 pada bita {error.start + 1}") from error
    except json.JSONDecodeError as error:
        raise Malformed(f"bukan JSON pada karakter {error.pos + 1}") from error
    except (ValueError, RecursionError) as error:
        raise Malformed("bukan JSON yang dapat dibaca") from error


def _no_constant(name: str) -> NoReturn:
    raise Malformed(f"memuat {name}")
