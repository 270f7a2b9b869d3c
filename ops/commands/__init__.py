"""One command a file. What needs the tables is imported inside: `--local` has to come first."""
