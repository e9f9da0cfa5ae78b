"""What is written about serious incidents."""
