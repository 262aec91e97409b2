"""Measurements beside a peer in the same run; `python -m benchmarks [NAME…]` writes `RESULTS.md`."""
