"""What an itinerary gets for somebody: the risk of its changes, and the way in words."""

from __future__ import annotations

from datetime import UTC

from maas.journeys.itinerary import Itinerary, Ride
from maas.journeys.request import Request
from maas.journeys.risk import TransferRisk
from maas.journeys.saying import Instruction

from ..town import Town
from . import schemas
from .translate import Wording, itinerary_of


def told_for(
    town: Town, itinerary: Itinerary, request: Request, wording: Wording
) -> schemas.Itinerary:
    """Translate an itinerary; for a person with risks, and in words if asked for."""
    said = itinerary_of(itinerary, wording)
    if not wording.detailed:
        return said
    if request.person is not None:
        tell_risks(said, itinerary, town.risks(itinerary, request))
    if wording.language is not None:
        steps = town.say(itinerary, request.person, wording.language)
        said.x_instructions = [_step(step) for step in steps]
    return said


def tell_risks(
    said: schemas.Itinerary, itinerary: Itinerary, risks: tuple[TransferRisk, ...]
) -> None:
    """Put every risk on its ride; rides that one stays for may be one leg."""
    boarded = [
        number
        for number, leg in enumerate(itinerary.legs)
        if isinstance(leg, Ride) and not leg.stays_seated
    ]
    legs = [
        leg
        for leg in said.legs
        if leg.mode is not schemas.Mode.WALK and not leg.interline_with_previous_leg
    ]
    of_leg = dict(zip(boarded, legs, strict=True))
    for risk in risks:
        onward = risk.next_connection
        of_leg[risk.leg].x_transfer_risk = schemas.TransferRisk(
            slack_seconds=risk.slack_seconds,
            missed_chance=round(risk.missed_chance, 4),
            guaranteed=risk.guaranteed,
            next_departure=onward.departure.astimezone(UTC) if onward else None,
            next_arrival=onward.arrival.astimezone(UTC) if onward else None,
        )


def _step(step: Instruction) -> schemas.InstructionSaid:
    return schemas.InstructionSaid(
        kind=step.kind,
        text=step.text,
        ruby=list(step.ruby) or None,
        lat=step.lat,
        lon=step.lon,
        metres=round(step.metres, 1),
        seconds=step.seconds,
    )
