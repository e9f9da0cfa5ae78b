"""Pages of serious incidents."""
