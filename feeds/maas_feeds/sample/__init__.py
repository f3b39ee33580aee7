"""The bundled sample city: a stylised Mitaka whose streets and times are invented."""

from .city import write_sample

__all__ = ["write_sample"]
