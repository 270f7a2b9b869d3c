"""The console, where organizers work; every page states the role that it needs."""
