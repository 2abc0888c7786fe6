"""A workshop: where the views of one firm differ, and whether it matters."""
