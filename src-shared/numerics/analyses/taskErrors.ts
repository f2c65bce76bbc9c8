import type { Matrix } from '../linalg/matrix.ts';
import type { ResponseScaling } from './responseScaling.ts';

/** Squared errors per task, in units of one scaling; their mean over tasks is what a tuning value minimises. */
export class TaskErrors {
  private readonly sums: Float64Array;
  private readonly counts: Float64Array;
  private readonly responses: Matrix;
  private readonly scaling: ResponseScaling;

  constructor(responses: Matrix, scaling: ResponseScaling) {
    this.responses = responses;
    this.scaling = scaling;
    this.sums = new Float64Array(responses.columns);
    this.counts = new Float64Array(responses.columns);
  }

  add(entries: Int32Array, predicted: Float64Array): void {
    entries.forEach((entry, place) => {
      const task = Math.floor(entry / this.responses.rows);
      const error = (this.responses.values[entry] - predicted[place]) / this.scaling.deviations[task];
      this.sums[task] += error ** 2;
      this.counts[task] += 1;
    });
  }

  mean(): number {
    const tested = [...this.sums.keys()].filter((task) => this.counts[task] > 0);
    return tested.reduce((sum, task) => sum + this.sums[task] / this.counts[task], 0) / tested.length;
  }
}
