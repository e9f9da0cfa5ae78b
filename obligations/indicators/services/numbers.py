"""Numbers as people and programs write them, read exactly."""

from __future__ import annotations

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from providers.errors import InvalidInput

_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?", re.ASCII)
_FITS = re.compile(r"[+-]?[0-9]{1,26}(\.[0-9]{1,12})?", re.ASCII)


def read(value: object, *, field: str) -> Decimal:
    """Read a decimal number of at most 26 digits before the point and 12 after it.

    A comma is refused, because it means a decimal point in one country and a thousand in another.
    """
    written = str(value).strip() if isinstance(value, str | int | Decimal) else ""
    if isinstance(value, bool) or not _NUMBER.fullmatch(written):
        told = _("This is not a number. Write digits with a decimal point, such as 12.5.")
        if "," in written:
            told = _("Write a decimal point and no comma, such as 12.5: a comma can mean either.")
        raise InvalidInput(told, field=field)
    if not _FITS.fullmatch(written):
        told = _("Give at most 26 digits before the decimal point and 12 after it.")
        raise InvalidInput(told, field=field)
    return Decimal(written)
