"""Trace-norm regression by accelerated proximal gradient on the full features x tasks weights, as RMTL and MALSAR do it.

A few full-space iterations are timed. How many a path takes is counted in the row space of the features (n x n), where
the very same iterates cost little: with X = U S V', the full-space iterate that starts at 0 is V times the reduced one.
The fit that the project wrote is judged here too: its objective and its certificate, on the full weights.
"""

import json
import os
import sys
import time

import numpy as np

folder, n, p, tasks, tolerance, timed_iterations, lambda_count, minimum_fraction = sys.argv[1:9]
n, p, tasks, timed_iterations, lambda_count = int(n), int(p), int(tasks), int(timed_iterations), int(lambda_count)
tolerance, minimum_fraction = float(tolerance), float(minimum_fraction)
ITERATION_LIMIT = 20_000
CHECK_INTERVAL = 5


def numbers(name, rows, columns):
    return np.fromfile(os.path.join(folder, name)).reshape(columns, rows).T


def standardise(x):
    x = x - x.mean(axis=0)
    deviations = np.sqrt((x**2).mean(axis=0))
    return x / np.where(deviations > 0, deviations, 1)


design = np.asfortranarray(standardise(numbers("features.f64", n, p)))
raw = numbers("responses.f64", n, tasks)
mask = ~np.isnan(raw)
counts = mask.sum(axis=0)
centred = np.where(mask, raw - np.nanmean(raw, axis=0), 0)
responses = centred / np.sqrt((centred**2).sum(axis=0) / counts)
masked = mask.astype(float)


def residual(fitted):
    """Of the observed entries, with the best intercepts."""
    open_residual = (responses - fitted) * masked
    return (open_residual - open_residual.sum(axis=0) / counts) * masked


def half_squares(r):
    return 0.5 * np.vdot(r, r)


def shrink(weights, threshold):
    u, s, vt = np.linalg.svd(weights, full_matrices=False)
    kept = np.maximum(s - threshold, 0)
    rank = int((kept > 0).sum())
    return (u[:, :rank] * kept[:rank]) @ vt[:rank], kept.sum()


def shrink_by_gram(weights, threshold):
    """The same from the eigenvectors of the tasks x tasks Gram matrix: cheaper than any package does it."""
    values, vectors = np.linalg.eigh(weights.T @ weights)
    s = np.sqrt(np.maximum(values, 0))
    kept = np.maximum(s - threshold, 0)
    chosen = kept > 0
    factors = vectors[:, chosen] * (kept[chosen] / s[chosen])
    return (weights @ factors) @ vectors[:, chosen].T, kept.sum()


def certificate(gradient, weights, trace_norm, lam):
    excess = max(np.linalg.norm(gradient, 2) - lam, 0) / lam
    if trace_norm == 0:
        return excess
    return excess + abs(np.vdot(gradient, weights) + lam * trace_norm) / (lam * trace_norm)


def judge(lam):
    """Objective and certificate of the project's fit, from its full weights alone."""
    weights = numbers("weights.f64", p, tasks)
    r = (responses - design @ weights - np.fromfile(os.path.join(folder, "intercepts.f64"))) * masked
    gradient = -(design.T @ residual(design @ weights))
    largest = np.sqrt(np.linalg.eigvalsh(gradient.T @ gradient)[-1])
    trace_norm = np.linalg.svd(weights, compute_uv=False).sum()
    slack = abs(np.vdot(gradient, weights) + lam * trace_norm) / (lam * trace_norm)
    return half_squares(r) + lam * trace_norm, max(largest - lam, 0) / lam + slack, weights


def time_full_space(weights, lam, lipschitz, prox):
    """Seconds of one iteration at a point of the path: gradient, shrinkage, objective."""
    seconds = []
    for _ in range(timed_iterations):
        start = time.perf_counter()
        gradient = -(design.T @ residual(design @ weights))
        shrunk, trace_norm = prox(weights - gradient / lipschitz, lam / lipschitz)
        half_squares(residual(design @ shrunk)) + lam * trace_norm
        seconds.append(time.perf_counter() - start)
    return float(np.median(seconds))


def solve(scores, lam, start, lipschitz):
    """FISTA with restart (Beck & Teboulle 2009; O'Donoghue & Candes 2015) to the tolerance; returns the iterations too."""
    current, ahead, momentum = start, start, 1.0
    for iteration in range(1, ITERATION_LIMIT + 1):
        gradient = -(scores.T @ residual(scores @ ahead))
        following, trace_norm = shrink(ahead - gradient / lipschitz, lam / lipschitz)
        if np.vdot(ahead - following, following - current) > 0:
            momentum = 1.0
        growth = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = following + (momentum - 1) / growth * (following - current)
        current, momentum = following, growth
        if iteration % CHECK_INTERVAL == 0 or iteration == 1:
            r = residual(scores @ current)
            gradient = -(scores.T @ r)
            if certificate(gradient, current, trace_norm, lam) <= tolerance:
                return current, half_squares(r) + lam * trace_norm, iteration
    return current, half_squares(residual(scores @ current)) + lam * trace_norm, ITERATION_LIMIT


gram_values, gram_vectors = np.linalg.eigh(design @ design.T)
kept = gram_values > 1e-12 * gram_values[-1]
scores = gram_vectors[:, kept] * np.sqrt(gram_values[kept])
lipschitz = float(gram_values[-1])
lambda_max = float(np.linalg.norm(scores.T @ residual(np.zeros_like(responses)), 2))
lambdas = lambda_max * minimum_fraction ** (np.arange(lambda_count) / (lambda_count - 1))

objective_ours, certificate_ours, fitted = judge(lambdas[-1])
iteration_s = time_full_space(fitted, lambdas[-1], lipschitz, shrink)
gram_iteration_s = time_full_space(fitted, lambdas[-1], lipschitz, shrink_by_gram)
del fitted

start = time.perf_counter()
weights = np.zeros((scores.shape[1], tasks))
iterations, objectives = 0, []
for lam in lambdas:
    weights, objective, taken = solve(scores, lam, weights, lipschitz)
    iterations += taken
    objectives.append(objective)
reduced_s = time.perf_counter() - start

print(
    json.dumps(
        {
            "iteration_s": iteration_s,
            "gram_iteration_s": gram_iteration_s,
            "iterations": iterations,
            "reduced_s": reduced_s,
            "objectives": objectives,
            "lambdas": lambdas.tolist(),
            "judged_objective": objective_ours,
            "judged_certificate": certificate_ours,
        }
    )
)
