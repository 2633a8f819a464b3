"""``site_config/platform.yml``: where the office posts, and how posts are addressed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jdih.model.channel import Channel
from jdih.model.finding import Finding, Location, Rule, Severity
from jdih.model.node import Mapping
from jdih.model.tree import Tree
from jdih.reading import strict_yaml
from jdih.reading.corpus import check_entry
from jdih.reading.schema import CHANNELS, read_schemas
from jdih.reading.source import read_source
from jdih.workflow.post import IDENTITY, PLACE

CHANNELS_PATH = "site_config/platform.yml"

PLACES = Rule(
    "JD841",
    "pola-unggahan",
    "Setiap pola alamat unggahan harus memuat {kode} satu kali, dan tempat lain paling banyak "
    "satu kali.",
    "Dari {kode} dikenali unggahan yang sama, agar satu alamat tidak dicatat untuk dua konten.",
    "Tulis seperti contoh pada bagian atas site_config/platform.yml.",
)
REPEATED = Rule(
    "JD842",
    "platform-ganda",
    "Setiap platform hanya boleh tercantum satu kali.",
    "Dua butir untuk satu platform membuat pola alamatnya tidak pasti.",
    "Satukan polanya dalam satu butir.",
)
RULES = (PLACES, REPEATED)


@dataclass(frozen=True, slots=True)
class ChannelsFile:
    """The platforms as read, by code; None when the file is missing, empty or cannot be used."""

    channels: dict[str, Channel] | None
    findings: tuple[Finding, ...] = ()


def read_channels(tree: Tree) -> ChannelsFile:
    """Read ``site_config/platform.yml`` of a tree, strictly.

    An office that began before there was such a file goes on without it. Raises JdihError when
    the file is there and its schema is not.
    """
    entry = tree.entries.get(CHANNELS_PATH)
    if entry is None or not entry.regular:
        return ChannelsFile(None, tuple(check_entry(entry)) if entry else ())
    source = read_source(CHANNELS_PATH, tree.read(CHANNELS_PATH))
    if source.text is None:
        return ChannelsFile(None, source.findings)
    parsed = strict_yaml.parse(CHANNELS_PATH, source.text)
    findings = (*source.findings, *parsed.findings)
    if parsed.root is None:
        return ChannelsFile(None, findings)
    schema = read_schemas(tree, (CHANNELS,)).by_name[CHANNELS]
    findings = (*findings, *schema.check(CHANNELS_PATH, parsed.root), *_check(parsed.root))
    if any(finding.severity is Severity.ERROR for finding in findings):
        return ChannelsFile(None, findings)
    rows = parsed.root.mappings("platform")
    return ChannelsFile({row.text("kode"): _channel(row) for row in rows}, findings)


def _channel(row: Mapping) -> Channel:
    return Channel(row.text("kode"), row.text("nama"), row.texts("unggahan"), row.texts("akun"))


def _check(root: Mapping) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, row in enumerate(root.mappings("platform")):
        code = row.text("kode")
        if code in seen:
            place = Location(CHANNELS_PATH, *root.place("platform", index, "kode"))
            yield REPEATED.at(place, f"Platform “{code}” sudah tercantum.")
        seen.add(code)
        for number, pattern in enumerate(row.texts("unggahan")):
            names = PLACE.findall(pattern)
            if IDENTITY not in names or len(set(names)) < len(names):
                place = Location(CHANNELS_PATH, *row.place("unggahan", number))
                yield PLACES.at(place, f"Pola “{pattern}” tidak dapat dipakai.")
