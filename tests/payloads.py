"""What somebody types who wants a title, a name or a message to do more than be read.

Each text carries BAIT, so that it is found again wherever it ends up. A shell that ran one would
leave a file named CAUGHT.
"""

from __future__ import annotations

import re

from hypothesis import strategies as st

BAIT, CAUGHT = "umpan", "TERTANGKAP"
SHELL = (f"$(touch {CAUGHT})", f"`touch {CAUGHT}`", f"; touch {CAUGHT};", f"' && touch {CAUGHT} '",
         f'" | tee {CAUGHT} "', f"$IFS${{IFS}}|touch${{IFS}}{CAUGHT}", "-rf", "--help",
         "--upload-pack=x")  # fmt: skip
YAML = ("---", "a: b", "- x", "&a *a", "!!python/object:os.system x", "'", '"', "{a: [b", "# x",
        "<<: *a", "|")  # fmt: skip
MARKDOWN = ("@semua", "#1", "[x](https://jahat.example)", "![x](//jahat.example)", "`x`", "```",
            "~~~", "````", "**x**", "| x |", "<https://jahat.example>", "www.jahat.example",
            "https://jahat.example", "[x]: //jahat.example", "</details>", "- [ ] x", "> x",
            "a@jahat.example", ":x:", "\\")  # fmt: skip
HTML = ("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</code>", "</title>",
        "<!-- alur-jdih: kedudukan -->", "-->", "<a href='javascript:x'>", "&lt;b&gt;",
        '"><svg onload=x>', "<b>")  # fmt: skip
COMMANDS = ("::error::x", "::stop-commands::x", "::add-mask::a", "::set-output name=pasang::true",
            "##[error]x", "##[set-output name=pasang;]true", "##[add-mask]a", "%0A::error::x",
            "pasang=true", "pasang<<X", "${{ github.token }}", "{tautan}", "{0}", "%s")  # fmt: skip
PATHS = ("../../x", "/etc/passwd", "..\\x", ".git/config", "C:x", "~root")
PIECES = (*SHELL, *YAML, *MARKDOWN, *HTML, *COMMANDS, *PATHS)
_BREAKS = ("", " ", "\n", "\r", "\r\n", "\n\n", "\t")


def texts(breaks: tuple[str, ...] = _BREAKS) -> st.SearchStrategy[str]:
    """Draw a text of such pieces; `breaks` are what may stand between them."""
    odd = st.text(st.characters(categories=("L", "N", "P", "S")), max_size=4)
    parts = st.lists(st.sampled_from(PIECES) | odd, min_size=1, max_size=4)
    between = st.sampled_from(breaks)
    return st.builds(_joined, parts, between, st.integers(0, 4))


def _joined(parts: list[str], between: str, at: int) -> str:
    return between.join((*parts[:at], BAIT, *parts[at:]))


def lines() -> st.SearchStrategy[str]:
    """Draw a text of one line, as a form takes a title."""
    return texts(("", " "))


def file_names() -> st.SearchStrategy[str]:
    """Draw the name of a file, whatever bytes Git and the disk take."""
    return texts().map(lambda text: text.replace("/", "\u2215").replace("\0", "")[:60])


def branch_names() -> st.SearchStrategy[str]:
    """Draw a name of a branch that ``git check-ref-format`` takes."""
    return texts().map(_branch)


def _branch(text: str) -> str:
    plain = re.sub(r"[\x00-\x20\x7f~^:?*\[\\]|@\{", "-", text)
    parts = (re.sub(r"\.lock$|\.$", "-", part).lstrip(".") for part in plain[:80].split("/"))
    return "naskah/" + "/".join(filter(None, (part.replace("..", "-") for part in parts)))
