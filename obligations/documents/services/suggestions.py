"""Take over what the facts say about one item of a document."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from obligations.documents.models import Document
from obligations.documents.permissions import check_write
from obligations.documents.queries.suggestions import Suggestion, suggestions
from obligations.documents.services import documents
from providers.actors import Actor
from providers.errors import InvalidInput


def take(*, document: Document, item: str, revision: int, by: Actor, now: datetime) -> Suggestion:
    """Write what the facts say about an item into the document; a secret stays one.

    Raises InvalidInput where the facts say nothing of it, or nothing else than the document, and
    StaleRevision where somebody changed the document meanwhile.
    """
    check_write(by, document.provider)
    offers = {one.item.key: one for one in suggestions(document, by)}
    offer = offers.get(item)
    if offer is None:
        told = _("The facts no longer say this; look at what they say now.")
        raise InvalidInput(told, field="item")
    is_secret = bool(document.content.get(item, {}).get("secret"))
    answer = {"state": "filled", "value": offer.value} | ({"secret": True} if is_secret else {})
    documents.save(document=document, given={item: answer}, revision=revision, by=by, now=now)
    return offer
