"""Addresses of posts: every form that people copy, and those that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdih.model.channel import Channel
from jdih.reading.channels import read_channels
from jdih.repository.tree import WorkTree
from jdih.workflow.post import BadAddress, Post, is_at, plain_address, read_post
from tests.trees import ROOT

CHANNELS = read_channels(WorkTree(ROOT)).channels or {}
INSTAGRAM = CHANNELS["instagram"]


def test_the_table_has_every_platform_a_caption_can_be_for() -> None:
    assert set(CHANNELS) == {"facebook", "instagram", "tiktok", "x", "youtube"}


@pytest.mark.parametrize(
    ("code", "copied", "written"),
    [
        ("instagram", "https://www.instagram.com/p/C_a-1/", "https://www.instagram.com/p/C_a-1/"),
        ("instagram", "https://Instagram.com/p/C1?igsh=MWx3&utm_source=ig_web_copy_link",
         "https://www.instagram.com/p/C1/"),
        ("instagram", "https://www.instagram.com/jdih.kpu/reel/C1/?img_index=2#x",
         "https://www.instagram.com/jdih.kpu/reel/C1/"),
        ("facebook", "https://m.facebook.com/story.php?id=100&story_fbid=pfbid0x&mibextid=Nif5oz",
         "https://www.facebook.com/story.php?story_fbid=pfbid0x&id=100"),
        ("facebook", "https://web.facebook.com/jdihkpu/posts/pfbid02abc?rdid=x&__cft__[0]=AZ",
         "https://www.facebook.com/jdihkpu/posts/pfbid02abc"),
        ("facebook", "https://www.facebook.com/photo/?fbid=12&set=a.3",
         "https://www.facebook.com/photo/?fbid=12"),
        ("facebook", "https://www.facebook.com/share/p/1AbC/",
         "https://www.facebook.com/share/p/1AbC/"),
        ("facebook", "https://www.facebook.com/watch?v=99&ref=sharing",
         "https://www.facebook.com/watch/?v=99"),
        ("x", "https://twitter.com/kpu/status/17?s=20&t=abc",
         "https://twitter.com/kpu/status/17"),
        ("x", "https://x.com/kpu/status/17/photo/1", "https://x.com/kpu/status/17/photo/1"),
        ("youtube", "https://youtu.be/dQw4w9WgXcQ?si=abc", "https://youtu.be/dQw4w9WgXcQ"),
        ("youtube", "https://m.youtube.com/watch?app=desktop&v=a_b-c&t=3s",
         "https://www.youtube.com/watch?v=a_b-c"),
        ("youtube", "https://www.youtube.com/shorts/a_b-c", "https://www.youtube.com/shorts/a_b-c"),
        ("tiktok", "https://www.tiktok.com/@jdih.kpu/video/73?is_from_webapp=1",
         "https://www.tiktok.com/@jdih.kpu/video/73"),
        ("tiktok", "https://vt.tiktok.com/ZSx1/", "https://vt.tiktok.com/ZSx1/"),
    ],
)  # fmt: skip
def test_what_people_copy_is_written_down_in_one_way(code: str, copied: str, written: str) -> None:
    post = read_post(copied, CHANNELS[code])
    assert post.address == written
    assert read_post(written, CHANNELS[code]) == post


def test_one_post_at_two_addresses_has_one_identity() -> None:
    youtube = CHANNELS["youtube"]
    short = read_post("https://youtu.be/abc?si=1", youtube)
    long = read_post("https://www.youtube.com/watch?v=abc", youtube)
    assert (short.identity, long.identity) == ("abc", "abc")


@pytest.mark.parametrize(
    "text",
    [
        "", "halo", "http://www.instagram.com/p/C1/", "javascript:alert(1)", "https://",
        "https://www.instagram.com/", "https://www.instagram.com/jdih.kpu/",
        "https://www.instagram.com/p/", "https://www.instagram.com/p/C1/x",
        "https://evil.example/p/C1/", "https://www.instagram.com.evil.example/p/C1/",
        "https://www.instagram.com@evil.example/p/C1/", "https://user:pw@www.instagram.com/p/C1/",
        "https://evil.example/https://www.instagram.com/p/C1/", "https://evilinstagram.com/p/C1/",
        "https://www.instagram.com:8443/p/C1/", "https://www.instagram.com:/p/C1/",
        "https://www.instagram.com\\@evil.example/p/C1/", "https://[::1/p/C1/", "https://[::1]/p/C",
        "https://www.instagram.com/p/C1/ ", "https://www.inst\nagram.com/p/C1/",
        "https://www.instagram.com/p/<b>/", 'https://www.instagram.com/p/C1"x/',
        "https://www.ınstagram.com/p/C1/", "https://www.instagram.com/p/C%2F1/",
        "https://www.instagram.com/p/" + "x" * 1_000,
    ],
)  # fmt: skip
def test_what_is_no_post_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(BadAddress) as told:
        read_post(text, INSTAGRAM)
    assert told.value.remedy.endswith(".")


def test_a_parameter_said_twice_names_no_post() -> None:
    with pytest.raises(BadAddress):
        read_post("https://www.youtube.com/watch?v=a&v=b", CHANNELS["youtube"])


def test_another_account_is_refused_where_the_office_names_its_own() -> None:
    own = Channel("x", "X", CHANNELS["x"].patterns, ("@JDIH_KPU",))
    assert read_post("https://x.com/jdih_kpu/status/1", own).identity == "1"
    assert read_post("https://x.com/i/status/1", own).identity == "1"
    with pytest.raises(BadAddress, match="milik akun “lain”"):
        read_post("https://x.com/lain/status/1", own)


def test_an_address_of_a_platform_need_not_be_a_post() -> None:
    assert is_at("https://instagram.com/stories/jdih/1/", INSTAGRAM)
    assert not is_at("https://instagram.com.evil.example/stories/jdih/1/", INSTAGRAM)
    story = "https://WWW.instagram.com/stories/Jdih/1/?a=B#c"
    assert plain_address(story) == "https://www.instagram.com/stories/Jdih/1/?a=B"


@given(st.text(), st.sampled_from(sorted(CHANNELS)))
def test_no_text_gets_through_as_anything_but_an_https_address(text: str, code: str) -> None:
    for words in (text, f"https://www.instagram.com/p/{text}", f"https://youtu.be/{text}?{text}"):
        try:
            post = read_post(words, CHANNELS[code])
        except BadAddress:
            continue
        assert isinstance(post, Post)
        assert post.address.startswith("https://")
        assert not set(post.address) & set(" \"'<>\\`\n")
