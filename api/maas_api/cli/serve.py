"""``maas serve``."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Annotated

import typer

from maas.errors import MaasError

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
    from ..settings import read_settings

    settings = read_settings(city=city)
    town = open_town(settings.city)
    app = create_app(
        town,
        settings.limits,
        operator_token=settings.operator_token,
        lifts_file=settings.lifts,
    )
    listening = _listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    err().print(f"{town.name}: http://{shown}:{listening.getsockname()[1]}/")
    config = uvicorn.Config(app, host=host, port=port, log_level="warning")
    uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    """Take the port; raises one sentence where that cannot be done."""
    try:
        family, _, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        return socket.create_server(address, family=family)
    except (OSError, UnicodeError) as error:
        why = str(getattr(error, "strerror", None) or "that is no address")
        # create_server tells the address once more, in brackets.
        why = why.partition(" (while")[0]
        raise MaasError(
            f"Cannot listen on {host}, port {port}: {why}; choose others with --host "
            f"and --port."
        ) from error
