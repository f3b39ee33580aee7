"""The command ``maas``."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from typing import Annotated, Final

import typer

from maas.errors import MaasError

from . import build, crosscheck, explain, feeds, home, people, plan, serve

_HELP: Final = """\
Journeys on foot and by public transport, from a town's open data.

A first journey, with nothing but this program:

\b
  maas sample sample
  maas build sample/city.toml --out city
  maas plan city --from 35.7027,139.5607 --to 35.6834,139.5594 --depart 08:00

Then name your own files in a city.toml and build that.
"""

app = typer.Typer(
    help=_HELP,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"maas {version('maas-mitaka')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            help="Show the version and exit.",
            callback=_show_version,
            is_eager=True,
        ),
    ] = False,
) -> None: ...


app.command("build")(build.build)
app.command("plan")(plan.plan)
app.command("home")(home.home)
app.command("explain")(explain.explain)
app.command("unknowns")(explain.unknowns)
app.command("people")(people.people)
app.command("check")(feeds.check)
app.command("fetch")(feeds.fetch)
app.command("verify")(feeds.verify)
app.command("sample")(feeds.sample)
app.command("serve")(serve.serve)
app.command("crosscheck")(crosscheck.crosscheck)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command; exits with 1 after one sentence where it cannot be done."""
    for stream in (sys.stdout, sys.stderr):
        # Names are in every script, whatever the terminal's language.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        try:
            app(args=arguments, prog_name="maas")
        finally:
            # Here, where a full disk can still be told in a sentence.
            sys.stdout.flush()
    except MaasError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        # The reader (head, less) has seen enough.
        _drop_output()
        sys.exit(1)
    except OSError as error:
        fault = "cannot be read or written" if error.filename else "cannot be written"
        what = error.filename or "The answer"
        print(f"{what} {fault}: {error.strerror}.", file=sys.stderr)
        _drop_output()
        sys.exit(1)


def _drop_output() -> None:
    """Keep the interpreter from complaining when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
