"""Reads a table of numbers by pandas or numpy: seconds of each repeat, and the largest resident memory in MiB."""

import json
import resource
import sys
import time

reader, path, columns, repeats = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])

if reader == "pandas":
    import pandas

    def read():
        return pandas.read_csv(path, sep="\t", index_col=0)

else:
    import numpy

    def read():
        return numpy.loadtxt(path, delimiter="\t", skiprows=1, usecols=range(1, columns + 1))


seconds = []
for _ in range(repeats):
    start = time.perf_counter()
    table = read()
    seconds.append(time.perf_counter() - start)
    if table.shape[1] != columns:
        raise SystemExit(f"found {table.shape[1]} columns, expected {columns}")
    del table
print(json.dumps({"seconds": seconds, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
