"""Benchmarks and long proofs. Ratios measured in one run on one machine; `python -m bench` writes `RESULTS.md`."""
