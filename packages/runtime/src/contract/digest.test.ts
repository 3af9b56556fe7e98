import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { defineSecrets } from '../define/define-secrets.js';
import { jsonSecret, textSecret } from '../define/secret.js';
import { secretNamed } from '../define/secret-named.js';
import { differsFrom, digestOf } from './digest.js';
import type { Environments } from './environments.js';
import { seeded } from './random.test.support.js';
import { referencesOf, type SecretSet, type Secrets, secretSetOf } from './secret-set.js';

const ALL = 50;

function setOf(secrets: Secrets): SecretSet {
  const set = secretSetOf(secrets);
  if (set === undefined) throw new Error('no set');
  return set;
}

interface Variables {
  readonly app?: string;
  readonly appId?: string;
  readonly branches?: string | string[];
  readonly legacy?: string;
  readonly more?: boolean;
}

/** What the build and the function declare, each with its own variables. */
function declare({ app = 'shop', appId = 'd1', branches = 'main', legacy = 'crm-key', more = false }: Variables) {
  return setOf(
    defineSecrets({
      app,
      environments: { prod: { branches, appId }, dev: '*' },
      secrets: {
        crm: textSecret(legacy === '' ? {} : { name: { prod: legacy } }),
        stripe: jsonSecret(['apiKey']),
        ...(more ? { slack: textSecret(), named: textSecret({ name: 'slack/{environment}' }) } : {}),
      },
    }),
  );
}

/** The keys of the second set that differ from the digest of the first one. */
function differing(built: SecretSet, read: SecretSet): string[] {
  const digest = digestOf([built], ALL);
  return referencesOf(read)
    .filter((reference) => differsFrom(digest, reference))
    .map(({ key }) => key);
}

describe('F02: the digest of a declaration', () => {
  it('agrees with the same declaration', () => {
    expect(differing(declare({}), declare({}))).toEqual([]);
  });

  it.each<[string, Variables, Variables]>([
    ['app', { app: 'shop' }, { app: 'other' }],
    ['appId', { appId: 'd1' }, { appId: 'd2' }],
    ['branch', { branches: 'main' }, { branches: 'master' }],
    ['list of branches', { branches: ['main', 'live'] }, { branches: ['live', 'main'] }],
  ])('differs for every secret with another %s', (_what, built, read) => {
    expect(differing(declare(built), declare(read))).toEqual(['crm', 'stripe']);
    expect(differing(declare(read), declare(built))).toEqual(['crm', 'stripe']);
  });

  it.each<[string, Variables]>([
    ['another name', { legacy: 'crm-key-2' }],
    ['no name', { legacy: '' }],
  ])('differs only for the secret with %s', (_what, read) => {
    expect(differing(declare({}), declare(read))).toEqual(['crm']);
  });

  it('differs for the order of the environments, which decides', () => {
    const [one, other] = [
      { a: 'x*', b: '*x' },
      { b: '*x', a: 'x*' },
    ].map((environments: Environments) =>
      setOf(defineSecrets({ app: 'shop', environments, secrets: { key: textSecret() } })),
    ) as [SecretSet, SecretSet];
    expect(differing(one, other)).toEqual(['key']);
  });

  it('agrees where one side declares more secrets', () => {
    expect(differing(declare({}), declare({ more: true }))).toEqual([]);
    expect(differing(declare({ more: true }), declare({}))).toEqual([]);
  });

  it('says nothing of names that were left out for want of room', () => {
    const digest = digestOf([declare({})], 0);
    expect(digest).toMatch(/^,\w{4}$/);
    expect(referencesOf(declare({ legacy: 'x' })).some((each) => differsFrom(digest, each))).toBe(false);
    expect(referencesOf(declare({ appId: 'x' })).every((each) => differsFrom(digest, each))).toBe(true);
  });

  it('agrees with both of two sets of one app', () => {
    const other = setOf(
      defineSecrets({
        app: 'shop',
        environments: { prod: { branches: 'main', appId: 'd1' }, dev: '*' },
        secrets: { crm: textSecret({ name: 'elsewhere' }), more: textSecret({ name: 'more' }) },
      }),
    );
    for (const most of [0, 1, 2, ALL]) {
      const digest = digestOf([declare({}), other], most);
      expect([declare({}), other].flatMap(referencesOf).filter((each) => differsFrom(digest, each))).toEqual([]);
    }
  });

  it('compares only the environments for a secret without a declaration', () => {
    const secrets = defineSecrets({ app: 'shop', environments: { prod: 'main' }, secrets: { crm: textSecret() } });
    const built = defineSecrets({
      app: 'shop',
      environments: { prod: 'main' },
      secrets: { crm: textSecret({ name: 'legacy' }) },
    });
    const digest = digestOf([setOf(built)], ALL);
    expect(differsFrom(digest, secrets.crm)).toBe(true);
    expect(differsFrom(digest, secretNamed(secrets, 'crm'))).toBe(false);
  });

  it.each([undefined, ''])('differs in nothing from the digest %j, of an earlier version', (digest) => {
    expect(referencesOf(declare({})).some((reference) => differsFrom(digest, reference))).toBe(false);
  });

  it('contains no name, and has its value at every version', () => {
    expect(digestOf([declare({ more: true })], ALL)).toBe(',sxrr,fmtt,gyxq,xcj0,p5s5');
  });
});

