"""What the console keeps beside a schedule: who may organize it, imports, earlier revisions."""
