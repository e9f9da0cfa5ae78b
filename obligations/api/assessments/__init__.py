"""/assessments/ and /reviews/: positions on duties, what is said about them, and decisions."""
