"""Program spec to flow documents. Pure; references stay symbolic."""
