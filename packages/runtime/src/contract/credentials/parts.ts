/** A named part of a variable's value, as `password` and `hunter22` of `user=app;password=hunter22`. */
export interface Part {
  readonly name: string;
  readonly value: string;
}

/** The strings in a value that is JSON, each with the name it stands under and the one above that: `stripe_value`. */
export function partsOfJson(value: string): Part[] | undefined {
  if (!/^\s{0,8}[[{]/.test(value)) return undefined;
  try {
    return stringsIn(JSON.parse(value));
  } catch {
    return undefined;
  }
}

/** Without recursion, since a value may be brackets alone. */
function stringsIn(json: unknown): Part[] {
  const parts: Part[] = [];
  const open: [name: string, value: unknown][] = [['', json]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [name, value] = next;
    if (typeof value === 'string') parts.push({ name, value });
    else if (Array.isArray(value)) for (const item of value) open.push([name, item]);
    else if (typeof value === 'object' && value !== null)
      for (const [key, item] of Object.entries(value)) open.push([`${name.slice(-64)}_${key}`, item]);
  }
  return parts;
}

/** What a connection string, a query, headers, or lines of a file name. */
export function partsOfText(value: string): Part[] {
  const parts: Part[] = [];
  for (const match of value.matchAll(NAME)) {
    if (parts.length === MOST_PARTS) break;
    parts.push({ name: match[1] ?? '', value: behind(match) });
  }
  return parts;
}

// A function's variables have 4 KB together: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
const MOST_PARTS = 1000;

// Bounded, so that a value of names alone is read in one pass. What stands behind a colon or a slash is part of an ARN or a path.
const NAME = /(?:(?<![\w./:-])|(?<=:)(?=_))([A-Za-z_][\w.-]{0,63})\\?["']?\s?[=:]\s?(?!\/\/)/g;
const LONGEST_PART = 512;

function behind({ input, index, 0: found }: RegExpExecArray): string {
  const rest = input.slice(index + found.length, index + found.length + LONGEST_PART);
  const [, quoted] = /^\\?["']([^"'\\]{0,512})/.exec(rest) ?? [];
  return quoted ?? rest.split(/[\s;&,"'\\]/, 1)[0] ?? '';
}

/** The text that a value is the base64 of, if it is of one. */
export function textInBase64(value: string): string | undefined {
  if (value.length < 16 || /[^A-Za-z0-9+/=_-]/.test(value)) return undefined;
  const text = Buffer.from(value, 'base64').toString('utf8');
  return /[^\t\n\r\x20-\x7e]/.test(text) ? undefined : text;
}
