"""Every sentence the law says in these tests has a phrase, so that other languages can say it."""

from __future__ import annotations

import pytest

from tests.obligations.phrasebook import listening


@pytest.fixture(autouse=True, scope="module")
def _every_sentence_has_its_phrase():
    heard: set[str] = set()
    before = set(listening.book().unknown)  # Another module's values are not this one's.
    restore = []
    for answer in listening.answers():
        restore.append((answer, answer.__init__))
        answer.__init__ = _heard(answer.__init__, heard)
    yield
    for answer, made in restore:
        answer.__init__ = made
    assert listening.missing(heard) == set()
    kept = listening.book().unknown - listening.NAMES - before
    assert not kept, f"values inside sentences that no phrase says: {sorted(kept)}"


def _heard(made, heard):
    def made_and_heard(self, *args, **kwargs):
        made(self, *args, **kwargs)
        heard.update(
            text
            for name in listening.SPOKEN
            if isinstance(text := getattr(self, name, None), str) and text
        )

    return made_and_heard
