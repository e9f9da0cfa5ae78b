"""The copyright desk for programs."""
