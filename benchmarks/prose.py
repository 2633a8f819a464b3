"""Indonesian-looking text without meaning, in every form of Markdown that documents use."""

from __future__ import annotations

from itertools import accumulate
from pathlib import Path
from random import Random
from textwrap import shorten

_CAPTION = 270
"""Letters of a caption, at most: X counts 280."""
_STEMS = Path(__file__).with_name("vocabulary.txt").read_text(encoding="utf-8").split()
_AFFIXED = [
    *(f"{stem}nya" for stem in _STEMS[17:120]),
    *(f"ber{stem}" for stem in _STEMS[60:110]),
    *(f"per{stem}an" for stem in _STEMS[90:150]),
    *(f"ke{stem}an" for stem in _STEMS[120:190]),
]
WORDS = tuple(dict.fromkeys([*_STEMS, *_AFFIXED]))
"""The vocabulary, the frequent words first."""

# Zipf's law, as in any language: the first words are said most.
_WEIGHTS = tuple(accumulate(1 / (rank + 5) for rank in range(len(WORDS))))


class Writer:
    """Writes text by the dice of `random`: the same dice, the same text."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def words(self, count: int) -> str:
        """Return `count` words in lower case."""
        return " ".join(self._random.choices(WORDS, cum_weights=_WEIGHTS, k=count))

    def title(self, count: int = 5) -> str:
        """Return a title of `count` words."""
        return self.words(count).title()

    def sentence(self) -> str:
        """Return a sentence of 8 to 16 words."""
        return self.words(self._random.randint(8, 16)).capitalize() + "."

    def paragraph(self, sentences: int = 4) -> str:
        """Return a paragraph."""
        return " ".join(self.sentence() for _ in range(sentences))

    def caption(self) -> str:
        """Return a text short enough for every platform."""
        return shorten(self.paragraph(2), _CAPTION, placeholder=" …")

    def bullets(self, count: int = 4) -> str:
        """Return a list whose points begin with bold words."""
        return "\n".join(f"- **{self.title(2)}.** {self.sentence()}" for _ in range(count))

    def steps(self, count: int = 3) -> str:
        """Return a numbered list."""
        return "\n".join(f"{number}. {self.sentence()}" for number in range(1, count + 1))

    def tasks(self) -> str:
        """Return a list of two tasks."""
        return f"- [x] {self.sentence()}\n- [ ] {self.sentence()}"

    def table(self, rows: int = 3) -> str:
        """Return a table of three columns."""
        lines = ["| Unsur | Arti | Jumlah |", "|---|---|--:|"]
        lines += [
            f"| {self.title(2)} | {self.words(6)} | {self._random.randint(1, 900)} |"
            for _ in range(rows)
        ]
        return "\n".join(lines)

    def alert(self) -> str:
        """Return an alert in GitHub's form."""
        return f"> [!NOTE]\n> {self.sentence()}"

    def body(self, links: tuple[str, ...]) -> str:
        """Return a body of about 480 words in which every target of `links` is linked."""
        parts = [f"## {self.title(3)}", self.paragraph(), self.bullets()]
        parts += [self._reference(target) for target in links]
        parts += [f"## {self.title(3)}", self.paragraph(3), self.table(), self.alert()]
        parts += [f"### {self.title(2)}", self.steps(), f"{self.paragraph(6)}[^1]"]
        parts += [f"## {self.title(2)}", self.paragraph(5), self.tasks(), f"> {self.sentence()}"]
        parts.append(f"[^1]: {self.sentence()}")
        return "\n\n".join(parts) + "\n"

    def _reference(self, target: str) -> str:
        return f"{self.sentence()} Lihat [{self.words(3)}]({target}). {self.sentence()}"
