"""What is read about compute, notification and the Commission's decisions."""
