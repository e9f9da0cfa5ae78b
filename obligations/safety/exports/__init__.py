"""Framework and reports as files."""
