"""Calendar feeds: what falls due, in the calendar programs people already use."""
