"""The Connect API over the store that Cloud Control writes: a console's reads, and the writes that hands make."""
