"""What is read about serious incidents."""
