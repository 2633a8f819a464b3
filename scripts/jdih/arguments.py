"""`argparse` in Indonesian: usage, headings and errors as officials read them."""

from __future__ import annotations

import argparse
import re
import sys
from typing import Any, NoReturn

from jdih.model.period import Month

_ERRORS = (
    (r"the following arguments are required: (.*)", r"argumen berikut harus diisi: \1"),
    (r"unrecognized arguments: (.*)", r"argumen tidak dikenal: \1"),
    (r"expected one argument", "memerlukan satu nilai"),
    (r"expected at least one argument", "memerlukan sekurang-kurangnya satu nilai"),
    (r"invalid choice: (.*) \(choose from (.*)\)", r"pilihan \1 tidak ada (pilih: \2)"),
    (r"invalid \w+ value: (.*)", r"nilai \1 tidak sah"),
    (r"not allowed with argument (.*)", r"tidak dapat dipakai bersama \1"),
    (r"one of the arguments (.*) is required", r"salah satu dari \1 harus diisi"),
    (r"ambiguous option: (.*) could match (.*)", r"pilihan \1 kurang jelas: \2"),
    (r"^argument ", "argumen "),
)


def month(text: str) -> Month:
    """Return the month that an argument names. Raises ArgumentTypeError for none."""
    found = Month.parse(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"“{text}” bukan bulan; tulis misalnya 2026-11")
    return found


class Parser(argparse.ArgumentParser):
    """An argument parser whose own words are Indonesian; it exits with 2 on a wrong call."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(add_help=False, allow_abbrev=False, **options)
        self._positionals.title = "argumen"
        self._optionals.title = "pilihan"
        self.add_argument("-h", "--help", action="help", help="menampilkan bantuan ini")

    def format_usage(self) -> str:
        """Return the usage line in Indonesian."""
        return super().format_usage().replace("usage: ", "pemakaian: ", 1)

    def format_help(self) -> str:
        """Return the whole help in Indonesian."""
        return super().format_help().replace("usage: ", "pemakaian: ", 1)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call in Indonesian and exit with 2."""
        for english, indonesian in _ERRORS:
            message = re.sub(english, indonesian, message)
        print(f"{self.format_usage()}Galat: {message}", file=sys.stderr)
        print(f"    → Lihat bantuan: {self.prog} --help", file=sys.stderr)
        raise SystemExit(2)