describe('F02: equal declarations, however they are bundled', () => {
  const random = seeded(7);
  let count = 0;
  const branch = () =>
    `b${++count}-${random.text(['a', '-', 'é', '😀', '"', '$', "'"], 6)}${random.pick(['', '*', '/x'])}`;
  const source = () => {
    const names = Array.from({ length: random.below(4) + 1 }, (_, index) => `env${index}`);
    const environments = names.map(
      (name) =>
        `${name}: ${random.pick([
          JSON.stringify(branch()),
          JSON.stringify([branch(), branch()]),
          `{ appId: ${JSON.stringify(`d${random.below(99)}`)}, branches: [${JSON.stringify(branch())}], store: 'amplify' }`,
        ])}`,
    );
    const secrets = Array.from({ length: random.below(30) }, (_, index) => {
      const option = random.pick(['', `{ name: 'n${index}/{environment}' }`, `{ name: { env0: 'own-${index}' } }`]);
      return `'k${index}-${random.below(1000)}': textSecret(${option})`;
    });
    return `defineSecrets({ app: 'app${random.below(9)}', environments: { ${environments.join(', ')} }, secrets: { ${secrets.join(', ')} } })`;
  };

  it('agree, and an environment more differs', async () => {
    const sources = Array.from({ length: 150 }, source);
    const load = async (entry: string, minify: boolean) => {
      const contents = `import { defineSecrets, textSecret } from '../${entry}.js'; export { differsFrom, digestOf } from './digest.js'; export const all = [${sources}];`;
      const { outputFiles } = await build({
        stdin: { contents, resolveDir: import.meta.dirname, loader: 'ts' },
        bundle: true,
        minify,
        platform: 'node',
        format: 'esm',
        target: minify ? 'es2020' : 'node22',
        write: false,
      });
      const code = Buffer.from(outputFiles[0]?.text ?? '').toString('base64');
      return (await import(`data:text/javascript;base64,${code}`)) as {
        readonly all: readonly Secrets[];
        readonly differsFrom: typeof differsFrom;
        readonly digestOf: typeof digestOf;
      };
    };
    const [built, read] = await Promise.all([load('index', false), load('bundled', true)]);
    let compared = 0;
    for (const [index, secrets] of built.all.entries()) {
      const set = setOf(secrets);
      for (const most of [ALL, random.below(10)]) {
        const digest = built.digestOf([set], most);
        for (const reference of referencesOf(setOf(read.all[index] ?? {}))) {
          compared++;
          expect(read.differsFrom(digest, reference), sources[index]).toBe(false);
          const wider = { ...reference, set: { ...set, environments: { ...set.environments, more: 'more' } } };
          expect(read.differsFrom(digest, wider), sources[index]).toBe(true);
        }
      }
    }
    expect(compared).toBeGreaterThan(2000);
  });
});
