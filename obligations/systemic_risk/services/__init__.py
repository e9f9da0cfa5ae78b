"""What is written about compute, notification and the Commission's decisions."""
