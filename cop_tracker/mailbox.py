"""The default post: each mail becomes one .eml file that any mail program opens."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class MailboxBackend(BaseEmailBackend):
    """Write mails into ``EMAIL_FILE_PATH``, named by their Message-ID.

    A mail handed over twice, because a worker died before it could note the first time, lands in
    the same file, as a mail server that knows the Message-ID would have it.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for mail in email_messages:
            message = mail.message()
            digest = hashlib.sha256(str(message["Message-ID"]).encode()).hexdigest()[:24]
            unfinished = folder / f".{digest}-{os.getpid()}"
            unfinished.write_bytes(message.as_bytes())
            unfinished.replace(folder / f"{digest}.eml")
        return len(email_messages)
