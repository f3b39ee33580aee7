"""``maas serve``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..town import open_town
from .console import err


def serve(
    city: Annotated[
        Path, typer.Argument(help="Folder that `maas build` wrote.", envvar="MAAS_CITY")
    ],
    host: Annotated[
        str, typer.Option(help="Address to listen on.", envvar="MAAS_HOST")
    ] = "127.0.0.1",
    port: Annotated[
        int,
        typer.Option(help="Port to listen on.", envvar="MAAS_PORT", min=0, max=65535),
    ] = 8000,
) -> None:
    """Answer journeys over HTTP, in the words of MOTIS v6.

    \b
    Example:
      maas serve city --port 8000

    Then ask http://127.0.0.1:8000/api/v6/plan?fromPlace=…&toPlace=… ; what it takes is
    said at /docs.
    """
    import uvicorn

    from ..app import create_app
    from ..settings import Settings

    settings = Settings(city=city)
    town = open_town(settings.city)
    err().print(f"{town.name}: http://{host}:{port}/")
    uvicorn.run(
        create_app(town, settings.limits), host=host, port=port, log_level="warning"
    )
