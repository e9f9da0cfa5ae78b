"""Pages about ways."""
