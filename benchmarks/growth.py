"""How each command grows with the documents, as a picture: SVG, both scales logarithmic.

It is drawn by hand, so that no library is needed for one picture. The same numbers stand in the
report's table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10
from statistics import mean

Points = Sequence[tuple[int, float]]
"""Documents and seconds, from few to many; both above zero."""

_WIDTH, _HEIGHT = 1000, 640
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 620, 56, 590
_LABEL = 650
_LINE = 19
"""Pixels from one name to the next."""
_MARGIN = 0.05
"""Room around all lines, in decades."""

_TITLE = "Seconds of processor by number of documents"
_LEGEND = (
    "Both scales are logarithmic: a line as steep as the dotted one is linear. "
    "Solid lines are ours, dashed ones the others."
)
_STYLE = """\
text{font:13px system-ui,sans-serif;fill:#1f2328}
polyline{fill:none}
.dasar{fill:#fff}.kisi{stroke:#d1d9e0}.patokan{stroke:#818b98;stroke-dasharray:2 5}
.kecil{fill:#59636e}.tengah{text-anchor:middle}.ujung{text-anchor:end}.judul{font-size:15px;font-weight:600}
.ours{stroke:#0969da;stroke-width:2.5}.peer{stroke:#9a6700;stroke-width:1.5;stroke-dasharray:6 3}
.tali{stroke:#818b98;stroke-width:.75}
text.ours{fill:#0969da;stroke:none;font-weight:600}text.peer{fill:#7d4e00;stroke:none}
@media (prefers-color-scheme:dark){
text{fill:#f0f6fc}.dasar{fill:#0d1117}.kisi{stroke:#3d444d}.kecil{fill:#9198a1}
.ours{stroke:#4493f8}.peer{stroke:#d29922}
text.ours{fill:#79b8ff}text.peer{fill:#e3b341}}"""


@dataclass(frozen=True, slots=True)
class _Scale:
    """Maps decimal logarithms from `low` to `high` to pixels from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, logarithm: float) -> float:
        share = (logarithm - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def at(self, value: float) -> float:
        return self(log10(value))

    def decades(self) -> range:
        return range(ceil(self.low), floor(self.high) + 1)


def draw(lines: Mapping[str, Points], ours: str) -> str:
    """Return the picture of `lines` by name; those whose name begins with `ours` are ours.

    Raises ValueError when there is nothing to draw.
    """
    if not lines:
        raise ValueError("nothing was measured at two sizes")
    across = _scale([count for points in lines.values() for count, _ in points], _LEFT, _RIGHT)
    up = _scale([seconds for points in lines.values() for _, seconds in points], _BOTTOM, _TOP)
    size = f'width="{_WIDTH}" height="{_HEIGHT}"'
    drawn = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" {size}',
        ' role="img" aria-labelledby="judul rincian">',
        f'<title id="judul">{_TITLE}</title>',
        f'<desc id="rincian">{escape(_told(lines))}</desc>',
        f"<style>{_STYLE}</style>",
        f'<rect class="dasar" {size}/>',
        _text("judul", _LEFT, 28, _TITLE),
        *_grid(across, up),
        *_curves(lines, ours, across, up),
        *_names(lines, ours, across, up),
        "</svg>",
    )
    return "\n".join(drawn) + "\n"


def _scale(values: Sequence[float], start: float, end: float) -> _Scale:
    """Return the scale that holds all `values`, with a little room at both ends."""
    return _Scale(log10(min(values)) - _MARGIN, log10(max(values)) + _MARGIN, start, end)


def _grid(across: _Scale, up: _Scale) -> Iterator[str]:
    for power in across.decades():
        x = across(power)
        yield _line("kisi", ((x, _TOP), (x, _BOTTOM)))
        yield _text("kecil tengah", x, _BOTTOM + 20, f"{10**power:,}")
    for power in up.decades():
        y = up(power)
        yield _line("kisi", ((_LEFT, y), (_RIGHT, y)))
        yield _text("kecil ujung", _LEFT - 8, y + 4, f"{10.0**power:g}")
    # Ten times the documents, ten times the time: a line as steep as this one is linear.
    steps = min(across.high - across.low, up.high - up.low)
    end = (across(across.low + steps), up(up.low + steps))
    yield _line("patokan", ((_LEFT, _BOTTOM), end))
    yield _text("kecil", _LEFT, _BOTTOM + 42, _LEGEND)


def _curves(lines: Mapping[str, Points], ours: str, across: _Scale, up: _Scale) -> Iterator[str]:
    for name, points in lines.items():
        places = [(across.at(count), up.at(seconds)) for count, seconds in points]
        yield _line(_kind(name, ours), places)


def _names(lines: Mapping[str, Points], ours: str, across: _Scale, up: _Scale) -> Iterator[str]:
    """Name each line at its right end, the names moved apart and tied to their lines."""
    ends = sorted(
        (up.at(points[-1][1]), across.at(points[-1][0]), name) for name, points in lines.items()
    )
    for (y, x, name), place in zip(ends, spread([y for y, _, _ in ends]), strict=True):
        yield _line("tali", ((x, y), (_RIGHT, y), (_LABEL - 4, place)))
        told = f"{name}, {_seconds(lines[name][-1][1])}"
        yield _text(_kind(name, ours), _LABEL, place + 4, told)


def spread(places: Sequence[float]) -> list[float]:
    """Move places that ascend so far apart that a name fits between any two, within the picture.

    Those that crowd stay around where they were.
    """
    room = min(_LINE, (_BOTTOM - _TOP) / max(len(places) - 1, 1))
    crowds: list[list[float]] = []
    for number, place in enumerate(places):
        crowd = [place - number * room]
        while crowds and mean(crowds[-1]) > mean(crowd):
            crowd = crowds.pop() + crowd
        crowds.append(crowd)
    most = _BOTTOM - room * (len(places) - 1)
    begins = [min(max(mean(crowd), _TOP), most) for crowd in crowds for _ in crowd]
    return [begin + number * room for number, begin in enumerate(begins)]


def _line(kind: str, places: Sequence[tuple[float, float]]) -> str:
    return f'<polyline class="{kind}" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in places)}"/>'


def _text(kind: str, x: float, y: float, words: str) -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{escape(words)}</text>'


def _kind(name: str, ours: str) -> str:
    return "ours" if name.startswith(ours) else "peer"


def _told(lines: Mapping[str, Points]) -> str:
    return "; ".join(
        f"{name}: " + ", ".join(f"{_seconds(seconds)} at {count:,}" for count, seconds in points)
        for name, points in lines.items()
    )


def _seconds(value: float) -> str:
    return f"{value:.2f} s" if value < 10 else f"{value:.0f} s"
