"""What people fill in about the strategy."""
