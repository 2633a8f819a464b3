"""What stands at a site's address is a witness of the register that it was published with."""

from __future__ import annotations

from pathlib import Path

import pytest

from jdih.errors import JdihError
from jdih.publication.targets import FOLDER_REF
from jdih.register.book import LOCAL
from tests.publishing import Office, read_site


@pytest.fixture
def rewound(office: Office) -> Office:
    """The office whose register lost the two entries that its site tells of."""
    before = str(office.repository.tip(LOCAL))
    office.finish()
    office.publish()
    office.git.git("update-ref", LOCAL, before)
    return office


def test_a_register_that_lost_entries_is_not_published(rewound: Office) -> None:
    site, before = read_site(rewound.site), rewound.register

    with pytest.raises(JdihError, match="ekornya terpotong") as stopped:
        rewound.publish()

    assert "PEMULIHAN.md" in stopped.value.remedy
    assert read_site(rewound.site) == site, "the witness stays"
    assert rewound.register == before


def test_a_register_of_its_own_is_not_published_over_another(
    office: Office, tmp_path: Path
) -> None:
    place = tmp_path / "www"
    office.publish(folder=place)
    office.git.git("update-ref", "-d", FOLDER_REF)

    with pytest.raises(JdihError, match="Buku Agenda hanya 0"):
        office.publish(folder=place)


def test_one_that_was_put_back_is_published_when_its_last_number_is_told(
    rewound: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("publish", "--tanggal", "2026-11-23", "--sesudah-pemulihan")
    assert rewound.run(*words, "8/2026") == 2
    assert "pemulihannya belum selesai" in capsys.readouterr().err

    assert rewound.run(*words, rewound.register.entries[-1].label) == 0
    assert rewound.publish().recorded == (), "the site knows no more than the register now"


def test_what_another_run_recorded_meanwhile_was_not_lost(office: Office) -> None:
    def meanwhile(step: str) -> None:
        if step == "Membangun situs":
            office.finish()
            page = office.site / "terbitan.json"
            told, now = page.read_text(encoding="utf-8"), office.register
            old = (f'"jumlah":{len(now.entries) - 2}', now.entries[-2].previous)
            new = (f'"jumlah":{len(now.entries)}', now.head_hash)
            for before, after in zip(old, new, strict=True):
                assert before in told
                told = told.replace(before, after)
            page.write_text(told, encoding="utf-8")

    assert office.publish(report=meanwhile).live
