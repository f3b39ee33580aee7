"""The command maas: what people type, and what comes back on which stream."""

from __future__ import annotations

import importlib.util
import json
import socket
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from maas.errors import CityError
from maas.journeys.request import At, StopRef, Via
from maas_api import clock, crosscheck
from maas_api.app import from_environment
from maas_api.cli import main, serve
from maas_api.cli import plan as plan_command

from . import motis
from .fake import NOTICE, FakePlanner, at, now, town

PLACES = ["--from", "35.699,139.559,1", "--to", "35.721,139.581"]


class Shell:
    """Runs ``maas`` on the invented town."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.planner = FakePlanner()
        self._capsys = capsys

    def run(self, *arguments: str) -> tuple[int, str, str]:
        code = 0
        try:
            main(arguments)
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = self._capsys.readouterr()
        return code, out, err

    def plan(self, *arguments: str) -> str:
        code, out, err = self.run("plan", "city", *PLACES, *arguments)
        assert (code, err) == (0, "")
        return out

    def asked(self, *arguments: str) -> Any:
        self.run("plan", "city", *arguments)
        return self.planner.asked[-1]


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    shell = Shell(capsys)
    monkeypatch.setattr(plan_command, "open_town", lambda _: town(shell.planner))
    monkeypatch.setattr(clock, "now", now)
    return shell


def lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines()]


def test_shows_journeys_to_people(shell: Shell) -> None:
    assert lines(shell.plan("--depart", "8:00")) == [
        NOTICE,
        "On foot all the way: 55 min · 250 m",
        "",
        (
            "1. Tue 2026-03-10  08:01 → 08:24  23 min · 0 changes · walk 8 min, 500 m · "
            "straight line, streets not known"
        ),
        (
            "08:01  08:05  walk 250 m"
            "                                     35.69900,139.55900 → Park [2]"
        ),
        (
            "08:05  08:10  bus red to Station"
            "                             Park [2] → Station"
        ),
        "08:11  08:20  bus blue to Hospital (stay seated)             Station → Hospital",
        (
            "08:20  08:24  walk 250 m (straight line, streets not known)"
            "  Hospital → 35.72100,139.58100"
        ),
    ]


def test_says_when_there_is_no_journey(shell: Shell) -> None:
    assert "beats the walk" in shell.plan("--depart", "23:00")
    shell.planner.direct = None
    assert "within these limits." in shell.plan("--depart", "23:00")


def test_json_is_motis_answer_and_nothing_else(shell: Shell) -> None:
    answer = json.loads(shell.plan("--depart", "2026-03-10T08:00", "--json"))
    motis.check(answer)
    legs = answer["itineraries"][0]["legs"]
    # Trips are told apart and every call is named, so that each can be verified.
    assert legs[2]["interlineWithPreviousLeg"] is True
    assert [stop["name"] for stop in legs[2]["intermediateStops"]] == ["Depot"]
    assert answer["requestParameters"] == {
        "fromPlace": "35.699,139.559,1",
        "toPlace": "35.721,139.581",
        "time": "2026-03-10T08:00:00+09:00",
        "arriveBy": "false",
        "timetableView": "false",
        "maxTransfers": "7",
        "minTransferTime": "0",
        "additionalTransferTime": "0",
        "transferTimeFactor": "1",
    }


def test_takes_negative_latitudes_and_ids_with_colons_and_spaces(shell: Shell) -> None:
    request = shell.asked("--from", "-30.03,-51.23", "--to", "stop:bus:station:1")
    assert request.origin == At(-30.03, -51.23)
    request = shell.asked("--from", "-.5,-1,-2", "--to=-30,-51.23")
    assert request.origin == At(-0.5, -1, -2)
    assert request.destination == At(-30, -51.23)
    assert shell.run("plan", "city", "--from", "stop:bus:a: b", "--to", "1,2") == (
        1,
        "",
        "There is no stop 'a: b' in 'bus'.\n",
    )


def test_asks_what_the_options_say(shell: Shell) -> None:
    request = shell.asked(
        *PLACES,
        *("--arrive", "2026-03-10T09:00", "--window", "60"),
        *("--via", "stop:bus:school:1@10", "--via", "stop:bus:depot:1"),
        *("--max-boardings", "3", "--mode", "bus", "--mode", "METRO"),
        *("--exclude-route", "bus:red: 1", "--exclude-agency", "rail:jr"),
        *("--min-transfer", "120", "--extra-transfer", "30"),
        *("--transfer-factor", "1.5", "--max-walk", "15", "--speed", "1.1"),
    )
    assert request.arrive_by and request.time == at("9:00")
    assert request.window_seconds == 3600
    assert request.via == (
        Via(StopRef("bus", "school:1"), 600),
        Via(StopRef("bus", "depot:1"), 0),
    )
    assert request.max_boardings == 3
    assert request.modes == {"BUS", "SUBURBAN"}
    assert request.excluded_routes == {("bus", "red: 1")}
    assert request.excluded_agencies == {("rail", "jr")}
    assert request.min_transfer_seconds == 120
    assert request.additional_transfer_seconds == 30
    assert request.transfer_factor == 1.5
    assert request.max_access_seconds == request.max_egress_seconds == 900
    assert request.max_transfer_seconds == request.max_direct_seconds == 900
    assert request.walk_metres_per_second == 1.1


def test_walks_without_limit_and_now_if_nothing_is_said(shell: Shell) -> None:
    request = shell.asked(*PLACES)
    assert request.time == now()
    assert request.max_access_seconds is None and request.max_direct_seconds is None
    assert request.window_seconds is None


def test_a_window_is_exactly_as_long_as_asked(shell: Shell) -> None:
    shell.planner.itineraries = ()
    shell.plan("--depart", "8:00", "--window", "30")
    (request,) = shell.planner.asked
    assert request.window_seconds == 1800


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--from", "home", "--to", "1,2"), "'home' is not a place"),
        (("--from", "91,0", "--to", "1,2"), "'91,0' is no place on earth"),
        ((*PLACES, "--depart", "noon"), "'noon' is not a time"),
        ((*PLACES, "--depart", "0001-01-01T00:00"), "'0001-01-01T00:00' cannot be"),
        ((*PLACES, "--arrive", "9999-12-31T23:00"), "'9999-12-31T23:00' cannot be"),
        (
            (*PLACES, "--mode", "WALK"),
            "WALK is not a mode of transit; modes are TRANSIT, ",
        ),
        ((*PLACES, "--exclude-route", "1"), "--exclude-route '1' is not FEED:ID."),
        ((*PLACES, "--exclude-route", "sea:1"), "sea:1 cannot be excluded"),
        (
            (*PLACES, "--exclude-route", "bus:red:1"),
            (
                "bus:red:1 cannot be excluded: feed 'bus' has no route 'red:1'; "
                "the nearest is 'red: 1'."
            ),
        ),
        (
            (*PLACES, "--exclude-agency", "rail:jre"),
            (
                "rail:jre cannot be excluded: feed 'rail' has no agency 'jre'; "
                "the nearest is 'jr'."
            ),
        ),
        ((*PLACES, "--via", "35,139"), "--via '35,139' is not a stop"),
        ((*PLACES, "--via", "35,139@5"), "--via '35,139@5' is not a stop"),
        ((*PLACES, "--via", "stop:bus:a@y"), "--via 'stop:bus:a@y': 'y' is not a"),
        ((*PLACES, "--picture", "x.png"), "--picture draws SVG only"),
    ],
)
def test_faults_are_one_sentence_on_stderr(
    shell: Shell, arguments: tuple[str, ...], said: str
) -> None:
    code, out, err = shell.run("plan", "city", *arguments)
    assert (code, out) == (1, "")
    assert err.startswith(said) and err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("plan",),
        ("plan", "city", "--from", "1,2"),
        ("plan", "city", *PLACES, "--depart", "8:00", "--arrive", "9:00"),
        ("plan", "city", *PLACES, "--window", "x"),
        ("plan", "city", *PLACES, "--transfer-factor", "0.5"),
        ("dance",),
    ],
)
def test_usage_errors_exit_with_2(shell: Shell, arguments: tuple[str, ...]) -> None:
    code, out, err = shell.run(*arguments)
    assert (code, out) == (2, "") and err


@pytest.mark.parametrize(
    "command",
    ["build", "plan", "check", "fetch", "verify", "sample", "serve", "crosscheck"],
)
def test_every_help_teaches_by_example(shell: Shell, command: str) -> None:
    code, out, _ = shell.run(command, "--help")
    assert code == 0 and f"maas {command}" in out.split("Example")[1]


def test_build_says_what_it_built(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told: list[Any] = []

    def build_city(city_file: Path, out: Path, **options: Any) -> Any:
        told.append((city_file, out, options["force"]))
        options["progress"]("Reading", 0.5)
        content = {"stops": 1234, "warnings": ["one thing"]}
        return SimpleNamespace(rebuilt=True, as_dict=lambda: content)

    module = ModuleType("maas_feeds.build")
    module.build_city = build_city  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "maas_feeds.build", module)
    arguments = ("build", "city.toml", "--out", "x", "--force")
    code, out, err = shell.run(*arguments)
    assert (code, err) == (0, "")
    assert told == [(Path("city.toml"), Path("x"), True)]
    assert out.splitlines() == ["Built x", "  stops: 1,234", "  warning: one thing"]
    assert json.loads(shell.run(*arguments, "--json")[1])["stops"] == 1234


def test_an_unusable_city_is_one_sentence(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Path) -> None:
        raise CityError("city is not a city folder; build it with maas build.")

    monkeypatch.setattr(plan_command, "open_town", broken)
    assert shell.run("plan", "city", *PLACES) == (
        1,
        "",
        "city is not a city folder; build it with maas build.\n",
    )


def test_crosscheck_says_what_it_needs_before_anything_is_downloaded(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    code, out, err = shell.run("crosscheck", "city", "--with", "r5")
    assert (code, out) == (1, "")
    assert "extra r5" in err and "downloads its jar" in err and "JDK" in err
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: object())
    monkeypatch.setattr(crosscheck, "_java_version", lambda: 17)
    code, _, err = shell.run("crosscheck", "city", "--with", "r5")
    assert code == 1 and "this one is 17" in err and "21 or later" in err
    assert "r5py" not in sys.modules


def test_crosscheck_takes_the_median_over_ten_minutes() -> None:
    # A walk of 55 min; from 8:00, the journey arrives at 8:24: 24, 23 min. From 8:02
    # on it is gone and 8 of 10 minutes walk.
    asked_at = at("8:00")
    (found,) = crosscheck.compare(
        town(), [(At(35.7, 139.5), At(35.8, 139.6))], asked_at, lambda *_: {0: 54}
    )
    assert (found.ours, found.theirs) == (55, 54)
    (found,) = crosscheck.compare(
        town(),
        [(At(35.7, 139.5), At(35.8, 139.6))],
        asked_at - timedelta(minutes=9),
        lambda *_: {},
    )
    # 7:51 to 8:00: waiting for 8:01 takes 33 to 24 minutes.
    assert (found.ours, found.theirs) == (28, None)


def test_a_city_is_not_built_over_something_else(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "r.sh"
    file.write_text("mine")
    for out in (file, file / "x", tmp_path):
        code, _, err = shell.run("build", "city.toml", "--out", str(out))
        assert code == 1 and "name another folder with --out" in err
        assert err.count("\n") == 1
    assert file.read_text() == "mine"


def test_a_taken_port_is_one_sentence(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serve, "open_town", lambda _: town(shell.planner))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, out, err = shell.run("serve", "city", "--port", port)
    assert (code, out) == (1, "")
    assert err.startswith(f"Cannot listen on 127.0.0.1, port {port}: Address already")
    assert err.count("\n") == 1 and "http://" not in err


def test_a_bad_setting_is_one_sentence(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAAS_CONCURRENT_PLANS", "many")
    code, out, err = shell.run("serve", "city")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("The setting MAAS_CONCURRENT_PLANS=many: ")
    with pytest.raises(SystemExit, match="MAAS_CITY is missing|CONCURRENT_PLANS=many"):
        from_environment()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has /dev/full")
def test_a_full_disk_is_one_sentence() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "maas_api", "--help"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    said = done.stderr.decode()
    assert said == "The answer cannot be written: No space left on device.\n"
