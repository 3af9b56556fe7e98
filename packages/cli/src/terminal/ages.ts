const UNITS: readonly (readonly [seconds: number, name: string])[] = [
  [31_536_000, 'y'],
  [2_592_000, 'mo'],
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
];

/** `3 d`, `4 h`; less than a minute, `0 min`. */
export function age(moment: Date, now: number): string {
  const seconds = Math.abs(now - moment.getTime()) / 1000;
  const [unit, name] = UNITS.find(([size]) => seconds >= size) ?? [undefined, ''];
  return unit === undefined ? '0 min' : `${Math.floor(seconds / unit)} ${name}`;
}

/** In UTC, to the minute: `2026-11-30 14:05`. */
export function dateTime(moment: Date): string {
  return moment.toISOString().slice(0, 16).replace('T', ' ');
}
