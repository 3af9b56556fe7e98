import { createSecretsClient } from '@amplify-secrets/runtime';
import { redactSecretsOf } from '@amplify-secrets/runtime/redact';
import type { Transport } from '@amplify-secrets/runtime/transport';
import type { OutputRedactor } from './redact-stream.js';

// In lines as long, programs write base64: 76 characters by MIME, 64 by PEM.
const BYTES_PER_LINE = [57, 48] as const;
const DAY_SECONDS = 86_400;
// That of redactSecrets: `true` or `eu-west-1` would be redacted wherever they stand.
const LEAST_LENGTH = 8;

/**
 * The runtime's redactor for the output of a command, which is decoded as latin1, so that nothing else of it changes, whatever it is. A
 * value of several lines is found also by its lines, since output comes by lines.
 */
export async function redactorOf(values: readonly string[]): Promise<OutputRedactor> {
  const pieces = JSON.stringify([...new Set(values.flatMap(piecesOf))]);
  const held = [...values, pieces];
  const client = createSecretsClient({ descriptor: { apps: {} }, transport: serving(held), ttl: DAY_SECONDS });
  // One after the other: those of one turn would be one batch.
  for (const index of held.keys()) await client.getSecret(nameOf(index));
  const forms = [...new Set(values.flatMap((value) => [value, ...stringsIn(value)]).flatMap(formsOf))];
  return { redact: redactSecretsOf(client), mayGoOn: (text) => forms.some((form) => endsWithBeginning(text, form)) };
}

/** As what a value may begin: what the redactor finds more is not written in parts. */
function formsOf(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  if (bytes.length < LEAST_LENGTH) return [];
  return [
    bytes.toString('latin1'),
    asLatin1(JSON.stringify(value).slice(1, -1)),
    encodeURIComponent(bytes.toString()),
    bytes.toString('base64'),
    bytes.toString('base64url'),
  ];
}

function endsWithBeginning(text: string, form: string): boolean {
  for (let length = Math.min(form.length - 1, text.length); length > 0; length--) {
    if (text.endsWith(form.slice(0, length))) return true;
  }
  return false;
}

function nameOf(index: number): string {
  return `value-${index}`;
}

function serving(held: readonly string[]): Transport {
  return {
    region: () => '',
    call: async (operation, input) => {
      const name = 'SecretId' in input ? input.SecretId : '';
      const found = held.find((_, index) => nameOf(index) === name);
      if (operation !== 'GetSecretValue' || found === undefined) throw new Error(`There is no ${operation} here.`);
      // The answer is that of this operation, which the type of a transport cannot follow.
      return { Name: name, VersionId: name, SecretString: found } as never;
    },
  };
}

/** What else a value is looked for as, in the bytes of single lines. */
function piecesOf(value: string): readonly string[] {
  return [value, ...stringsIn(value)].flatMap((each) => {
    const lines = each.split(/[\r\n]+/).map((line) => line.trim());
    // The first and the last line of a PEM are no secret, and stand in every other PEM too.
    const own = lines.length > 1 ? lines.filter((line) => !/^-----(BEGIN|END) [A-Z0-9 ]+-----$/.test(line)) : [];
    return [...[each, ...own].filter(hasWideCharacters).map(asLatin1), ...own, ...linesOfBase64(Buffer.from(each))];
  });
}

function linesOfBase64(bytes: Buffer): readonly string[] {
  return BYTES_PER_LINE.flatMap((length) =>
    bytes.length <= length
      ? []
      : Array.from({ length: Math.ceil(bytes.length / length) }, (_, index) =>
          bytes.subarray(index * length, (index + 1) * length).toString('base64'),
        ),
  );
}

function stringsIn(json: string): readonly string[] {
  const found: string[] = [];
  try {
    JSON.parse(json, (_, member: unknown) => {
      if (typeof member === 'string') found.push(member);
      return member;
    });
  } catch {
    return [];
  }
  return found;
}

function hasWideCharacters(value: string): boolean {
  return /[^\0-\x7F]/.test(value);
}

/** The bytes of UTF-8, each as one character. */
function asLatin1(value: string): string {
  return Buffer.from(value).toString('latin1');
}
