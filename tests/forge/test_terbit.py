"""The workflow `terbit`, turn after turn: what runs, what is put up, and with which keys."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.forge.actions import nothing, play
from tests.forge.expressions import Contexts
from tests.forge.jobs import Run
from tests.forge.machine import Failed
from tests.forge.plan import Environment, Settings
from tests.test_workflows import FOLDER, steps


def publication(place: Path, *turns: str) -> tuple[Run, list[tuple[str, str]], list[str]]:
    """Play `terbit`, its program saying in turn whether there is a site to put up.

    Returns the run, the keys that each turn had, and the artifacts that were put up.
    """
    left, keys, put_up = list(turns), [], []

    def publish(_: Mapping[str, str], contexts: Contexts) -> Mapping[str, str]:
        secrets = contexts["secrets"]
        keys.append((secrets.get("ALUR_APP_KEY", ""), contexts["env"]["ALUR_REGISTER_KEY"]))
        return {"pasang": left.pop(0)}

    def put(inputs: Mapping[str, str], _: Contexts) -> None:
        put_up.append(inputs["artifact_name"])
        raise Failed("what Pages says is not believed")

    (command,) = (
        step["run"] for step in steps(FOLDER / "langkah.yml") if "jdih publish" in str(step)
    )
    held = {"ALUR_APP_KEY": "kunci", "ALUR_REGISTER_KEY": "tulis"}
    run = play(
        FOLDER / "terbit.yml",
        "schedule",
        {},
        place,
        settings=Settings(
            environments={
                "persetujuan": Environment(held, branches=("main",)),
                "github-pages": Environment(branches=("main",)),
            }
        ),
        stand_ins={
            command.strip(): publish,
            "actions/cache/restore": nothing,
            "actions/cache/save": nothing,
            "actions/upload-pages-artifact": nothing,
            "actions/deploy-pages": put,
        },
    )
    return run, keys, put_up


@pytest.mark.parametrize(
    ("turns", "last"),
    [
        (["false"], ["success", "skipped", "skipped"]),
        (["true", "false"], ["success", "success", "skipped"]),
        (["true", "true", "false"], ["success", "success", "success"]),
    ],
)
def test_a_publication_goes_on_while_there_is_a_site_to_put_up(
    turns: list[str], last: list[str], tmp_path: Path
) -> None:
    run, _, put_up = publication(tmp_path, *turns)
    assert [job.result for job in run.jobs.values()] == last
    assert put_up == [f"situs-1-1-{number}" for number in range(1, len(turns))]


def test_every_turn_of_a_publication_has_the_keys(tmp_path: Path) -> None:
    _, keys, _ = publication(tmp_path, "true", "false")
    assert keys == [("kunci", "tulis")] * 2
