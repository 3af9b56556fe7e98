import { type Rewritten, rewrite } from './rewrite.js';

const CONTROL: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

// util.inspect shows a text of several lines as a sum, perhaps in colours: `\n' +`, and in the next line `'`.
const SUM = String.raw`\\n['"\x60][^\s'"\x60]{0,5} \+\n +[^\s'"\x60]{0,5}['"\x60]`;
const BACKSLASHED = String.raw`\\(?:[bfnrt]|u[\da-fA-F]{4}|x[\da-fA-F]{2}|[^\da-zA-Z])`;
const PERCENT_ENCODED = '%[0-7]H|%[CDcd]H%[89ABab]H|%[Ee]H(?:%[89ABab]H){2}|%[Ff][0-4](?:%[89ABab]H){3}'.replaceAll(
  'H',
  '[\\da-fA-F]',
);

const patternOf = (...parts: readonly string[]) => new RegExp(parts.join('|'), 'g');
const EVERY = patternOf(SUM, BACKSLASHED, PERCENT_ENCODED);
/** One kind of escapes each: of JSON, JavaScript and shells; and of URLs. */
export const KINDS_OF_ESCAPES = [patternOf(SUM, BACKSLASHED), patternOf(PERCENT_ENCODED)];

/** The text with every character unescaped once; undefined where none is escaped. */
export function unescaped(text: string, escapes: RegExp = EVERY): Rewritten | undefined {
  if (!text.includes('\\') && !text.includes('%')) return undefined;
  const rewritten = rewrite(text, escapes, plain);
  return rewritten.text === text ? undefined : rewritten;
}

function plain(sequence: string): string {
  if (sequence.startsWith('%')) {
    try {
      return decodeURIComponent(sequence);
    } catch {
      return sequence;
    }
  }
  const kind = sequence.charAt(1);
  if (kind === 'u' || kind === 'x') return String.fromCharCode(Number.parseInt(sequence.slice(2), 16));
  return CONTROL[kind] ?? kind;
}

/** The text without line breaks, which stand anywhere in base64 and differ between systems; undefined where there is none but the last. */
export function unbroken(text: string): Rewritten | undefined {
  const first = text.indexOf('\n');
  const isLine = (first < 0 || first === text.length - 1) && !text.includes('\r');
  return isLine ? undefined : rewrite(text, /[\r\n]+/g, () => '');
}

/** A form may have a plus sign for a space. */
export function withoutPlus(text: string): string {
  return text.replaceAll('+', ' ');
}
