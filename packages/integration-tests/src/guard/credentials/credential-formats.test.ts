import { describe, expect, it } from 'vitest';
import { credentialFormats, credentialTable, developmentRows, heldOutRows, type Row } from './credential-formats.js';
import type { Format } from './format.js';
import { harmlessFormats } from './harmless-formats.js';
import { heldOutCredentials } from './held-out-credentials.js';
import { heldOutHarmless } from './held-out-harmless.js';
import { randomText, withChecksum } from './random-text.js';

const halves = [
  { half: 'development credentials', table: 'credentials', rowsOf: developmentRows, formats: credentialFormats },
  { half: 'held-out credentials', table: 'credentials', rowsOf: heldOutRows, formats: heldOutCredentials },
  { half: 'development look-alikes', table: 'harmless', rowsOf: developmentRows, formats: harmlessFormats },
  { half: 'held-out look-alikes', table: 'harmless', rowsOf: heldOutRows, formats: heldOutHarmless },
] as const;
const tables = ['credentials', 'harmless'] as const;
const everyFormat = halves.flatMap(({ formats }) => formats);
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
/** As many as the rules are measured by. */
const RUNS = [SEEDS.slice(1, 6), SEEDS.slice(7, 12)];

const nameOf = ({ provider, kind }: Format | Row) => `${provider}: ${kind}`;
const names = (list: readonly (Format | Row)[]) => [...new Set(list.map(nameOf))].sort();
const drawsOf = (format: Format, count = 40) => {
  const random = randomText(nameOf(format).length);
  return Array.from({ length: count }, () => format.make(random));
};

function formatOf(provider: string, kind: string): Format {
  const found = everyFormat.find((format) => nameOf(format) === `${provider}: ${kind}`);
  if (found === undefined) throw new Error(`no format ${provider}: ${kind}`);
  return found;
}

it.each(halves.slice(0, 2))('has $half of at least 60 providers', ({ formats }) => {
  expect(new Set(formats.map(({ provider }) => provider)).size).toBeGreaterThanOrEqual(60);
});

describe.each(halves)('$half', ({ table, rowsOf, formats }) => {
  it('has at least 60 formats, and no two of the same name', () => {
    expect(formats.length).toBeGreaterThanOrEqual(60);
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

  it('has 100 rows for each seed, all of its own formats', () => {
    for (const seed of SEEDS) {
      const rows = rowsOf(credentialTable(seed)[table]);
      expect(rows).toHaveLength(100);
      expect(names(formats)).toEqual(expect.arrayContaining(names(rows)));
    }
  });

  it('shows every format in five seeds, and none more than once oftener than another', () => {
    for (const seeds of RUNS) {
      const rows = seeds.flatMap((seed) => rowsOf(credentialTable(seed)[table]));
      const counts = formats.map((format) => rows.filter((row) => nameOf(row) === nameOf(format)).length);
      expect(Math.min(...counts)).toBe(Math.floor(500 / formats.length));
      expect(Math.max(...counts)).toBe(Math.ceil(500 / formats.length));
    }
  });
});

describe.each(tables)('%s', (table) => {
  const [development, heldOut] = halves.filter((half) => half.table === table).map(({ formats }) => formats);

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

  it('shows no format in both halves, under whatever name', () => {
    const looks = (formats: readonly Format[] = []) =>
      formats.flatMap(({ variables, shape }) => variables.map((variable) => `${variable}=${shape}`));
    expect(names(heldOut ?? []).filter((name) => names(development ?? []).includes(name))).toEqual([]);
    expect(looks(heldOut).filter((look) => looks(development).includes(look))).toEqual([]);
  });
});

it('gives no row of credentials and of look-alikes the same contents', () => {
  for (const seed of SEEDS) {
    const { credentials, harmless } = credentialTable(seed);
    const contents = new Set(credentials.map(({ variable, value }) => `${variable}=${value}`));
    expect(harmless.filter(({ variable, value }) => contents.has(`${variable}=${value}`))).toEqual([]);
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
    const wholeLength = (der: Buffer) =>
      der[1] === 0x82 ? 4 + der.readUInt16BE(2) : der[1] === 0x81 ? 3 + der.readUInt8(2) : 2 + der.readUInt8(1);
    for (const [provider, kind] of [
      ['generic', 'RSA private key'],
      ['generic', 'certificate'],
      ['Coinbase', 'private key'],
      ['key file', 'EC private key'],
      ['key file', 'encrypted private key'],
      ['public key', 'certificate on one line'],
      ['public key', 'certificate without its frame'],
    ] as const) {
      for (const value of drawsOf(formatOf(provider, kind), 5)) {
        const der = Buffer.from(value.replace(/-----[A-Z ]+-----|\\n/g, ''), 'base64');
        expect(der.length).toBe(wholeLength(der));
      }
    }
  });

  it('can be parsed: JSON', () => {
    for (const format of everyFormat) {
      for (const value of drawsOf(format, 5)) {
        if (/^(\{"|\[["\d])/.test(value)) expect(() => JSON.parse(value), nameOf(format)).not.toThrow();
      }
    }
  });
});
