// A shorter value could be guessed from three or five of its characters.
const LEAST_LENGTH = 20;
const SHOWN_AT_END = 2;

/** Enough of a value to recognise it, and how long it is: `sk_…3f, 32 characters`. Of a short one, and of one with line breaks, only that. */
export function masked(value: string): string {
  const length = [...value].length;
  const size = `${length} ${length === 1 ? 'character' : 'characters'}`;
  if (length === 0) return 'empty';
  if (length < LEAST_LENGTH || !/^[\x21-\x7E]+$/.test(value)) return `…, ${size}`;
  const [prefix = ''] = /^[A-Za-z]{2,6}[_-]/.exec(value) ?? [];
  return `${prefix}…${value.slice(-SHOWN_AT_END)}, ${size}`;
}

export function maskedBytes(bytes: Uint8Array): string {
  return `${bytes.length} bytes`;
}
