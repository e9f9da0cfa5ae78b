"""What leaves the copyright desk: crawlers for programs, and their feed."""
