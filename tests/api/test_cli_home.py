"""``maas home`` on an invented town: a bus every half hour, the last at 12:30."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from maas.journeys.home import HomeWarning, Warned
from maas.journeys.itinerary import Itinerary as Journey
from maas.journeys.request import Request
from maas.journeys.risk import TransferRisk
from maas.people.profile import Policy
from maas_api import clock
from maas_api.cli import home as home_command
from maas_api.cli import main
from maas_api.cli.home import sentence_of
from maas_api.journeys.schemas import Itinerary

from .fake import DIRECT, FakePlanner, bus_every, now, town

PLACES = ["--from", "stop:bus:park:1", "--to", "stop:bus:station:1"]


class Shell:
    """Runs ``maas home``."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.planner = FakePlanner(bus_every(30, "8:00", 10), direct=None)
        self._capsys = capsys

    def home(self, *arguments: str) -> str:
        with pytest.raises(SystemExit, match="0"):
            main(["home", "city", *PLACES, *arguments])
        out, err = self._capsys.readouterr()
        assert err == ""
        return out


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    shell = Shell(capsys)
    monkeypatch.setattr(home_command, "open_town", lambda _: town(shell.planner))
    monkeypatch.setattr(clock, "now", now)
    return shell


def test_there_and_back(shell: Shell) -> None:
    # There at 8:10, an hour's stay, the next bus at 9:30.
    text = shell.home("--depart", "8:00", "--stay", "60")
    assert "There: Tue 2026-03-10  08:00 → 08:10" in text
    assert "Home: Tue 2026-03-10  09:30 → 09:40" in text
    assert "Last way home: Tue 2026-03-10  12:30 → 12:40" in text
    assert "after the stay" not in text


def test_the_last_way_is_said_once(shell: Shell) -> None:
    text = shell.home("--depart", "8:00", "--stay", "240")
    # Until 12:10.
    assert "The last way home leaves 20 min after the stay." in text
    assert "Home: Tue 2026-03-10  12:30 → 12:40" in text
    assert "Last way home: that one." in text


def test_stranded(shell: Shell) -> None:
    text = shell.home("--depart", "8:00", "--stay", "300")
    # Until 13:10, and the last bus leaves at 12:30.
    assert "No way home is left after the stay: leave 40 min earlier." in text
    assert "Last way home: Tue 2026-03-10  12:30 → 12:40" in text


def test_on_foot(shell: Shell) -> None:
    shell.planner.direct = DIRECT
    assert "On foot home at any time: 55 min" in shell.home("--stay", "300")


def test_json(shell: Shell) -> None:
    said = json.loads(shell.home("--depart", "8:00", "--stay", "240", "--json"))
    assert said["leave"] == "2026-03-10T12:10:00+09:00"
    assert said["warnings"] == [{"kind": "last_soon", "seconds": 1200}]
    assert said["back"] == said["last"]
    assert (said["lastPossible"], said["walk"]) == (None, None)
    assert said["notice"] == "Invented for tests."
    # MOTIS's words for a journey; times are UTC.
    assert Itinerary.model_validate(said["outward"]).duration == 600
    assert said["outward"]["startTime"] == "2026-03-09T23:00:00Z"


def test_for_a_person(shell: Shell) -> None:
    shell.home("--stay", "60", "--profile", "manual_wheelchair", "--unknown", "forbid")
    asked = shell.planner.asked
    assert {one.person and one.person.id for one in asked} == {"manual_wheelchair"}
    assert {one.unknown for one in asked} == {Policy.FORBID}


def test_changes_that_may_be_missed(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def risks(journey: Journey, request: Request) -> tuple[TransferRisk, ...]:
        return (TransferRisk(0, 120, 0.25, None),)

    risky = replace(town(shell.planner), risks=risks)
    monkeypatch.setattr(home_command, "open_town", lambda _: risky)
    text = shell.home("--depart", "8:00", "--stay", "240")
    # There, and the way home, which is the last one.
    line = "Change at Park [2]: 2 min to spare, missed in 25% of cases; then there is"
    assert text.count(line) == 2
    said = json.loads(shell.home("--depart", "8:00", "--stay", "240", "--json"))
    told = said["last"]["legs"][0]["x-transferRisk"]
    assert (told["slackSeconds"], told["missedChance"]) == (120, 0.25)


def test_no_way_there(shell: Shell) -> None:
    shell.planner.itineraries = ()
    assert shell.home("--stay", "5") == (
        "There is no journey there within these limits.\n"
    )
    said = json.loads(shell.home("--stay", "5", "--json"))
    assert said["outward"] is None


def test_the_question(shell: Shell) -> None:
    shell.home("--depart", "8:00", "--stay", "60", "--max-walk", "15")
    there, home, *_ = shell.planner.asked
    assert (there.origin, there.destination) == (home.destination, home.origin)
    assert there.max_direct_seconds == home.max_direct_seconds == 900
    assert f"{home.time:%H:%M}" == "09:10"


@pytest.mark.parametrize(
    ("warned", "said"),
    [
        (Warned(HomeWarning.STRANDED, None), "There is no way home that day."),
        (
            Warned(HomeWarning.ONLY_POSSIBLE, None),
            "No way home is certain: not all is known that this person must know.",
        ),
        (
            Warned(HomeWarning.ONLY_POSSIBLE, 300),
            "No certain way home is left after the stay: leave 5 min earlier.",
        ),
    ],
)
def test_warnings_are_sentences(warned: Warned, said: str) -> None:
    assert sentence_of(warned) == said
