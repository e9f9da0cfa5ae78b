"""Pages of the copyright desk: one's own, and those for everybody."""
