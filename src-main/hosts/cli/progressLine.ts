import type { CallProgress } from '#shared/contract/wire.ts';

export interface Shown extends CallProgress {
  secondsLeft?: number;
}

/** Where progress goes: a terminal's or a pipe's error stream. */
export interface ProgressStream {
  isTTY?: boolean;
  write: (text: string) => unknown;
}

const barWidth = 28;
const stepsOfAPipe = 10;

/** On a terminal one bar that is drawn over; else a line for every tenth. */
export class ProgressLine {
  private readonly stream: ProgressStream;
  private message = '';
  private lastStep = 0;
  private barDrawn = false;

  constructor(stream: ProgressStream) {
    this.stream = stream;
  }

  show(progress: Shown): void {
    if (this.stream.isTTY === true) this.drawBar(progress);
    else this.writeStep(progress);
  }

  /** Takes the bar away, so that what follows stands on a line of its own. */
  clear(): void {
    if (this.barDrawn) this.stream.write('\r\u001b[K');
    this.barDrawn = false;
  }

  private drawBar({ fraction, message, secondsLeft }: Shown): void {
    const full = Math.round(fraction * barWidth);
    const bar = '#'.repeat(full) + '.'.repeat(barWidth - full);
    const left = secondsLeft === undefined ? '' : `, ${describeSeconds(secondsLeft)} left`;
    this.stream.write(`\r\u001b[K[${bar}] ${percentOf(fraction)} ${message}${left}`);
    this.barDrawn = true;
  }

  private writeStep({ fraction, message, secondsLeft }: Shown): void {
    if (message !== this.message) this.lastStep = 0;
    this.message = message;
    const step = Math.floor(fraction * stepsOfAPipe);
    if (step <= this.lastStep) return;
    this.lastStep = step;
    const left =
      secondsLeft === undefined || step === stepsOfAPipe ? '' : `, ${describeSeconds(secondsLeft)} left`;
    this.stream.write(`${message}: ${percentOf(step / stepsOfAPipe)}${left}\n`);
  }
}

function percentOf(fraction: number): string {
  return `${Math.floor(100 * fraction)} %`;
}

/** `45 s`, `3 min` or `2 h 10 min`. */
export function describeSeconds(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
