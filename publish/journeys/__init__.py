"""The caller's journey as a picture and as a page: what `civicline flows map` writes."""
