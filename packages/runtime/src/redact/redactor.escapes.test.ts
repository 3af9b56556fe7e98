import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unescaped } from './escapes.js';
import { redactor } from './redactor.js';

const MARK = '[redacted by amplify-secrets]';
const scrub = (...texts: string[]) =>
  redactor(({ hold }) => texts.map((text) => ({ version: undefined, text, bytes: undefined })).forEach(hold));

/** A lone surrogate is written as U+FFFD. */
const wellFormed = (text: string) => Buffer.from(text).toString();
const hex = (code: number, width: number) => code.toString(16).padStart(width, '0');
const json = (text: string) => JSON.stringify(text).slice(1, -1);
const jsonWith = (characters: RegExp, sequence: (code: number) => string) => (text: string) =>
  json(text).replace(characters, (character) => sequence(character.charCodeAt(0)));
/** Percent-encodes what a part of a URL may not have as it is. */
const urlWith = (kept: RegExp) => (text: string) =>
  Array.from(wellFormed(text), (character) =>
    kept.test(character)
      ? character
      : Array.from(Buffer.from(character), (byte) => `%${hex(byte, 2).toUpperCase()}`).join(''),
  ).join('');
const lowerCase = (text: string) => text.replace(/%../g, (code) => code.toLowerCase());

/** How programs write strings, each character by itself. */
const ENCODINGS = {
  'as it is': (text: string) => text,
  'as JSON.stringify does': json,
  'as ASCII JSON': jsonWith(/[^ -~]/g, (code) => `\\u${hex(code, 4)}`),
  'as ASCII JSON in upper case': jsonWith(/[^ -~]/g, (code) => `\\u${hex(code, 4).toUpperCase()}`),
  'as JSON for HTML': jsonWith(/[<>&'+=]/g, (code) => `\\u${hex(code, 4)}`),
  'as JSON with escaped slashes': (text: string) => json(text).replaceAll('/', '\\/'),
  'as JSON with every character escaped': (text: string) =>
    text.replace(/./gs, (character) => `\\u${hex(character.charCodeAt(0), 4)}`),
  'as encodeURIComponent does': (text: string) => encodeURIComponent(wellFormed(text)),
  'as encodeURIComponent does, in lower case': (text: string) => lowerCase(encodeURIComponent(wellFormed(text))),
  'as RFC 3986 has it': urlWith(/^[\w.~-]$/),
  'as the path of a URL': urlWith(/^[\w.~!$&'()*+,;=:@-]$/),
  'as the user info of a URL': urlWith(/^[\w.~!$&'()*+,;=-]$/),
  'percent-encoded throughout': urlWith(/^(?!)/),
  'as a form': (text: string) => String(new URLSearchParams({ '': text })).slice(1),
} as const;
type Encoding = keyof typeof ENCODINGS;
const NAMES = Object.keys(ENCODINGS) as Encoding[];
const encoded = (text: string, ...names: readonly Encoding[]) =>
  names.reduce((inner, name) => ENCODINGS[name](inner), text);

const PEM = `-----BEGIN PRIVATE KEY-----\n${'MIIEvQ/IBADANBgkq+hkiG9w0BAQEFAASC'.repeat(3)}\nBKcwggSjAgEAAoIB\n-----END PRIVATE KEY-----\n`;
const SECRETS: readonly (readonly [string, string])[] = [
  ['an ordinary key', 'sk_live_0123456789'],
  ['a password', 'p"a\\s/s+w&ö rd\n?=~\'*💡'],
  ['a password of many signs', '<!\'()*&>"`$#@^|{}[];:,'],
  ['a password in two words', 'correct horse/battery+staple'],
  ['accented letters', 'éàüßñçøå'],
  ['a path of Windows', 'C:\\new\\users\\temp'],
  ['what looks like an escape', 'a\\u0041b%41c\\nd-and-more'],
  ['a connection string', "postgres://admin:p%40ss'word@db.example.com:5432/main?sslmode=require"],
  ['a private key', PEM],
  ['a private key of Windows', PEM.replaceAll('\n', '\r\n')],
];

/** What of a scrubbed text is left before and behind the value. */
function rest(redacted: string): readonly [string, string] {
  const [before = '', after, ...more] = redacted.split(MARK);
  expect(more, redacted).toEqual([]);
  return [before, after ?? expect.fail(`Nothing was scrubbed from ${redacted}`)];
}

describe.each(SECRETS)('Sec-R7: redactor and %s', (what, secret) => {
  const value = secret.trim();

  it.each(NAMES)(`finds ${what} written %s`, (name) => {
    for (const redact of [scrub(secret), scrub(JSON.stringify({ nested: [{ secret }] }))]) {
      const redacted = redact(encoded(`before ${value} after`, name));
      expect(redacted).toBe(encoded('before ', name) + MARK + encoded(' after', name));
    }
  });

  it.each<[string, readonly Encoding[]]>([
    ['JSON in JSON', ['as JSON.stringify does', 'as JSON.stringify does']],
    ['JSON in JSON in JSON', ['as JSON.stringify does', 'as ASCII JSON', 'as JSON for HTML']],
    ['JSON in the query of a URL', ['as JSON.stringify does', 'as encodeURIComponent does']],
    ['a URL in JSON with escaped slashes', ['as the path of a URL', 'as JSON with escaped slashes']],
    ['a URL in the query of a URL in JSON', ['as RFC 3986 has it', 'as a form', 'as ASCII JSON']],
  ])(`finds ${what} in %s`, (_, names) => {
    const redacted = scrub(secret)(encoded(`before ${value} after`, ...names));
    expect(redacted).toBe(encoded('before ', ...names) + MARK + encoded(' after', ...names));
  });

  it.each<[string, (text: string) => string]>([
    ['as a property', (text) => inspect({ secret: text })],
    ['as a property, in colours', (text) => inspect({ secret: text }, { colors: true })],
    ['in a list', (text) => inspect([[text]])],
    ['deep inside', (text) => inspect({ a: { b: { c: { secret: text } } } }, { depth: 9 })],
    ['logged as JSON', (text) => JSON.stringify({ message: inspect({ secret: text }) })],
    ['as JSON inside', (text) => inspect({ body: JSON.stringify({ secret: text }) })],
  ])(`finds ${what} as util.inspect shows it %s`, (_, show) => {
    const left = rest(scrub(secret)(show(secret))).join('');
    for (let start = 0; start + 4 <= value.length; start++) {
      const part = value.slice(start, start + 4);
      if (/\w/.test(part)) expect(left).not.toContain(part);
    }
  });

  it.each<[string, (base64: string) => string]>([
    ['in one line', (base64) => base64],
    ['in lines of 76', (base64) => base64.replace(/.{76}/g, '$&\n')],
    ['in lines of 64', (base64) => base64.replace(/.{64}/g, '$&\r\n')],
    ['in lines of 64 in JSON', (base64) => JSON.stringify({ key: base64.replace(/.{64}/g, '$&\r\n') })],
    ['in lines of 64 as util.inspect shows them', (base64) => inspect({ key: base64.replace(/.{64}/g, '$&\n') })],
    ['with escaped slashes', (base64) => base64.replaceAll('/', '\\/')],
    ['in a URL', encodeURIComponent],
    ['in a form', (base64) => String(new URLSearchParams({ base64 }))],
  ])(`finds ${what} in base64 %s, whatever stands around it`, (_, write) => {
    for (const before of ['', 'u', 'us', 'user:']) {
      const encodings = ['base64', 'base64url'] as const;
      for (const encoding of encodings) {
        const longer = Buffer.from(`${before}${value}:x`).toString(encoding);
        const [left, right] = rest(scrub(secret)(write(longer)));
        const frame = write('').length;
        // The characters at both ends carry bits of their neighbours too.
        expect(left.length).toBeLessThanOrEqual(frame + Math.ceil((before.length * 4) / 3) + 2);
        expect(right.length).toBeLessThanOrEqual(frame + 12);
      }
    }
  });
});

describe('Sec-R7: redactor, however the characters of a value are escaped', () => {
  const pieces = fc.oneof(
    ...[
      [
        ...'abnuxrtfAZ049 \\\\%"\'`+/-_=<&{[$~é💡',
        '\n',
        '\r\n',
        '\t',
        '\u0001',
        '\u2028',
        ...['u0041', 'x41', '%41', '%25', '\\n', '\\u0041', '\\\\'],
      ],
      // What an escape is made of, and what an escape of that is made of.
      [...'\\%ux41n025"'],
      ['\\', '\n', '\r\n', "'", '"', '`', ' +', 'n', ' ', 'a'],
      ['%', '25', '41', 'C3', 'A9', 'é', 'E2', '82', 'AC', '+', ' ', 'a'],
      ['💡', '\ud83d', '\udca1', '\\ud83d', '\\udca1', '%F0', '%9F', '%92', '%A1', 'a', '\\'],
      ['\\', '\\\\', '%5C', 'u005c', '\\u005c', 'x5c', 'n', 'a', '"'],
    ].map((alphabet) => fc.array(fc.constantFrom(...alphabet), { minLength: 3, maxLength: 24 })),
  );
  const unescapedWhole = (text: string): string => {
    const once = unescaped(text);
    return once === undefined ? text : unescapedWhole(once.text);
  };
  const secret = pieces
    .map((parts) =>
      parts
        .join('')
        .trim()
        .replace(/[\\\s]+$/, ''),
    )
    .filter((text) => unescapedWhole(text).replace(/[\r\n]/g, '').length >= 8)
    // A line break at an end is left, a backslash there may be, and so is an escape that may be one of them.
    .filter((text) => !/^[\r\n]|[\r\n\\]$/.test(unescapedWhole(text)));

  it('finds a value in one to three encodings', () => {
    fc.assert(
      fc.property(secret, fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 }), (value, names) => {
        const [before, after] = [encoded('before ', ...names), encoded(' after', ...names)];
        const [left, right] = rest(scrub(value)(encoded(`before ${value} after`, ...names)));
        // Where a value begins or ends as an escape could, a neighbour may go with it.
        expect(before.startsWith(left) && after.endsWith(right)).toBe(true);
        expect(before.length - left.length).toBeLessThanOrEqual(encoded(' ', ...names).length);
        expect(after.length - right.length).toBeLessThanOrEqual(encoded(' ', ...names).length);
      }),
      { numRuns: 3000 },
    );
  });

  it('finds several lines as util.inspect shows them, as a sum', () => {
    const lines = fc.array(fc.string({ unit: fc.constantFrom(...'ab\\"\'`\u00e9 '), maxLength: 12 }), { minLength: 2 });
    fc.assert(
      fc.property(lines, fc.constantFrom(0, 1, 8), (parts, depth) => {
        const value = `<${parts.join('\n')}>-1234567`;
        const nested = Array.from({ length: depth }).reduce<unknown>((inner) => ({ inner }), { value });
        const left = rest(scrub(value)(inspect(nested, { depth: 9 }))).join('');
        expect(left).toMatch(/^[{}\s:innervalu]*['"`]['"`][{}\s]*$/);
      }),
      { numRuns: 1000 },
    );
  });

  it('finds a value of which each character is escaped in another way, or not at all', () => {
    const ways: readonly Encoding[] = [
      'as JSON with every character escaped',
      'percent-encoded throughout',
      'as JSON.stringify does',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...'abnux049 +/-_=<&{[$~é💡"\''), fc.constantFrom(...ways)), {
          minLength: 8,
          maxLength: 30,
        }),
        (characters) => {
          const value = characters.map(([character]) => character).join('');
          const escaped = characters.map(([character, name]) => encoded(character, name)).join('');
          expect(scrub(value)(`<${escaped}>`)).toBe(`<${MARK}>`);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('finds a value that ends in backslashes, but perhaps for these', () => {
    const value = '<secret>\\';
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 }), (names) => {
        const [left, right] = rest(scrub(value)(encoded(`before ${value} after`, ...names)));
        expect(left).toBe(encoded('before ', ...names));
        expect(encoded('\\ after', ...names).endsWith(right)).toBe(true);
      }),
    );
  });

  it('leaves what is escaped and is not the value', () => {
    const others = ['sk_live_\\u0031234567', 'sk_live_%30123456', 'sk\\_live\\_0124567', 'sk_live\n0123456'];
    for (const other of others) expect(scrub('sk_live_0123456789')(other)).toBe(other);
  });
});
