"""What watches a center in one of its regions: a probe, alarms that wake somebody, and a dashboard."""
