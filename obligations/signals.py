"""The signals of obligations: people were told something, or another text is followed."""

from django.dispatch import Signal

# Sent inside the transaction that queues notices, with ``messages`` (one for each person who was
# not told before) and ``now``. Rooms that carry the same elsewhere write in the same transaction.
notices_queued = Signal()

# Sent inside the transaction that moves a provider's duties, after they were moved, with
# ``provider``, ``before`` and ``after`` (rows of editions of one text), ``by`` and ``now``.
# Receivers write in the same transaction (decision 63).
text_followed = Signal()
