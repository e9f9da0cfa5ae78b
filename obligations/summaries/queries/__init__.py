"""Reading summaries: their standing, and what the public sees."""
