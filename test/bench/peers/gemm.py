"""Products of square matrices by numpy: seconds of each repeat. numpy takes A A' for the symmetric product that it is."""

import json
import sys
import time

import numpy as np

operation, size, repeats = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
generator = np.random.default_rng(1)
kind = np.float32 if operation == "f32" else np.float64
a = np.asfortranarray(generator.random((size, size)) - 0.5, dtype=kind)
b = np.asfortranarray(generator.random((size, size)) - 0.5, dtype=kind)


def multiply():
    if operation == "f64-syrk":
        return a @ a.T
    return a.T @ b if operation == "f32" else a @ b


multiply()
seconds = []
for _ in range(repeats):
    start = time.perf_counter()
    multiply()
    seconds.append(time.perf_counter() - start)
print(json.dumps({"seconds": seconds}))
