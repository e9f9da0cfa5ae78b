"""What input about incidents looks like."""
