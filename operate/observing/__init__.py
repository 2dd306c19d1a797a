"""What watches a center by itself, read: alarms of CloudWatch, and the rows by which the probes tell that they live."""
