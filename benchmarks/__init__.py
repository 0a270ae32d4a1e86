"""What newsmarkup costs, as ratios. `python -m benchmarks.page_view --help`, `python -m benchmarks.jsonld --help`."""
