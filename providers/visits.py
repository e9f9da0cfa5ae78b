"""What counts as one visit of a person, for pages that say what changed since the last one."""

from datetime import timedelta

# Looking again within this time is the same visit: what was new at its start stays new.
SAME_VISIT = timedelta(minutes=30)
