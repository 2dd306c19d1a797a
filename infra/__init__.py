"""Documents to resources: the only home of Pulumi programs."""
