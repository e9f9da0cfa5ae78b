"""Keep the files of a comment: the provider's people may add some, the AI Office writes text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from obligations.models import Comment, CommentFile
from obligations.services import contents, stored_files
from obligations.services.contents import Content
from obligations.storage import IncomingFile
from providers.actors import Actor
from providers.errors import InvalidInput, NotPermitted
from providers.models import Provider

MOST = 10


def read(files: Sequence[IncomingFile], *, provider: Provider, by: Actor) -> list[Content]:
    """Check files that arrived; raises InvalidInput for the first bad one or for too many."""
    if files and by.role_in(provider.pk) is None:
        raise NotPermitted(_("Files are added to comments by members of the provider."))
    if len(files) > MOST:
        message = _("A comment holds at most {count} files.").format(count=MOST)
        raise InvalidInput(message, field="file")
    return contents.of_uploads(files)


def store(comment: Comment, read: Sequence[Content], *, now: datetime) -> list[CommentFile]:
    """Keep checked files with their comment; call it within the provider's turn."""
    return CommentFile.objects.bulk_create(
        CommentFile(
            provider=comment.provider,
            comment=comment,
            stored_file=stored_files.store(provider=comment.provider, content=one, now=now),
            file_name=one.file_name,
            sha256=one.sha256,
            size=one.size,
            added_at=now,
        )
        for one in read
    )
