"""Build the Cython kernels; everything else is in pyproject.toml.

``MAAS_CHECKED=1`` turns every run-time check of Cython on (slower, for tests).
"""

import os
from pathlib import Path

from Cython.Build import cythonize
from setuptools import Extension, setup

KERNELS = sorted(Path("ext/maas_ext").glob("*.pyx"))
if not KERNELS:
    raise SystemExit(
        "ext/maas_ext has no .pyx: a wheel without kernels would be broken"
    )
CHECKED = os.environ.get("MAAS_CHECKED") == "1"

setup(
    ext_modules=cythonize(
        [
            Extension(
                f"maas_ext.{path.stem}",
                [str(path)],
                extra_compile_args=["-O3"],
            )
            for path in KERNELS
        ],
        compiler_directives={
            "language_level": "3",
            "boundscheck": CHECKED,
            "wraparound": CHECKED,
            "initializedcheck": CHECKED,
            "cdivision": not CHECKED,
            "autotestdict": False,
            "auto_pickle": False,
        },
        force=CHECKED,
    ),
)
