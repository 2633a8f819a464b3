"""Attached files come from GitHub alone, in time, and not without end."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from jdih.errors import JdihError
from jdih.forge.assets import ORIGINS, Assets
from jdih.reading.image import BYTE_LIMIT
from tests.forge.attachments import PATIENCE, Store, identity, picture, stored

DATA = picture()


@pytest.fixture
def store() -> Iterator[Store]:
    with stored() as store:
        store.files = {1: DATA}
        yield store


def assets(store: Store) -> Assets:
    return Assets(store.origin, {store.far}, seconds=PATIENCE)


def test_a_file_is_had_at_its_own_address(store: Store) -> None:
    assert assets(store).fetch(store.at(1)) == DATA


def test_a_redirect_to_where_files_lie_is_followed(store: Store) -> None:
    store.moods[1] = store.signed(1).replace("&amp;", "&")
    assert assets(store).fetch(store.at(1)) == DATA
    assert len(store.heads) == 2


def test_of_a_private_repository_the_signed_address_is_taken(store: Store) -> None:
    store.moods[1] = 404
    rendered = f'<p><a href="x"><img src="{store.signed(1)}" alt="x"></a></p>'
    store.files[1] = DATA
    with pytest.raises(JdihError, match="404"):
        assets(store).fetch(store.at(1))
    store.moods[1] = 200
    assert assets(store).fetch(store.at(1), rendered) == DATA


def test_no_token_goes_along(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "ghs_rahasia")
    store.moods[1] = store.signed(1)
    assets(store).fetch(store.at(1))
    assert not [head for head in store.heads if "ghs_" in str(head) or "Authorization" in head]


@pytest.mark.parametrize(
    "address",
    [
        "https://contoh.example/gambar.png",
        "https://user-images.githubusercontent.com.contoh.example/1.png",
        "https://github.com@contoh.example/user-attachments/assets/x",
        f"http://github.com/user-attachments/assets/{identity(1)}",
        f"https://github.com:8443/user-attachments/assets/{identity(1)}",
        "https://github.com/logout",
        f"https://github.com/user-attachments/assets/{identity(1)}/../../../settings",
        "https://[::1/x",
        "file:///etc/passwd",
        "/etc/passwd",
        "http://169.254.169.254/latest/meta-data/",
        "",
    ],
)
def test_other_addresses_are_never_asked(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("requests.Session.get", lambda *_, **__: pytest.fail("asked"))
    with pytest.raises(JdihError, match="bukan lampiran"):
        Assets("https://github.com", ORIGINS).fetch(address)


def test_a_rendered_text_sends_nobody_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def ask(_: object, address: str, **__: object) -> None:
        asked.append(address)
        raise OSError

    monkeypatch.setattr("requests.Session.get", ask)
    address = f"https://github.com/user-attachments/assets/{identity(1)}"
    rendered = (
        f'<img src="https://[::1/{identity(1)}"><img src="https://contoh.example/{identity(1)}">'
    )
    with pytest.raises(JdihError):
        Assets("https://github.com", ORIGINS).fetch(address, rendered)
    assert asked == [address]


def test_a_redirect_to_elsewhere_is_not_followed(store: Store) -> None:
    for place in ("http://contoh.example/x.png", "file:///etc/passwd", f"{store.origin}/settings"):
        store.moods[1] = place if place.startswith("http") else f"http:{place}"
        with pytest.raises(JdihError, match="tempat yang tidak dikenal"):
            assets(store).fetch(store.at(1))


def test_a_redirect_that_is_no_address_is_told(store: Store) -> None:
    store.moods[1] = "http://[::1/x"
    with pytest.raises(JdihError, match="tidak dapat diunduh"):
        assets(store).fetch(store.at(1))


def test_a_circle_of_redirects_ends(store: Store) -> None:
    store.moods[1] = store.at(1)
    with pytest.raises(JdihError, match="tempat yang tidak dikenal"):
        assets(store).fetch(store.at(1))
    assert len(store.heads) == 3


def test_a_body_without_end_is_left(store: Store) -> None:
    store.moods[1] = "penuh"
    assert len(assets(store).fetch(store.at(1))) == BYTE_LIMIT + 1


def test_a_slow_body_is_left(store: Store) -> None:
    store.moods[1] = "lama"
    begun = time.monotonic()
    with pytest.raises(JdihError, match="pada waktunya"):
        assets(store).fetch(store.at(1))
    assert time.monotonic() - begun < 10 * PATIENCE


def test_what_is_cut_off_is_no_file(store: Store) -> None:
    store.moods[1] = "putus"
    with pytest.raises(JdihError, match="tidak dapat diunduh"):
        assets(store).fetch(store.at(1))


def test_nobody_there_is_said() -> None:
    with pytest.raises(JdihError, match="tidak dapat diunduh"):
        Assets("http://127.0.0.1:1", ORIGINS).fetch(
            f"http://127.0.0.1:1/user-attachments/assets/{identity(1)}"
        )


def test_what_lies_elsewhere_is_told_by_its_whole_origin() -> None:
    assert all(origin.startswith("https://") and origin.count("/") == 2 for origin in ORIGINS)
