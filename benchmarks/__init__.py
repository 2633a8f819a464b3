"""How fast the whole commands are, beside the programs that people would use instead.

``make bench`` measures and writes ``benchmarks/RESULTS.md``; ``--small`` does a tenth of it. A
machine may be busy, so what counts are the ratios within one run; ``make bench-kecil`` fails on a
few of them.
"""
