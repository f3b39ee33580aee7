"""GET /api/v6/plan: what is asked, what is answered, what is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from maas.journeys.request import At, StopRef, Via
from maas_api.app import create_app
from maas_api.journeys.openapi import plan_parameters
from maas_api.journeys.parameters import NAMES, ONLY, OURS, WITHOUT_EFFECT
from maas_api.journeys.schemas import Mode
from maas_api.limits import Limits

from . import motis
from .fake import NOTICE, RED, THROUGH, FakePlanner, at, bus_every, now, town

PLACES = {"fromPlace": "35.699,139.559,1", "toPlace": "35.721,139.581"}


class Api:
    """The server of the invented town, and its planner."""

    def __init__(self, planner: FakePlanner | None = None, **limits: Any) -> None:
        self.planner = planner or FakePlanner()
        app = create_app(town(self.planner), replace(Limits(), **limits), now)
        self.client = TestClient(app, raise_server_exceptions=False)

    def plan(self, **asked: str) -> dict[str, Any]:
        response = self.client.get("/api/v6/plan", params={**PLACES, **asked})
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        motis.check(answer)
        return answer

    def refused(self, **asked: str) -> tuple[int, str]:
        response = self.client.get("/api/v6/plan", params={**PLACES, **asked})
        assert list(response.json()) == ["error"]
        return response.status_code, response.json()["error"]

    def request(self, **asked: str) -> Any:
        self.plan(numItineraries="0", **asked)
        return self.planner.asked[-1]


@pytest.fixture
def api() -> Api:
    return Api()


def test_answers_as_motis_does(api: Api) -> None:
    answer = api.plan()
    (journey,) = answer["itineraries"]
    assert journey["startTime"] == "2026-03-09T23:01:00Z"
    assert journey["duration"] == 23 * 60
    assert journey["transfers"] == 0
    access, ride, egress = journey["legs"]
    assert (access["mode"], ride["mode"], egress["mode"]) == ("WALK", "BUS", "WALK")
    assert access["from"]["name"] == "START"
    assert egress["to"]["name"] == "END"
    assert ride["from"]["stopId"] == "bus_park:1"
    assert ride["to"]["stopId"] == "bus_hospital:1"
    assert ride["tripId"] == "20260310_08:02_bus_red 1"
    assert ride["routeId"] == "bus_red"
    assert ride["from"]["track"] == "2"
    assert answer["x-notice"] == NOTICE
    (direct,) = answer["direct"]
    assert direct["duration"] == 55 * 60


def test_joins_legs_without_leaving_the_seat(api: Api) -> None:
    (_, ride, _) = api.plan()["itineraries"][0]["legs"]
    names = [place["name"] for place in ride["intermediateStops"]]
    assert names == ["School", "Station"]
    junction = ride["intermediateStops"][1]
    assert junction["arrival"] == "2026-03-09T23:10:00Z"
    assert junction["departure"] == "2026-03-09T23:11:00Z"
    assert junction["parentId"] == "bus_central"
    # The first bus takes wheelchairs, the second does not.
    assert ride["wheelchairAccessible"] == "NOT_ACCESSIBLE"


def test_tells_legs_without_leaving_the_seat_apart(api: Api) -> None:
    (_, red, blue, _) = api.plan(joinInterlinedLegs="false")["itineraries"][0]["legs"]
    assert "interlineWithPreviousLeg" not in red
    assert blue["interlineWithPreviousLeg"] is True
    assert blue["tripId"] == "20260310_08:11_bus_blue 9"


def test_leaves_out_stops_where_nobody_gets_on_or_off(api: Api) -> None:
    def between(**asked: str) -> list[str]:
        legs = api.plan(joinInterlinedLegs="false", **asked)["itineraries"][0]["legs"]
        return [place["name"] for place in legs[2]["intermediateStops"]]

    assert between() == []
    assert between(withScheduledSkippedStops="true") == ["Depot"]


def test_says_how_boarding_must_be_arranged(api: Api) -> None:
    (_, ride, _) = api.plan()["itineraries"][0]["legs"]
    school = ride["intermediateStops"][0]
    assert school["pickupType"] == "NORMAL"
    assert school["x-pickup"] == "PHONE_AGENCY"
    assert school["x-dropoff"] == "COORDINATE_WITH_DRIVER"
    assert school["x-approximate"] is True
    assert ride["from"]["dropoffType"] == "NOT_ALLOWED"


def test_says_what_is_known_for_wheelchairs_and_nothing_else(api: Api) -> None:
    legs = api.plan(joinInterlinedLegs="false")["itineraries"][0]["legs"]
    assert legs[1]["wheelchairAccessible"] == "ACCESSIBLE"
    assert legs[1]["from"]["x-wheelchairBoarding"] == "ACCESSIBLE"
    assert "x-wheelchairBoarding" not in legs[1]["to"]


def test_describes_walks(api: Api) -> None:
    access, _, egress = api.plan()["itineraries"][0]["legs"]
    assert access["distance"] == 250.0
    assert [s["relativeDirection"] for s in access["steps"]] == ["DEPART", "STAIRS"]
    assert access["steps"][0]["streetName"] == "Sakura Street"
    assert access["steps"][0]["osmWay"] == 77
    assert access["legGeometry"]["precision"] == 6
    assert access["legGeometry"]["length"] == 3
    assert "x-straightLine" not in access
    assert egress["x-straightLine"] is True


def test_spares_details_that_nobody_asks_for(api: Api) -> None:
    answer = api.plan(detailedLegs="false")
    assert api.planner.detailed == 0
    access, ride, _ = answer["itineraries"][0]["legs"]
    assert "steps" not in access
    assert access["legGeometry"] == {"points": "", "precision": 6, "length": 0}
    assert ride["legGeometry"]["length"] == 0


def test_asks_what_the_parameters_say(api: Api) -> None:
    request = api.request(
        fromPlace="-35.5,139.6",
        toPlace="bus_station:1",
        via="bus_park:1,bus_school:1",
        viaMinimumStay="5,0",
        time="2026-03-10T08:00:00+09:00",
        maxTransfers="2",
        maxTravelTime="90",
        minTransferTime="3",
        additionalTransferTime="2",
        transferTimeFactor="1.5",
        pedestrianSpeed="1.1",
        maxPreTransitTime="600",
        maxPostTransitTime="700",
        maxDirectTime="800",
        searchWindow="3600",
        transitModes="BUS,RAIL",
    )
    assert request.origin == At(-35.5, 139.6)
    assert request.destination == StopRef("bus", "station:1")
    assert request.via == (
        Via(StopRef("bus", "park:1"), 300),
        Via(StopRef("bus", "school:1"), 0),
    )
    assert request.time == at("8:00")
    assert request.window_seconds == 3600
    assert request.max_boardings == 3
    assert request.max_travel_seconds == 5400
    assert request.min_transfer_seconds == 180
    assert request.additional_transfer_seconds == 120
    assert request.transfer_factor == 1.5
    assert request.walk_metres_per_second == 1.1
    assert request.max_access_seconds == 600
    assert request.max_egress_seconds == 700
    assert request.max_direct_seconds == 800
    assert request.modes is not None
    assert {"BUS", "SUBWAY", "REGIONAL_RAIL", "SUBURBAN"} <= request.modes
    assert "TRAM" not in request.modes


def test_asks_motis_defaults(api: Api) -> None:
    request = api.request()
    assert request.time == now()
    assert request.window_seconds == 900
    assert (request.max_access_seconds, request.max_direct_seconds) == (900, 1800)
    assert request.modes is None and not request.arrive_by


def test_a_time_without_offset_is_the_city_s(api: Api) -> None:
    assert api.request(time="2026-03-10T08:00").time == at("8:00")
    assert api.request(time="2026-03-09T23:00:00Z").time == at("8:00")


def test_a_plus_sign_that_became_a_space_is_an_offset(api: Api) -> None:
    assert api.request(time="2026-03-10T00:00:00 01:00").time == at("8:00")
    assert api.request(time="2026-03-10T00:00 0100").time == at("8:00")
    assert api.request(time="2026-03-10 08:00").time == at("8:00")


def test_searches_one_moment_without_timetable_view(api: Api) -> None:
    assert api.request(timetableView="false").window_seconds is None


def test_no_direct_mode_means_no_direct_walk(api: Api) -> None:
    assert api.request(directModes="").max_direct_seconds == 0
    assert api.request(transitModes="").modes == frozenset()


def test_pages_cover_the_day_without_gap_or_repeat() -> None:
    buses = bus_every(7, "6:00", 60)
    api = Api(FakePlanner(buses, direct=None))
    found: list[str] = []
    cursor: dict[str, str] = {}
    while len(found) < 60:
        page = api.plan(time="2026-03-10T05:59", **cursor)
        assert len(page["itineraries"]) >= min(5, 60 - len(found))
        found += [journey["startTime"] for journey in page["itineraries"]]
        cursor = {"pageCursor": page["nextPageCursor"]}
    assert found == [
        item.departure.astimezone(UTC).isoformat().replace("+00:00", "Z")
        for item in buses
    ]


@pytest.mark.parametrize("arrive_by", ["false", "true"])
def test_there_and_back_by_pages_ends_where_it_began(arrive_by: str) -> None:
    api = Api(FakePlanner(bus_every(7, "6:00", 60), direct=None))
    asked = {"time": "2026-03-10T09:00", "arriveBy": arrive_by}
    here = api.plan(**asked)
    later = api.plan(**asked, pageCursor=here["nextPageCursor"])
    back = api.plan(**asked, pageCursor=later["previousPageCursor"])
    assert later["itineraries"][0]["startTime"] > here["itineraries"][-1]["startTime"]
    assert back["itineraries"] == here["itineraries"]


def test_keeps_journeys_of_one_moment_on_one_page() -> None:
    one = bus_every(10, "8:00", 1)[0]
    twins = tuple(one for _ in range(4))
    api = Api(FakePlanner((*twins, *bus_every(10, "8:10", 3)), direct=None))
    page = api.plan(maxItineraries="2", time="2026-03-10T08:00")
    assert len(page["itineraries"]) == 4
    following = api.plan(
        maxItineraries="2",
        time="2026-03-10T08:00",
        pageCursor=page["nextPageCursor"],
    )
    assert following["itineraries"][0]["startTime"] == "2026-03-09T23:10:00Z"


def test_a_window_grows_no_further_than_the_limit() -> None:
    api = Api(FakePlanner((), direct=None), extended_window_seconds=7200)
    assert api.plan()["itineraries"] == []
    assert api.planner.asked[-1].window_seconds == 7200


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        ({"fromPlace": ""}, 422, "fromPlace: string should have at least 1 character."),
        (
            {"fromPlace": "nowhere"},
            404,
            (
                "'nowhere' is neither lat,lon nor a stop id; stop ids begin with a feed's "
                "id and '_', here bus_, rail_."
            ),
        ),
        ({"fromPlace": "95,0"}, 400, "'95,0' is no place on earth"),
        ({"fromPlace": "bus_none"}, 404, "There is no stop 'none' in 'bus'."),
        ({"tiem": "1"}, 422, "There is no parameter 'tiem'; did you mean 'time'?"),
        ({"time": "noon"}, 422, "time: "),
        ({"time": "9999-12-31T23:59:59Z"}, 400, "time: the year 9999"),
        ({"transferTimeFactor": "nan"}, 422, "transferTimeFactor: "),
        ({"transferTimeFactor": "0.5"}, 422, "transferTimeFactor: "),
        ({"searchWindow": "86401"}, 400, "searchWindow is 86401"),
        ({"via": "bus_a,bus_b,bus_c"}, 400, "via is 3; this server allows up to 2."),
        ({"viaMinimumStay": "5"}, 400, "viaMinimumStay names 1 stays, via 0 stops."),
        ({"maxTransfers": "-1"}, 422, "maxTransfers: "),
        ({"transitModes": "BOAT"}, 422, "transitModes: "),
        ({"transitModes": "WALK"}, 400, "WALK is not a mode of transit."),
        ({"directModes": "BIKE"}, 400, "BIKE is not supported outside of transit"),
        (
            {"pedestrianProfile": "BICYCLE"},
            422,
            "pedestrianProfile: input should be 'FOOT' or 'WHEELCHAIR'.",
        ),
        ({"mobilityProfile": "stik"}, 400, "there is no mobility profile 'stik'"),
        ({"limits": "max_slope_up=5"}, 400, "limits change a profile"),
        (
            {"mobilityProfile": "stick", "limits": "max_slope_up=500"},
            400,
            "limit max_slope_up=500: max_slope_up must be a number from 0 to 100 %",
        ),
        (
            {"mobilityProfile": "stick", "pedestrianProfile": "WHEELCHAIR"},
            400,
            "pedestrianProfile=WHEELCHAIR and mobilityProfile=stick contradict",
        ),
        (
            {"mobilityProfile": "stick", "unknownPolicy": "guess"},
            422,
            "unknownPolicy: input should be 'allow', 'avoid' or 'forbid'.",
        ),
        ({"withFares": "true"}, 400, "withFares=true is not supported yet"),
        ({"radius": "100"}, 400, "radius=100 is not supported yet; leave it out."),
        ({"pageCursor": "NEXT|1"}, 400, "'NEXT|1' is not a page cursor"),
    ],
)
def test_refuses_with_one_sentence(
    api: Api, asked: dict[str, str], status: int, said: str
) -> None:
    got, sentence = api.refused(**asked)
    assert got == status and sentence.startswith(said), (got, sentence)


def test_a_missing_place_is_named(api: Api) -> None:
    response = api.client.get("/api/v6/plan", params={"fromPlace": "1,2"})
    assert response.status_code == 422
    assert response.json() == {"error": "toPlace is missing."}


def test_takes_motis_parameters_that_ask_for_the_default(api: Api) -> None:
    defaults = {name: values[0] for name, values in ONLY.items() if values}
    api.plan(**defaults, **dict.fromkeys(WITHOUT_EFFECT, "1"))


def test_knows_every_parameter_and_mode_of_motis() -> None:
    assert {*NAMES, *ONLY, *WITHOUT_EFFECT} - OURS == motis.parameter_names()
    assert [mode.value for mode in Mode] == motis.modes()


def test_a_client_that_asks_too_often_is_told() -> None:
    api = Api(requests_per_minute=2)
    api.plan()
    api.plan()
    assert api.refused() == (
        429,
        "Too many requests from your address; wait some seconds.",
    )


def test_a_busy_server_says_so() -> None:
    api = Api(concurrent_plans=1, wait_seconds=0.01)
    with api.client.app.state.gate.entered():  # type: ignore[attr-defined]
        status, sentence = api.refused()
    assert (status, sentence[:10]) == (503, "The server")
    api.plan()


def test_an_unexpected_fault_tells_nothing_of_the_inside(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise ValueError("secret")

    monkeypatch.setattr(api.planner, "plan", broken)
    assert api.refused() == (
        500,
        "The server made a mistake; it has been written down.",
    )


def test_repeats_the_question(api: Api) -> None:
    asked = api.plan(arriveBy="true")["requestParameters"]
    assert asked == {**PLACES, "arriveBy": "true"}


def test_names_each_itinerary_differently() -> None:
    api = Api(FakePlanner(bus_every(10, "8:00", 5)))
    found = api.plan(time="2026-03-10T08:00")["itineraries"]
    assert len({journey["id"] for journey in found}) == 5


def test_openapi_describes_every_parameter_and_error(api: Api) -> None:
    document = api.client.get("/openapi.json").json()
    plan = document["paths"]["/api/v6/plan"]["get"]
    assert {p["name"] for p in plan["parameters"]} == {
        *NAMES,
        *WITHOUT_EFFECT,
        *(name for name, values in ONLY.items() if values),
    }
    assert {"400", "404", "422", "429", "503"} <= set(plan["responses"])
    via = next(p for p in plan_parameters() if p["name"] == "via")
    assert via["explode"] is False
    references = json.dumps(document).split('"#/components/schemas/')[1:]
    names = {text.split('"')[0] for text in references}
    assert names <= set(document["components"]["schemas"])


def test_trips_after_midnight_keep_their_service_day() -> None:
    ride = replace(RED, first_departure=25 * 3600 + 600)
    later = tuple(
        replace(
            call,
            arrival=call.arrival + timedelta(hours=17),
            departure=call.departure + timedelta(hours=17),
        )
        for call in ride.calls
    )
    night = replace(THROUGH, legs=(replace(ride, calls=later),))
    api = Api(FakePlanner((night,)))
    (leg,) = api.plan(time="2026-03-11T00:30")["itineraries"][0]["legs"]
    assert leg["startTime"] == "2026-03-10T16:05:00Z"
    assert leg["tripId"] == "20260310_25:10_bus_red 1"
