"""A site is the same, whoever prints its pages."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from jdih.website.edition import _SHEAF

BUILD = """
import json, sys
from pathlib import Path
from jdih import hands
from tests.website.showcase import built

hands.hands = lambda: int(sys.argv[2])
print(json.dumps(dict(built(Path(sys.argv[1]))[1].files)))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="a process is copied on Linux only")
def test_a_site_is_the_same_from_one_process_and_from_several(tmp_path: Path) -> None:
    def files(copies: int) -> dict[str, str]:
        folder = tmp_path / str(copies)
        folder.mkdir()
        done = subprocess.run(
            [sys.executable, "-c", BUILD, str(folder), str(copies)],
            stdout=subprocess.PIPE,
            check=True,
        )
        found: dict[str, str] = json.loads(done.stdout)
        return found

    alone = files(1)
    assert len(alone) > _SHEAF
    assert files(3) == alone
