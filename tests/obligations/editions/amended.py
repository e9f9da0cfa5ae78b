"""A second amendment of the Act for tests, not shipped: a new edition in a copy of the data files.

It adds an obligation, changes one, removes one, renumbers one (the same key under another
citation), gives one another clock, and moves a day. No such law exists.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from contextlib import contextmanager
from pathlib import Path

from obligations.catalogue import loader

FILE = "ai-act/2026-11-01.yaml"
EDITION = """
instrument: ai-act
in_force_from: 2026-11-01
based_on: 2026-07-27
title: Planted amendment
cite: No such text
source_url: https://example.org/planted
defaults: {chapter: V, confidence: I}
removed:
  - {key: aia-53-1-c, change: The copyright policy is gone.}
changed:
  - key: aia-53-1-d
    change: The paragraph is renumbered.
    cite: Art. 53(1)(e)
  - key: aia-53-1-a
    change: The documentation is given to the public too.
    summary: Draw the documentation up, keep it up to date, and publish it.
    audience: [ai-office, public]
  - key: aia-53-3
    change: It applies from a later day.
    applies_from: 2026-12-24
    enforceable_from: 2026-12-24
  - key: aia-52-1
    change: The notification has three weeks.
    rule_args: {within: 3 weeks}
added:
  - key: aia-53-9
    after: aia-53-6
    change: A new duty for everybody.
    kind: obligation
    title: Name a person
    summary: Name a person who answers for the model.
    cite: Art. 53(9)
    anchor: art_53
    rule: training-summary
    audience: [ai-office]
    applies_from: 2026-11-01
    enforceable_from: 2026-11-01
    links: [aia-53-1-a]
"""


@contextmanager
def data_files(folder: Path, files: Mapping[str, str]):
    """Let the catalogue be that of a copy of the data files, with other files put in."""
    shutil.copytree(loader.DATA, folder, dirs_exist_ok=True)
    for name, content in files.items():
        (folder / name).write_text(content)
    shipped = loader.DATA
    loader.DATA = folder
    loader.catalogue.cache_clear()
    try:
        yield
    finally:
        loader.DATA = shipped
        loader.catalogue.cache_clear()
