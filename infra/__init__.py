"""What is deployed besides the code: template fragments, packaging and its rehearsal. Never shipped."""
