"""What planning can tell."""
