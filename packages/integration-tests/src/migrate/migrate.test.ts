import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAlikes } from '../guard/look-alikes.js';
import { mistakesInStatements } from '../guard/mistakes-in-statements.js';
import { repositoryRoot } from '../repository.js';
import { typeErrors, writeProject } from '../user-project.test.support.js';
import { backendPath, PROJECT, pathOf, ROWS, titles } from './project.js';
import { PUBLIC_BACKENDS } from './public-backends.js';
import { arn } from './row.js';

const ARN = arn('');

let folder: string;
let first: Awaited<ReturnType<typeof migrate>>;
let second: Awaited<ReturnType<typeof migrate>>;

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'amplify-secrets-migrate-')));
  writeProject(folder, PROJECT);
  first = migrate('--write');
  second = migrate();
}, 900_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function migrate(...options: string[]) {
  const bin = join(repositoryRoot, 'packages/cli/dist/bin.js');
  const words = [bin, 'migrate', '--json', ...options];
  const printed = execFileSync(process.execPath, words, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const data: {
    readonly written: boolean;
    readonly diff: string;
    readonly replaced: readonly { readonly place: string; readonly lines: readonly string[] }[];
    readonly left: readonly { readonly place: string; readonly reason: string }[];
    readonly compared: readonly {
      readonly deployment: { readonly type: string; readonly name: string };
      readonly requests: number;
      readonly narrower: readonly { readonly principal: string; readonly action: string; readonly resource: string }[];
      readonly expected: readonly { readonly principal: string; readonly resource: string; readonly why: string }[];
    }[];
  } = JSON.parse(printed);
  return data;
}

const isIn =
  (path: string) =>
  ({ place }: { readonly place: string }) =>
    place.startsWith(`${path}:`);
const linesIn = (path: string) => first.replaced.filter(isIn(path)).flatMap((each) => each.lines);
const reasonsIn = (path: string) => first.left.filter(isIn(path)).map(({ reason }) => reason);
const containing = (reasons: readonly string[]) => reasons.map((reason) => expect.stringContaining(reason));
const comparedIn = (name: string) => first.compared.find(({ deployment }) => deployment.name === name);
const readersOf = (changes: (typeof first)['compared'][number]['narrower'] = [], name: string) =>
  changes
    .filter(({ action, resource }) => action === 'secretsmanager:GetSecretValue' && resource === `${ARN}${name}-a1B2c3`)
    .map(({ principal }) => principal);

describe('amplify-secrets migrate, on a backend with statements as people write them', () => {
  it('replaces each that it can prove', () => {
    expect(linesIn('amplify/backend.ts')).toEqual([
      "grantSecretRead(exact, 'legacy/mail', { branches: 'main' })",
      "grantSecretRead(star, 'openai-api-key', { branches: 'main' })",
      "grantSecretRead(prefix, 'tenants/*', { branches: 'main' })",
      'grantSecretReadWrite(declared, secrets.stripe)',
      "grantSecretRead(inline, 'inline', { branches: 'main' })",
      "grantSecretRead(users, imported, { branches: 'main' })",
    ]);
    expect(first.written).toBe(true);
  });

  it('leaves the others, each with its line and a reason', () => {
    expect(reasonsIn('amplify/backend.ts')).toEqual([
      expect.stringContaining('matches no secret today: --repair grants it'),
      expect.stringContaining('it allows every secret'),
      expect.stringContaining('it also allows s3:GetObject'),
      expect.stringContaining('its "conditions" has no counterpart'),
      expect.stringContaining('in another account or region'),
    ]);
    for (const { place } of first.left) expect(place).toMatch(/^amplify\/.+\.ts:\d+$/);
  });

  it('lists what becomes narrower, by the evaluator', () => {
    const [main, sandbox] = ['main', 'sandbox'].map(comparedIn);
    expect(main?.requests).toBeGreaterThan(1000);
    expect(readersOf(main?.narrower, 'openai-api-key-admin')).toEqual(['star']);
    expect(readersOf(main?.narrower, 'openai-api-key')).toEqual([]);
    expect(readersOf(main?.narrower, 'legacy/mail-admin')).toEqual([]);
    expect(readersOf(sandbox?.narrower, 'openai-api-key')).toEqual(['star']);
    expect(readersOf(sandbox?.narrower, 'myapp/prod/stripe')).toContain('declared');
  });

  it("adds nothing but the deployment's own secrets and what is implied", () => {
    const [main, sandbox] = ['main', 'sandbox'].map(comparedIn);
    // A statement on one ARN with its six characters, which are others once the secret is made anew.
    expect([...new Set(main?.expected.map(({ why }) => why))].sort()).toEqual(['batch', 'own', 'stage']);
    const own = sandbox?.expected.filter(({ why }) => why === 'own') ?? [];
    expect(own.map(({ principal }) => principal)).toContain('declared');
    for (const { resource } of own) expect(resource).toMatch(/:parameter\/amplify\/[^:*]*\/[\w-]+$/);
  });

  it('compares a deployment of each environment, and a sandbox', () => {
    expect(first.compared.map(({ deployment }) => deployment.name)).toEqual(['main', 'pr-7', 'feature', 'sandbox']);
  });

  it('leaves a backend that compiles, and does nothing the second time', () => {
    expect(typeErrors(folder)).toBe('');
    expect([second.diff, second.replaced]).toEqual(['', []]);
    expect(second.left).toHaveLength(first.left.length);
    const written = readFileSync(join(folder, 'amplify/backend.ts'), 'utf8');
    expect(written).toContain("import { grantSecretRead, grantSecretReadWrite } from '@amplify-secrets/backend';\n");
    expect(written).toContain('// From a public backend.ts: also matches openai-api-key-admin.\ngrantSecretRead(star,');
  });
});

describe('amplify-secrets migrate, on the statements that the guard is tested with', () => {
  it.each(Object.entries(ROWS))(
    'replaces or leaves, with a reason: %s',
    (title, { becomes = [], stays = [], loses }) => {
      const path = pathOf(title);
      expect([linesIn(path), reasonsIn(path)]).toEqual([becomes, containing(stays)]);
      const lost = (name: string) => readersOf(comparedIn('main')?.narrower, name);
      const principal = title.replace(/\W+/g, '-');
      if (loses !== undefined) expect(lost(loses)).toContain(principal);
      // What a function reads on main, its grant says in so many words.
      for (const name of namesIn(becomes)) expect(lost(name)).not.toContain(principal);
    },
  );

  it('is tested with every statement of the guard', () => {
    const written = [...mistakesInStatements, ...lookAlikes].map(({ title }) => title);
    expect(written.filter((title) => !(title in ROWS) && !WITHOUT_STATEMENT.includes(title))).toEqual([]);
    expect(titles.filter((title) => !written.includes(title))).toEqual([]);
  });
});

describe('amplify-secrets migrate, on backends written from public ones', () => {
  it.each(Object.entries(PUBLIC_BACKENDS))('replaces or leaves, with a reason: %s', (name, { becomes, stays }) => {
    const path = backendPath(name);
    expect([linesIn(path), reasonsIn(path)]).toEqual([becomes, containing(stays)]);
  });
});

/** Fixtures of the guard in which nobody wrote a statement by hand. */
const WITHOUT_STATEMENT = [
  'grant to visitors',
  'grant to signed-in users',
  'what users may do',
  'web identity of a pipeline',
  'each preview writes its own',
  'granted elsewhere',
  'one branch writes',
  'sharing read-only',
  'addresses',
  'Google key of a browser',
  'placeholders',
  'public keys',
  'ids and digests',
  'secrets of Amplify',
  'where secrets are',
];

/** The names in grants by name, without patterns. */
function namesIn(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) =>
    [...line.replace(/\{.*\}/, '').matchAll(/'([\w/-]+)'/g)].flatMap(([, name]) => name ?? []),
  );
}
