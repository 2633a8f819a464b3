"""`jdih schema`: the schema in force, for editors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jdih.cli import main
from jdih.model.document import Kind
from tests import trees


@pytest.mark.parametrize("kind", [kind.value for kind in Kind])
def test_every_type_prints_a_schema_that_stands_alone(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["-C", str(tmp_path), "schema", kind]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["properties"]["tipe"]["const"] == kind
    references = {name for name in json.dumps(schema).split('"') if name.startswith("#/$defs/")}
    assert {name.removeprefix("#/$defs/") for name in references} <= set(schema["$defs"])


def test_the_schema_of_this_folder_goes_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = trees.lay_office(tmp_path)
    file = root / "site_config/schema/konten.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("title: Konten", "title: Punya kami, konten"), encoding="utf-8")
    main(["-C", str(root), "schema", "konten"])
    assert json.loads(capsys.readouterr().out)["title"].startswith("Punya kami")


def test_a_type_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["schema", "berita"])
    assert ended.value.code == 2
    assert "pilihan 'berita' tidak ada (pilih: konten, sop" in capsys.readouterr().err.replace(
        "'konten', 'sop'", "konten, sop"
    )
