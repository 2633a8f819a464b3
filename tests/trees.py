"""Trees for tests: the example office on disk, with changes described as data."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "tests" / "examples"


def lay_office(folder: Path) -> Path:
    """Lay the example office, with the real schemas, into `folder` and return it."""
    shutil.copytree(EXAMPLES / "office", folder, dirs_exist_ok=True)
    shutil.copytree(ROOT / "site_config" / "schema", folder / "site_config" / "schema")
    return folder


def apply(folder: Path, operations: Path) -> None:
    """Apply the changes of an ``ops.json`` file: a list of objects, one change each."""
    for operation in json.loads(operations.read_text(encoding="utf-8")):
        _apply(folder, operation)


def _apply(folder: Path, operation: dict[str, Any]) -> None:
    path = folder / operation["path"]
    path.parent.mkdir(parents=True, exist_ok=True)
    if "replace" in operation:
        old, new = operation["replace"]
        text = path.read_bytes().decode("utf-8")
        assert old in text, f"{operation['path']} does not hold {old!r}"
        path.write_bytes(text.replace(old, new, 1).encode("utf-8"))
    elif "write" in operation:
        path.write_bytes(operation["write"].encode("utf-8"))
    elif "append" in operation:
        text, times = operation["append"], operation.get("times", 1)
        path.write_bytes(path.read_bytes() + (text * times).encode("utf-8"))
    elif "hex" in operation:
        path.write_bytes(bytes.fromhex(operation["hex"]))
    elif "symlink" in operation:
        path.unlink(missing_ok=True)
        path.symlink_to(operation["symlink"])
    elif "mode" in operation:
        path.chmod(int(operation["mode"], 8))
    elif "remove" in operation:
        path.unlink()
    elif "move" in operation:
        path.rename(folder / operation["move"])
    elif "image" in operation:
        _image(path, operation["image"])
    else:
        raise AssertionError(f"unknown operation {operation}")


def _image(path: Path, options: dict[str, Any]) -> None:
    picture = Image.new("1" if options.get("bomb") else "RGB", tuple(options["size"]))
    extra: dict[str, Any] = {}
    if options.get("exif"):
        exif = Image.Exif()
        exif[0x010F] = "Kamera"
        extra["exif"] = exif
    picture.save(path, options.get("format", "PNG"), **extra)
