"""A virtual environment for each peer, made when it is first asked for."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

PEERS: Final = {"pynigiri": "pynigiri==0.1.5", "ferrobus": "ferrobus==0.2.1"}

HOME: Final = Path(__file__).resolve().parents[2] / ".venv-peers"

_INSTALL_SECONDS: Final = 600


class Missing(Exception):
    """A peer that cannot be installed here; the message says why."""


def python_of(peer: str, home: Path = HOME) -> Path:
    """Return the Python that has the peer, installing it if need be."""
    return install(PEERS[peer], home / peer, sys.executable)


def install(requirement: str, folder: Path, base: str) -> Path:
    """Return the Python of a virtual environment that has a package.

    Made by the Python ``base`` where it is not there yet. Raises ``Missing``.
    """
    python = folder / "bin" / "python"
    done = folder / "installed.txt"
    if done.exists() and done.read_text("utf-8") == requirement and python.exists():
        return python
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    (folder.parent / ".gitignore").write_text("*\n", "utf-8")
    try:
        _run(base, "-m", "venv", str(folder))
        _run(
            str(python),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--retries",
            "1",
            requirement,
        )
    except (OSError, subprocess.SubprocessError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise Missing(f"{requirement} cannot be installed: {_why(error)}") from error
    done.write_text(requirement, "utf-8")
    return python


def _run(*command: str) -> None:
    subprocess.run(
        command, check=True, capture_output=True, text=True, timeout=_INSTALL_SECONDS
    )


def _why(error: Exception) -> str:
    said = getattr(error, "stderr", None)
    lines = [line for line in (said or str(error)).splitlines() if line.strip()]
    return lines[-1].strip() if lines else type(error).__name__
