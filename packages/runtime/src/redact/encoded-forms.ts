import type { RawSecret } from '../stores/raw-secret.js';

/** Shorter texts are not looked for: `true`, `eu-west-1`'s parts and the like would be redacted wherever they stand. */
export const LEAST_LENGTH = 8;
const DEPTH_LIMIT = 500;

/** Every text under which a secret could stand in a line of a log: its whole text, the texts in its JSON, each also encoded. */
export function encodedForms({ text, bytes }: RawSecret): Set<string> {
  const forms = new Set<string>();
  const add = (form: string) => {
    if (form.length >= LEAST_LENGTH) forms.add(form);
  };
  if (bytes) for (const form of base64Forms(Buffer.from(bytes))) add(form);
  for (const value of text ? [text, text.trim(), ...leaves(text)] : []) {
    if (value.length < LEAST_LENGTH) continue;
    const bytes = Buffer.from(value);
    add(value);
    for (const form of base64Forms(bytes)) add(form);
    // Letters, digits and these signs stand for themselves in JSON and in URLs.
    if (/^[\w.-]+$/.test(value)) continue;
    const escaped = inJson(value);
    // A JSON text within a JSON text is escaped once more.
    for (const form of [escaped, inJson(escaped), ...urlForms(`${bytes}`)]) add(form);
  }
  return forms;
}

function urlForms(text: string): string[] {
  const forms = [encodeURIComponent(text), new URLSearchParams({ '': text }).toString().slice(1)];
  return forms.flatMap((form) => [form, form.replace(/%../g, (code) => code.toLowerCase())]);
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
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

/** Every text in a JSON text; none where it is no JSON. */
function leaves(text: string): string[] {
  try {
    return textsIn(JSON.parse(text), 0);
  } catch {
    return [];
  }
}

function textsIn(node: unknown, depth: number): string[] {
  if (typeof node === 'string') return [node];
  if (typeof node !== 'object' || node === null || depth > DEPTH_LIMIT) return [];
  return Object.values(node).flatMap((member) => textsIn(member, depth + 1));
}
