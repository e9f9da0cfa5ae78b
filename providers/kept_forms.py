"""What a person typed into a form that could not be taken now, kept for them to send again.

A form arrives when the sign-in has run out, or when a step asks once more who the person is. Its
fields stay on the server, in the browser's session, for that person alone; files, passwords and
codes do not. It is shown again, and sent by the person, never by the product.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.core import signing
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

SESSION_KEY = "kept_form"
COOKIE = "last_person"
LONGEST = 200_000  # characters
MOST_FIELDS = 300
_SALT = "providers.kept_forms"
# No person typed these.
_UNREAD = frozenset({"action", "back", "duty", "fingerprint", "next", "revision", "uploads"})
_NEVER = re.compile(r"passw|csrf|secret|credential|^code$|^otp", re.I)


@dataclass(frozen=True, slots=True)
class KeptForm:
    """The address a form goes to, the page it was on, and its fields in their order."""

    person: str
    path: str
    page: str
    fields: tuple[tuple[str, str], ...]
    had_files: bool
    is_too_long: bool = False

    @property
    def shown(self) -> tuple[tuple[str, str], ...]:
        """Name the fields as people read them: due_on as Due on; what only machines read is out.

        Whose name is a word of some page is named in the reader's language.
        """
        return tuple(
            (_(name.replace("_", " ").capitalize()), value)
            for name, value in self.fields
            if value.strip() and name not in _UNREAD
        )


def keep(request: HttpRequest, person: UUID | str) -> bool:
    """Keep the form of a request for a person; False where there is nothing that may be kept."""
    if request.path_info.startswith(("/accounts/", "/api/")):
        return False
    fields = tuple(_fields(request))
    is_too_long = len(fields) > MOST_FIELDS or sum(len(one) for _, one in fields) > LONGEST
    kept = KeptForm(
        person=str(person),
        path=request.get_full_path(),
        page=_page(request),
        fields=() if is_too_long else fields,
        # A form that can hold files: who is not signed in sends none that would be read.
        had_files=request.content_type == "multipart/form-data",
        is_too_long=is_too_long,
    )
    request.session[SESSION_KEY] = asdict(kept)
    return True


def _fields(request: HttpRequest) -> Iterable[tuple[str, str]]:
    for name, values in request.POST.lists():
        if not _NEVER.search(name):
            yield from ((name, str(value)) for value in values)


def _page(request: HttpRequest) -> str:
    """Name the page the form was on, by the browser's word, if it is one of ours."""
    page = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()}):
        return ""
    parts = urlsplit(page)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def of(request: HttpRequest, person: UUID | str) -> KeptForm | None:
    """Give a person the form that was kept for them; what was somebody else's is thrown away."""
    found: dict[str, Any] | None = request.session.get(SESSION_KEY)
    if found is None:
        return None
    if found["person"] != str(person):
        forget(request)
        return None
    return KeptForm(**found | {"fields": tuple((name, value) for name, value in found["fields"])})


def forget(request: HttpRequest) -> None:
    """Throw away what was kept."""
    request.session.pop(SESSION_KEY, None)


def mark(person: UUID) -> str:
    """Write who last signed in here, for the browser to keep when the sign-in has run out."""
    return signing.dumps(str(person), salt=_SALT)


def marked(request: HttpRequest, *, longest: int) -> str:
    """Read who last signed in here, within ``longest`` seconds; empty where nobody is known."""
    try:
        person: str = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=longest)
    except signing.BadSignature:
        return ""
    return person
