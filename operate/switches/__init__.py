"""The operator's switches: close, announce, reopen, in every region at once, without Pulumi and without the spec."""
