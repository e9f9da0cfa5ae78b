"""Reads the environment and refuses a broken value with one sentence."""

from __future__ import annotations

import os
import re
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg.conninfo import conninfo_to_dict

_RATE = re.compile(r"[1-9]\d*/(s|sec|second|m|min|minute|h|hour|d|day)")
_SIZE = re.compile(r"0|[1-9][0-9]{0,15}")
_YES, _NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off", "")


class BrokenSettingError(SystemExit):
    """A setting the product cannot run with; the program ends with the sentence and code 1."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"The setting {name} is broken: {problem}")


def text(name: str, default: str) -> str:
    """Read a text; an empty value counts as not given."""
    return os.environ.get(name, "").strip() or default


def yes(name: str, *, default: bool) -> bool:
    """Read a yes or no."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in _YES:
        return True
    if value.strip().lower() in _NO:
        return False
    raise BrokenSettingError(name, f"{value!r} is neither yes (1) nor no (0).")


def count(name: str, default: int, *, lowest: int = 1) -> int:
    """Read a whole number from ``lowest`` on."""
    value = text(name, str(default))
    if not _SIZE.fullmatch(value) or int(value) < lowest:
        raise BrokenSettingError(name, f"{value!r} is not a whole number from {lowest} on.")
    return int(value)


def port(name: str = "PORT", default: int = 8000) -> int:
    """Read a TCP port."""
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= 65_535:
        raise BrokenSettingError(name, f"{value!r} is not a port between 1 and 65535.")
    return int(value)


def rate(name: str, default: str) -> str | None:
    """Read a rate such as ``60/min``; ``off`` means no limit and answers None."""
    value = text(name, default).lower()
    if value == "off":
        return None
    if not _RATE.fullmatch(value):
        raise BrokenSettingError(name, f"{value!r} is not a rate such as 60/min, or off.")
    return value


def networks(name: str) -> tuple[str, ...]:
    """Read networks such as ``10.1.0.0/16``, separated by commas; none where nothing is given."""
    found = tuple(one.strip() for one in os.environ.get(name, "").split(",") if one.strip())
    for one in found:
        try:
            ip_network(one)
        except ValueError:
            raise BrokenSettingError(
                name, f"{one!r} is not a network such as 10.1.0.0/16."
            ) from None
    return found


def base_url(name: str, default: str) -> str:
    """Read the address people reach the product by, without a slash at its end."""
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BrokenSettingError(name, f"{value!r} is not an address such as https://example.eu.")
    return value


def folder(name: str, default: Path) -> Path:
    """Read a folder as an absolute path."""
    return Path(text(name, str(default))).expanduser().absolute()


def names(name: str, default: str) -> list[str]:
    """Read a list separated by commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def database(name: str, default: str, *, pooled: bool) -> dict[str, object]:
    """Read a PostgreSQL address into Django's shape, with libpq's own parser."""
    try:
        parts = conninfo_to_dict(text(name, default))
    except psycopg.ProgrammingError as error:
        # The parser repeats what it does not understand, which may be the password.
        tells_secrets = "://" in str(error) or "percent" in str(error)
        reason = "" if tells_secrets else f" ({str(error).strip()})"
        problem = "it is not an address such as postgresql://user:password@host/name"
        raise BrokenSettingError(name, f"{problem}{reason}.") from None
    if not parts.get("dbname"):
        raise BrokenSettingError(name, "it names no database.")
    if not str(parts.get("port", "")).replace(",", "").isdigit() and parts.get("port"):
        raise BrokenSettingError(name, f"{parts['port']!r} is not a port.")
    known = {"dbname", "user", "password", "host", "port"}
    options: dict[str, object] = {k: v for k, v in parts.items() if k not in known}
    if pooled:
        options["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts["dbname"],
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": str(parts.get("port", "")),
        "OPTIONS": options,
    }


def broker(name: str, default: str) -> str:
    """Read the broker's address: Redis or Valkey by TCP or socket, or RabbitMQ."""
    value = text(name, default)
    if urlsplit(value).scheme not in ("redis", "rediss", "redis+socket", "amqp", "amqps"):
        raise BrokenSettingError(name, "it starts with none of redis, rediss, redis+socket, amqp.")
    return value


def cache_address(broker_url: str) -> str | None:
    """Turn a Redis broker's address into a cache's; None where the broker is no Redis."""
    parts = urlsplit(broker_url)
    if parts.scheme == "redis+socket":
        return f"unix://{unquote(parts.path)}?db=1"
    return broker_url if parts.scheme in ("redis", "rediss") else None
