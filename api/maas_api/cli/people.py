"""``maas people``: the mobility profiles, and one of them with its sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Final

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from maas.people.catalog import as_dict, find_person, get_person, profile_ids
from maas.people.profile import Limits, Person

from .console import out, print_json

_AT_MOST: Final = {
    "max_slope_up": "up {:g} %",
    "max_slope_down": "down {:g} %",
    "max_cross_slope": "cross slope {:g} %",
    "max_kerb_cm": "kerb {:g} cm",
    "max_stretch_metres": "rest within {:g} m",
    "max_walk_metres": "walk {:g} m",
    "max_crossing_metres": "crossing {:g} m",
}
_IF_SO: Final = {
    "needs_handrail": "handrail",
    "needs_sound": "audible signals",
    "needs_tactile": "tactile paving",
    "needs_light": "light",
    "step_free_boarding": "step-free boarding",
}


def people(
    name: Annotated[
        str | None,
        typer.Argument(
            help="One profile, or a TOML file of your own; none: all.",
            metavar="[NAME]",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """List the mobility profiles, or show one with its numbers and their sources.

    \b
    Example:
      maas people
      maas people manual_wheelchair
    """
    if name is None:
        everybody = [get_person(one) for one in profile_ids()]
        if as_json:
            print_json([as_dict(person) for person in everybody])
        else:
            out().print(_overview(everybody))
        return
    person = find_person(name)
    if as_json:
        print_json(as_dict(person))
    else:
        _show(person, out())


def _overview(everybody: list[Person]) -> Table:
    table = Table("profile", "", "", "m/s", "limits", box=None)
    for person in everybody:
        row = (
            person.id,
            person.names.get("ja", ""),
            person.names.get("en", ""),
            f"{person.speeds.flat:.2f}",
            ", ".join(limits_in_words(person.limits)) or "none",
        )
        table.add_row(*map(Text, row))
    return table


def limits_in_words(limits: Limits) -> Iterator[str]:
    """Yield every limit in a few words."""
    if limits.max_steps is not None:
        yield f"{limits.max_steps} steps" if limits.max_steps else "no steps"
    for field, words in _AT_MOST.items():
        value = getattr(limits, field)
        if value is not None:
            yield words.format(value)
    if limits.min_width_cm is not None:
        yield f"width {limits.min_width_cm:g} cm"
    if limits.least_crossing is not None:
        yield f"crossings: {limits.least_crossing} or better"
    if limits.worst_smoothness is not None:
        yield f"smoothness: {limits.worst_smoothness} or better"
    if limits.barred_surfaces:
        yield f"no {', '.join(sorted(limits.barred_surfaces))}".replace("_", " ")
    if not limits.escalators:
        yield "no escalators"
    if not limits.lifts:
        yield "no lifts"
    yield from (words for field, words in _IF_SO.items() if getattr(limits, field))
    if limits.staff_lead_minutes is not None:
        yield f"staff told {limits.staff_lead_minutes} min before"


def _show(person: Person, console: Console) -> None:
    content = as_dict(person)
    console.print(Text(f"{person.id}  {_in_languages(content['names'])}", style="bold"))
    for text in person.about.values():
        console.print(Text(text))
    for part in ("speeds", "limits", "efforts"):
        table = Table(part, "", box=None, title_justify="left")
        for field, value in content[part].items():
            table.add_row(Text(field), Text(_said(value)))
        console.print(table)
    unknown = Table("unknown", person.unknown.value, box=None)
    unknown.add_row("must be known", Text(", ".join(content["must_know"]) or "nothing"))
    unknown.add_row("told above all", Text(", ".join(content["wants"]) or "nothing"))
    console.print(unknown)
    console.print(Text("Sources:", style="bold"))
    for source in person.sources:
        console.print(Text(f"- {source}"))


def _in_languages(names: dict[str, str]) -> str:
    return " / ".join(dict.fromkeys(names.values()))


def _said(value: Any) -> str:
    """Say a value: no limit is ``none``."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{name} {tenths}" for name, tenths in value.items()) or "none"
    if isinstance(value, list):
        pairs = [
            f"{one[0]:g} %: {one[1]:.2f}" if isinstance(one, list) else str(one)
            for one in value
        ]
        return ", ".join(pairs) or "none"
    return (
        "none"
        if value is None
        else f"{value:g}"
        if isinstance(value, float)
        else str(value)
    )
