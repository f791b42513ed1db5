"""What people type about partnerships, parties, forums, mandates and seats."""
