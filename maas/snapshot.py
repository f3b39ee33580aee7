"""A city on disk: ``.npy`` files and a manifest, written whole or not at all."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from .columns import Strings
from .errors import CityError

FORMAT = 3
"""Version of the layout; a city of another version must be built anew."""

T = TypeVar("T")


def pack(table: Any, prefix: str) -> dict[str, Any]:
    """Return the columns of a dataclass by name; plain numbers stay plain."""
    packed: dict[str, Any] = {}
    for field in fields(table):
        packed |= pack_column(getattr(table, field.name), f"{prefix}.{field.name}")
    return packed


def pack_column(column: Any, name: str) -> dict[str, Any]:
    """Return one column as arrays by name."""
    if isinstance(column, Strings):
        return {f"{name}.text": column.data, f"{name}.at": column.at}
    return {name: column}


def unpack(kind: type[T], prefix: str, packed: Mapping[str, Any]) -> T:
    """Return the dataclass that was packed under this prefix."""
    values = {}
    for field in fields(kind):  # type: ignore[arg-type]
        name = f"{prefix}.{field.name}"
        if f"{name}.text" in packed:
            values[field.name] = Strings(packed[f"{name}.text"], packed[f"{name}.at"])
        else:
            values[field.name] = packed[name]
    return kind(**values)


def write(folder: Path, packed: Mapping[str, Any], manifest: dict[str, Any]) -> None:
    """Write a city beside its place, then put it there in one step.

    Raises ``CityError`` where that cannot be done.
    """
    folder = folder.absolute()
    refuse_unless_free(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _write_whole(folder, packed, manifest)
    except OSError as error:
        raise CityError(
            f"no city can be written to {folder}: {error.strerror}; name another "
            f"folder with --out"
        ) from error


def refuse_unless_free(folder: Path) -> None:
    """Raise ``CityError`` where a city would take the place of something else."""
    try:
        free = not folder.exists() or _replaceable(folder)
    except OSError as error:
        raise CityError(
            f"{folder} cannot be read: {error.strerror}; name another folder with --out"
        ) from error
    if not free:
        raise CityError(
            f"{folder} exists and is not a city; name another folder with --out"
        )
    above = next((one for one in folder.absolute().parents if one.exists()), folder)
    if not above.is_dir():
        raise CityError(f"{above} is a file; name another folder with --out")


def _write_whole(
    folder: Path, packed: Mapping[str, Any], manifest: dict[str, Any]
) -> None:
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        manifest = dict(manifest, format=FORMAT, values={}, arrays={})
        for number, (name, value) in enumerate(packed.items()):
            if isinstance(value, np.ndarray):
                # Names hold what people wrote in feeds: keep only what any disk takes.
                file = f"{number:03d}.{re.sub('[^A-Za-z0-9._-]', '_', name)[:80]}.npy"
                facts = _write_array(fresh / file, value)
                manifest["arrays"][name] = {"file": file, **facts}
            else:
                manifest["values"][name] = value
        text = json.dumps(manifest, ensure_ascii=False, indent=1)
        seal = hashlib.sha256(text.encode()).hexdigest()
        _write_bytes(fresh / "manifest.json", text.encode())
        _write_bytes(fresh / "manifest.sha256", seal.encode())
        fresh.chmod(0o755)
        _swap(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return a city's manifest, its own checksum verified."""
    path = folder / "manifest.json"
    try:
        text = path.read_bytes()
        seal = (folder / "manifest.sha256").read_text("ascii", "replace").strip()
    except OSError:
        raise CityError(
            f"{folder} is not a city: build one with 'maas build city.toml "
            f"--out {folder}'"
        ) from None
    if hashlib.sha256(text).hexdigest() != seal:
        raise CityError(f"{path} is damaged; build the city again")
    manifest: dict[str, Any] = json.loads(text)
    if manifest.get("format") != FORMAT:
        raise CityError(
            f"{folder} was built by another version of maas (format "
            f"{manifest.get('format')}, needed {FORMAT}); build the city again"
        )
    return manifest


def read(folder: Path, manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Map all arrays of a city, each verified against its checksum."""
    packed: dict[str, Any] = dict(manifest["values"])
    for name, facts in manifest["arrays"].items():
        path = folder / Path(facts["file"]).name
        try:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            if digest != facts["sha256"]:
                raise CityError(f"{path} is damaged; build the city again")
            # A plain array on the same pages: a memmap's own indexing is slow.
            packed[name] = np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
        except (OSError, ValueError) as error:
            raise CityError(
                f"{path} cannot be read ({error}); build the city again"
            ) from None
    return packed


def _write_array(path: Path, value: np.ndarray) -> dict[str, Any]:
    with path.open("wb") as file:
        np.save(file, np.ascontiguousarray(value), allow_pickle=False)
        file.flush()
        os.fsync(file.fileno())
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"sha256": digest, "shape": list(value.shape), "dtype": str(value.dtype)}


def _write_bytes(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _replaceable(folder: Path) -> bool:
    """May the folder be replaced? Only a city, or nothing, is."""
    if not folder.is_dir():
        return False
    return (folder / "manifest.json").is_file() or not any(folder.iterdir())


def _swap(fresh: Path, folder: Path) -> None:
    """Put the fresh folder in place; the one before goes last."""
    if not folder.exists():
        fresh.rename(folder)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}.old.", dir=folder.parent))
    folder.rename(old / "city")
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
