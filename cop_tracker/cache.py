"""A cache that is allowed to be away."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)

PATIENCE = {"socket_connect_timeout": 0.5, "socket_timeout": 1.0}  # seconds


class PatientRedisCache(RedisCache):
    """Redis, or nothing: only throttles live here, and the product serves without them.

    What is not named here still raises: whoever needs it first decides what its absence means.
    """

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """Read a value; the default while the cache is away."""
        return _or(default, super().get, key, default, version)

    def set(self, *args: Any, **kwargs: Any) -> None:
        """Keep a value, if the cache is there."""
        _or(None, super().set, *args, **kwargs)

    def add(self, *args: Any, **kwargs: Any) -> bool:
        """Keep a value where there is none; a lock is granted while the cache is away."""
        return bool(_or(True, super().add, *args, **kwargs))

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        """Forget a value, if the cache is there."""
        return bool(_or(False, super().delete, *args, **kwargs))


def _or(instead: Any, ask: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    try:
        return ask(*args, **kwargs)
    except RedisError:
        log.warning("The cache did not answer; a throttle did not count.")
        return instead
