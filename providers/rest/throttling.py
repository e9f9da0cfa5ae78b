"""How often strangers may use the calculators."""

from __future__ import annotations

import logging
import math
import time

from django.conf import settings
from django.core.cache import cache
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle, SimpleRateThrottle
from rest_framework.views import APIView

logger = logging.getLogger(__name__)


class TooManyCalculations(APIException):
    """An address has used up what it may ask in this window."""

    status_code = 429

    def __init__(self, wait: float) -> None:
        super().__init__(f"Too many calculations from here. Come back in {int(wait)} seconds.")
        self.wait = wait


class ToolsThrottle(BaseThrottle):
    """So many calculations per address, by ``settings.TOOLS_RATE``; None lifts the limit.

    Counts in windows: one atomic step in the cache per request, where DRF's own throttles read and
    write back a list and lose count between two web workers.
    """

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Count this request; a cache that is down must not close the calculators."""
        limit, seconds = _rate()
        if limit is None or seconds is None:
            return True
        # X-Forwarded-For counts only as far as NUM_PROXIES says.
        window, into = divmod(time.time(), seconds)
        self._left = seconds - into
        key = f"throttle:tools:{self.get_ident(request)}:{int(window)}"
        try:
            # Every cache has errors of its own.
            cache.add(key, 0, seconds)
            return bool(cache.incr(key) <= limit)
        except Exception:
            logger.warning("The cache did not answer; a calculation was not counted", exc_info=True)
            return True

    def wait(self) -> float:
        """Say after how many whole seconds to come back."""
        return float(math.ceil(self._left))


def _rate() -> tuple[int | None, int | None]:
    found: tuple[int | None, int | None] = SimpleRateThrottle.parse_rate(
        SimpleRateThrottle.__new__(SimpleRateThrottle), settings.TOOLS_RATE
    )
    return found
