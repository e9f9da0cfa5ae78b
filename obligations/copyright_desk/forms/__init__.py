"""What input at the copyright desk looks like."""
