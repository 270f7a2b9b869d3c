"""The CEU Portal: what ships to Lambda."""
