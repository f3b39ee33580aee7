"""The sample city, built by the commands themselves, once for all tests of a worker."""

from __future__ import annotations

from pathlib import Path

import pytest

from maas_api.cli import main
from maas_api.town import Town, open_town


def run(*arguments: str) -> None:
    """Run ``maas``; anything but success is an error."""
    try:
        main(arguments)
    except SystemExit as end:
        assert not end.code, f"maas {arguments[0]} exits with {end.code}"


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    run("sample", str(folder / "files"))
    run("build", str(folder / "files" / "city.toml"), "--out", str(folder / "city"))
    return folder


@pytest.fixture(scope="session")
def city(folder: Path) -> Town:
    return open_town(folder / "city")
