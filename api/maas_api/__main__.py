"""``python -m maas_api`` is the command ``maas``."""

from .cli import main

main()
