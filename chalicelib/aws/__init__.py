"""The only places that hold a boto3 client: queue, storage, email."""
