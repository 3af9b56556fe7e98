import { describe, expect, it } from 'vitest';
import { credentialFormats, credentialTable, developmentRows, heldOutRows, type Row } from './credential-formats.js';
import type { Format } from './format.js';
import { harmlessFormats } from './harmless-formats.js';
import { randomText, withChecksum } from './random-text.js';

const tables = [
  ['credentials', credentialFormats],
  ['harmless', harmlessFormats],
] as const;
/** Lambda sets these itself, and refuses them from anybody else. */
const RESERVED = [
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'LAMBDA_TASK_ROOT',
  'LAMBDA_RUNTIME_DIR',
];
const SEEDS = Array.from({ length: 20 }, (_, seed) => seed);

const nameOf = ({ provider, kind }: Format | Row) => `${provider}: ${kind}`;
const names = (list: readonly (Format | Row)[]) => [...new Set(list.map(nameOf))].sort();
const drawsOf = (format: Format, count = 40) => {
  const random = randomText(nameOf(format).length);
  return Array.from({ length: count }, () => format.make(random));
};

function formatOf(provider: string, kind: string): Format {
  const found = [...credentialFormats, ...harmlessFormats].find((format) => nameOf(format) === `${provider}: ${kind}`);
  if (found === undefined) throw new Error(`no format ${provider}: ${kind}`);
  return found;
}

it('has credentials of at least 60 providers', () => {
  expect(new Set(credentialFormats.map(({ provider }) => provider)).size).toBeGreaterThanOrEqual(60);
});

describe.each(tables)('%s', (table, formats) => {
  it('has no two formats of the same name', () => {
    expect(names(formats)).toHaveLength(formats.length);
  });

  it.each(formats.map((format) => [nameOf(format), format] as const))('draws values as documented: %s', (_, format) => {
    expect(format.source).not.toBe('');
    for (const value of drawsOf(format)) {
      expect(value).toMatch(format.shape);
      // All variables of a function together may have 4 KB.
      expect(Buffer.byteLength(value)).toBeLessThan(4096);
    }
  });

  it('names variables that AWS Lambda accepts and does not set itself', () => {
    const variables = formats.flatMap((format) => format.variables);
    expect(variables.filter((variable) => !/^[A-Za-z][A-Za-z0-9_]+$/.test(variable))).toEqual([]);
    expect(variables.filter((variable) => RESERVED.includes(variable))).toEqual([]);
    for (const format of formats) expect(format.variables.length, nameOf(format)).toBeGreaterThanOrEqual(2);
  });

  it('has 200 rows with distinct ids and distinct contents', () => {
    for (const seed of SEEDS) {
      const rows = credentialTable(seed)[table];
      expect(rows).toHaveLength(200);
      expect(new Set(rows.map(({ id }) => id)).size).toBe(200);
      expect(new Set(rows.map(({ variable, value }) => `${variable}=${value}`)).size).toBe(200);
    }
  });

  it('draws every row from the format that it names', () => {
    for (const { provider, kind, variable, value } of credentialTable(1)[table]) {
      const format = formatOf(provider, kind);
      expect(format.variables).toContain(variable);
      expect(value).toMatch(format.shape);
    }
  });

  it('makes the same rows from the same seed, and others from another', () => {
    expect(credentialTable(7)[table]).toEqual(credentialTable(7)[table]);
    expect(credentialTable(8)[table]).not.toEqual(credentialTable(7)[table]);
  });

  it('has a row of every format', () => {
    for (const seed of SEEDS) expect(names(credentialTable(seed)[table])).toEqual(names(formats));
  });

  it('shows at least a third of the formats only in the held-out half, and there some of the others too', () => {
    const heldOut = formats.filter((format) => format.heldOut);
    const shown = formats.filter((format) => !format.heldOut);
    expect(heldOut.length).toBeGreaterThanOrEqual(formats.length / 3);
    for (const seed of SEEDS) {
      const rows = credentialTable(seed)[table];
      expect(developmentRows(rows)).toHaveLength(100);
      expect(heldOutRows(rows)).toHaveLength(100);
      expect(names(developmentRows(rows))).toEqual(names(shown));
      const held = names(heldOutRows(rows));
      expect(held).toEqual(expect.arrayContaining(names(heldOut)));
      expect(held.length).toBeGreaterThan(heldOut.length);
    }
  });
});

it("holds out all of a provider's credentials or none", () => {
  for (const provider of new Set(credentialFormats.map((format) => format.provider))) {
    if (provider === 'generic') continue;
    const halves = credentialFormats.filter((format) => format.provider === provider).map(({ heldOut }) => heldOut);
    expect(new Set(halves).size, provider).toBe(1);
  }
});

describe('drawn values', () => {
  it('end with their checksum: GitHub and npm tokens', () => {
    // 0xcbf43926, the CRC-32 of these nine digits by which its implementations are checked, in base 62.
    expect(withChecksum('', '123456789')).toBe('1234567893jZRME');
    for (const value of drawsOf(formatOf('npm', 'access token'))) {
      expect(withChecksum('npm_', value.slice(4, -6))).toBe(value);
    }
  });

  it('have a header and a role: signed tokens', () => {
    const part = (token: string, index: number) =>
      JSON.parse(Buffer.from(token.split('.')[index] ?? '', 'base64url').toString());
    for (const [provider, kind, role] of [
      ['Supabase', 'service_role key', 'service_role'],
      ['Supabase', 'anon key', 'anon'],
    ] as const) {
      for (const token of drawsOf(formatOf(provider, kind))) {
        expect(part(token, 0)).toEqual({ alg: 'HS256', typ: 'JWT' });
        expect(part(token, 1)).toMatchObject({ iss: 'supabase', role });
      }
    }
  });

  it('have the structure of their format: keys', () => {
    const wholeLength = (der: Buffer) => 4 + der.readUInt16BE(2);
    for (const [provider, kind] of [
      ['generic', 'RSA private key'],
      ['generic', 'certificate'],
    ] as const) {
      for (const value of drawsOf(formatOf(provider, kind), 5)) {
        const der = Buffer.from(value.replace(/-----[A-Z ]+-----/g, ''), 'base64');
        expect(der.length).toBe(wholeLength(der));
      }
    }
  });

  it('can be parsed: JSON', () => {
    for (const format of [...credentialFormats, ...harmlessFormats]) {
      for (const value of drawsOf(format, 5)) {
        if (value.startsWith('{"')) expect(() => JSON.parse(value), nameOf(format)).not.toThrow();
      }
    }
  });
});
