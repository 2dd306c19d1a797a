"""Quotas and API time of a plan; KPIs, capacity and cost are to come."""
