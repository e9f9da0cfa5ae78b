"""Gap analyses, and ways that no longer stand."""
