"""What is done with partnerships, seats and mandates."""
