"""The errors a person may see: one sentence that says what, where and what to do."""

from __future__ import annotations


class MaasError(Exception):
    """Root of all errors of this project whose message is meant for people."""


class CityError(MaasError):
    """A city folder or city file that cannot be used."""


class FeedError(MaasError):
    """A feed that cannot be used at all: refused, and nothing was written."""


class PlaceError(MaasError):
    """A place that cannot be read, or is not in the city."""


class RequestError(MaasError):
    """A question that cannot be answered as it stands."""
