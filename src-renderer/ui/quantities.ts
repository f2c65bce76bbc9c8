import { formatCount, formatNumber } from './numbers.ts';

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'];

/** A file's size in decimal units: `3.21 MB`. */
export function formatBytes(byteCount: number): string {
  const power = Math.min(byteUnits.length - 1, byteCount < 1 ? 0 : Math.floor(Math.log10(byteCount) / 3));
  const amount = power === 0 ? formatCount(byteCount) : formatNumber(byteCount / 1000 ** power);
  return `${amount} ${byteUnits[power]}`;
}

/** A span of time for people: `under a second`, `45 s`, `2 min`, `1 h 10 min`. */
export function formatDuration(seconds: number): string {
  if (seconds < 1) return 'under a second';
  if (seconds < 59.5) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return `${formatCount(Math.floor(minutes / 60))} h${rest === 0 ? '' : ` ${rest} min`}`;
}

/** `1 drug`, `24 drugs`. */
export function formatQuantity(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

/** A moment for people, in their own time zone: `22 Nov 2026, 14:05`. */
export function formatMoment(iso: string): string {
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return iso;
  return moment.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}

/** A message of the backend as the beginning of a sentence. */
export function capitalised(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}
