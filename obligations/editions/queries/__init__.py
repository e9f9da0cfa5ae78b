"""What is read: amendments, and how far their changes have come."""
