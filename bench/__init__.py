"""Measurements, run by hand: `make bench-<name>` prints a table and writes bench/results/<name>.json."""
