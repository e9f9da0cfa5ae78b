"""Pages about summaries."""
