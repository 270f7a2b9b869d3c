"""One use case a file: each asks the store, lets the domain decide, and writes what it decided."""
