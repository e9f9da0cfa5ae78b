"""What people type in about safety."""
