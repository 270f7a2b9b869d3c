"""`make deploy`: a stage as one CloudFormation stack, from checks to DNS records."""
