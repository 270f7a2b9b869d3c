"""What the console keeps of a conference beside its schedule: imports, earlier revisions."""
