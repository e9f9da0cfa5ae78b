"""Ways as lists and pages."""
