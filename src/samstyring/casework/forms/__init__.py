"""What people type about cases, meetings and decisions."""
