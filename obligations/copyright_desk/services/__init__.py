"""Every write of the copyright desk."""
