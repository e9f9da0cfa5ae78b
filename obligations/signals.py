"""The one signal of obligations: that people were told something."""

from django.dispatch import Signal

# Sent inside the transaction that queues notices, with ``messages`` (one for each person told) and
# ``now``. Rooms that carry the same elsewhere write in the same transaction.
notices_queued = Signal()
