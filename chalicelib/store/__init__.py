"""PynamoDB models and their queries; the only place that reads and writes the tables."""
