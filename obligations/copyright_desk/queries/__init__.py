"""What the copyright desk reads."""
