"""What input looks like."""
