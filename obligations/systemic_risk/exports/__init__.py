"""Files made of notifications."""
