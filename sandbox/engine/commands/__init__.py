"""The sub-commands of `pulumi` that the Automation API, and a person with a checkout, call."""
