"""The stages that exist on one machine alone, `local` and `test`: settings and AWS. Never shipped."""
