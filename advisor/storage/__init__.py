"""Saved assessments: `store` says what a store does, `sql` keeps them in SQLite or PostgreSQL."""
