"""Publishing summaries and recording what changes them."""
