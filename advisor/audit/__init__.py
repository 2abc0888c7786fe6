"""What the data files do to recommendations: who is ever shortlisted, who never and why, which unknowns weigh most."""
