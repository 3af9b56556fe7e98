import type { RawSecret } from '../stores/raw-secret.js';
import { KINDS_OF_ESCAPES, unescaped, withoutPlus } from './escapes.js';

/** Shorter ones are not looked for: `true`, the parts of `eu-west-1` and the like would be redacted wherever they stand. */
export const LEAST_LENGTH = 8;
/** How many escapes deep a value is found: JSON within JSON within a URL is three. */
export const ESCAPE_DEPTH = 8;
const FORMS_LIMIT = 16;
const JSON_DEPTH = 500;

/** As what a secret is looked for in a text without escapes: its whole text and the texts in its JSON, each also in base64; bytes in base64 alone. */
export function searchedWords({ text, bytes }: RawSecret): Set<string> {
  const words = new Set<string>();
  const add = (form: string) => {
    const word = withoutPlus(form);
    if (word.length >= LEAST_LENGTH) words.add(word);
  };
  if (bytes) base64Forms(Buffer.from(bytes)).forEach(add);
  for (const value of text ? [text, text.trim(), ...leaves(text)] : []) {
    if (value.length < LEAST_LENGTH) continue;
    const encoded = Buffer.from(value);
    // A lone surrogate becomes U+FFFD wherever it is encoded.
    for (const form of [value, encoded.toString()]) {
      for (const plain of unescapedForms(form)) add(plain.replace(/[\r\n]/g, ''));
    }
    base64Forms(encoded).forEach(add);
  }
  return words;
}

/**
 * A value that itself looks as if it were escaped may be found unescaped further than it should be, in one way, in the other or in both
 * at once, down to what cannot be unescaped any further; and a backslash at its end may be taken for a part of what follows.
 */
function unescapedForms(value: string): Set<string> {
  const forms = new Set([value]);
  let form: string | undefined = value;
  // A text is unescaped as often: a value of escapes within escapes has as many forms as it is long.
  for (let depth = 0; depth <= ESCAPE_DEPTH && form !== undefined; depth++) {
    forms.add(form).add(form.replace(/(?<!\\)\\+$/, ''));
    form = unescaped(form)?.text;
  }
  for (const form of forms) {
    if (forms.size > FORMS_LIMIT) break;
    for (const escapes of KINDS_OF_ESCAPES) forms.add(unescaped(form, escapes)?.text ?? form);
  }
  return forms;
}

/**
 * Base64 and base64url of the bytes alone, and of what of them can be told from the base64 of a longer text (`user:password`), in
 * which they begin at any of three places.
 */
function base64Forms(bytes: Buffer): string[] {
  const inLonger = [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64url');
    // The characters at both ends carry bits of the neighbours.
    return encoded.slice(Math.ceil((before * 4) / 3), Math.floor(((before + bytes.length) * 4) / 3));
  });
  return [bytes.toString('base64url'), ...inLonger].flatMap((form) => [
    form,
    form.replaceAll('-', '+').replaceAll('_', '/'),
  ]);
}

/** Every text in a JSON text; none where it is not JSON. */
function leaves(text: string): string[] {
  try {
    return textsIn(JSON.parse(text), 0);
  } catch {
    return [];
  }
}

function textsIn(node: unknown, depth: number): string[] {
  if (typeof node === 'string') return [node];
  if (typeof node !== 'object' || node === null || depth > JSON_DEPTH) return [];
  return Object.values(node).flatMap((member) => textsIn(member, depth + 1));
}
