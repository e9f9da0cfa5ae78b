"""The signal of facts; ``obligations.signals`` has the others."""

from django.dispatch import Signal

# Sent inside the transaction that records a fact, with ``provider``, ``ai_model`` (None for a fact
# about the provider itself), ``by`` and ``now``. Receivers write in the same transaction and return
# what changed, so that a fact and its consequences stand or fall together.
facts_changed = Signal()
