import { Transform } from 'node:stream';

const REDACTED = Buffer.from('[redacted by amplify-secrets]');
// As for redactSecrets of the runtime: `true` or `eu-west-1` would be redacted wherever they stand.
const LEAST_LENGTH = 8;

/**
 * A stream that lets everything through but these values: as they are, and as JSON, URLs and base64 write them. Only what may be the
 * beginning of a value is held back until more comes.
 */
export function redactStream(values: readonly string[]): Transform {
  const forms = formsOf(values);
  let held = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const { out, rest } = redacted(Buffer.concat([held, chunk]), forms);
      held = rest;
      done(null, out);
    },
    flush(done) {
      done(null, held);
    },
  });
}

function redacted(
  bytes: Buffer,
  forms: readonly Buffer[],
): { readonly out: Buffer; readonly rest: Buffer<ArrayBuffer> } {
  const parts: Buffer[] = [];
  let from = 0;
  for (;;) {
    const [start, end] = firstMatch(bytes, forms, from);
    if (start === -1) break;
    parts.push(bytes.subarray(from, start), REDACTED);
    from = end;
  }
  const hold = heldLength(bytes.subarray(from), forms);
  parts.push(bytes.subarray(from, bytes.length - hold));
  return { out: Buffer.concat(parts), rest: Buffer.from(bytes.subarray(bytes.length - hold)) };
}

/** The first one, and of several at one place the longest. */
function firstMatch(bytes: Buffer, forms: readonly Buffer[], from: number): readonly [start: number, end: number] {
  let found: readonly [number, number] = [-1, -1];
  for (const form of forms) {
    const start = bytes.indexOf(form, from);
    if (start !== -1 && (found[0] === -1 || start < found[0])) found = [start, start + form.length];
  }
  return found;
}

/** How much of the end could be the beginning of a value. */
function heldLength(bytes: Buffer, forms: readonly Buffer[]): number {
  return Math.max(
    0,
    ...forms.map((form) => {
      for (let length = Math.min(form.length - 1, bytes.length); length > 0; length--) {
        if (bytes.subarray(bytes.length - length).equals(form.subarray(0, length))) return length;
      }
      return 0;
    }),
  );
}

/** The longest first, so that a value within another does not hide its rest. */
function formsOf(values: readonly string[]): readonly Buffer[] {
  const forms = values
    .flatMap((value) => [value, value.trim()])
    .filter(({ length }) => length >= LEAST_LENGTH)
    .flatMap((value) => [
      value,
      JSON.stringify(value).slice(1, -1),
      // A lone surrogate becomes U+FFFD, as it does in the output.
      encodeURIComponent(Buffer.from(value).toString()),
      Buffer.from(value).toString('base64').replace(/=+$/, ''),
      Buffer.from(value).toString('base64url'),
    ]);
  return [...new Set(forms)].map((form) => Buffer.from(form)).sort((one, other) => other.length - one.length);
}
