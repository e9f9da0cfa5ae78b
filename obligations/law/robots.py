"""Product tokens of crawlers, as robots.txt names them (RFC 9309)."""

from __future__ import annotations

import re

CITE = "RFC 9309, section 2.2.1; Code of Practice, Copyright, Measure 1.3(1)(a)"
_USABLE = re.compile(r"[A-Za-z0-9_.-]{1,100}", re.ASCII)
_STANDARD = re.compile(r"[A-Za-z_-]+", re.ASCII)


def is_usable(token: str) -> bool:
    """Say whether a line of robots.txt can name this token at all; crawlers with digits exist."""
    return _USABLE.fullmatch(token) is not None


def is_standard(token: str) -> bool:
    """Say whether it is a product token as the standard writes it: letters, "_" and "-" alone."""
    return _STANDARD.fullmatch(token) is not None


def closing(token: str) -> str:
    """Write the lines of robots.txt that close a whole site to a crawler."""
    return f"User-agent: {token}\nDisallow: /"
