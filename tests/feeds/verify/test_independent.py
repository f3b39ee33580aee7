"""What checks the planner shares nothing with it."""

from __future__ import annotations

import ast
from pathlib import Path

import maas_feeds.verify


def test_imports_nothing_of_the_house_but_its_errors() -> None:
    folder = Path(maas_feeds.verify.__file__).parent
    imported = set()
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.level < 2, f"{path.name} reaches outside its folder"
                imported |= {node.module} if node.level == 0 and node.module else set()
    ours = {name for name in imported if name.startswith("maas")}
    assert ours == {"maas.errors"}
