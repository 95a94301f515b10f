/** A look may be a little newer than our clock; beyond this the clocks differ. */
const skewMs = 2_000;

/** `4 s ago`; `never` for null. Never more exact than people need. */
export function age(at: string | null, nowMs: number): string {
  if (at === null) return 'never';
  const then = Date.parse(at);
  if (Number.isNaN(then)) return 'unknown';
  const ms = nowMs - then;
  if (ms < -skewMs) return `${coarse(-ms)} ahead of this clock`;
  return `${coarse(Math.max(0, ms))} ago`;
}

function coarse(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 100) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
}

/** `0.3 s`, `12.0 s`, `2 min 05 s`, `1 h 02 min`. */
export function duration(ms: number): string {
  if (ms < 59_950) return `${(Math.max(0, ms) / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${two(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
}

/** Local time of day, `12:03:04`. */
export function clock(at: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return '--:--:--';
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
}

/** Milliseconds between two moments; undefined when one of them is not there. */
export function between(from: string | null, to: string | null): number | undefined {
  if (from === null || to === null) return undefined;
  const ms = Date.parse(to) - Date.parse(from);
  return Number.isNaN(ms) ? undefined : ms;
}

const two = (n: number): string => String(n).padStart(2, '0');
