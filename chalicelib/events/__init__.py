"""SQS, SNS and schedule handlers: parse, call one service, shape the reply."""
