"""People, conferences, schedules and snapshots that tests, rehearsal and benchmarks share. Never shipped."""
