"""What can be done with cases, meetings and decisions."""
