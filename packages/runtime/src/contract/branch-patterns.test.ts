import { describe, expect, it } from 'vitest';
import {
  type BranchPattern,
  checkBranchPattern,
  isPreview,
  matchesDeployment,
  patternOf,
  shadows,
} from './branch-patterns.js';
import { checkEnvironments } from './check-environments.js';
import type { Deployment } from './deployment.js';
import { environmentOf } from './environments.js';
import { isSecretsError } from './errors.js';
import { seeded } from './random.test.support.js';

const branch = (name: string, namespace = 'd1'): Deployment => ({ type: 'branch', namespace, name });
const sandbox: Deployment = { type: 'sandbox', namespace: 'my-app', name: 'kim' };
const standalone: Deployment = { type: 'standalone', namespace: 'my-app', name: 'backend' };
const stage: Deployment = { type: 'standalone', namespace: 'pipeline', name: 'prod' };

describe('matchesDeployment, where they match', () => {
  it.each([
    ['main', branch('main')],
    ['*', branch('feature/a/b')],
    ['release/*', branch('release/1/2')],
    ['pr-*', branch('pr-7')],
    ['pr-7', branch('pr-7')],
    ['pr-*', branch('pr-feature')],
    ['*', branch('pr-feature')],
    ['*', branch('pr-7a')],
    ['*', branch('pr-')],
    ['*', branch('PR-7')],
    ['sandbox', sandbox],
    ['standalone:my-app', standalone],
    ['standalone:*', standalone],
    ['stage:prod', stage],
    ['stage:*', stage],
  ])('matches %j and %o', (pattern, deployment) => {
    expect(matchesDeployment(pattern, deployment)).toBe(true);
  });
});

describe('matchesDeployment, where they do not match', () => {
  it.each([
    ['Main', branch('main')],
    ['main', branch('main2')],
    ['*', branch('pr-7')],
    ['p*', branch('pr-7')],
    ['pr*', branch('pr-7')],
    ['*-7', branch('pr-7')],
    ['*', sandbox],
    ['kim', sandbox],
    ['*', standalone],
    ['my-app', standalone],
    ['backend', standalone],
    ['s*', standalone],
    ['standalone*', standalone],
    ['stage:*', standalone],
    ['standalone:*', stage],
    ['standalone:pipeline', stage],
    ['prod', stage],
    ['*', stage],
    ['standalone:*', branch('main')],
    ['standalone:*', branch('standalone:my-app')],
    ['standalone:my-app', branch('standalone:my-app')],
    ['stage:*', branch('stage:prod')],
    ['stage:*', { ...standalone, namespace: 'stage:prod' }],
    ['sandbox', standalone],
    ['sandbox', branch('main')],
  ])('does not match %j and %o', (pattern, deployment) => {
    expect(matchesDeployment(pattern, deployment)).toBe(false);
  });
});

describe('isPreview', () => {
  it.each([
    [branch('pr-7'), true],
    [branch('pr-1234567'), true],
    [branch('pr-'), false],
    [branch('pr-7x'), false],
    [branch('pr-7\n'), false],
    [branch('xpr-7'), false],
    [{ type: 'sandbox', namespace: 'a', name: 'pr-7' } as const, false],
  ])('returns for %o: %j', (deployment, expected) => {
    expect(isPreview(deployment)).toBe(expected);
  });
});

describe('checkBranchPattern', () => {
  it.each([
    '',
    'standalone:',
    'stage:',
    'a b',
    ' main',
    'main\n',
    'a\u0001',
    'a~1',
    'a^',
    'a:b',
    'Stage:prod',
    'a?',
    'release/[0-9]',
    'release/{a,b}',
    `release/\${VERSION}`,
    'a@{b',
    'a\\b',
    'a..b',
    'a//b',
    '/a',
    'a/',
    'release/',
    'a.',
    '.a',
    'a/.b',
    'a.lock',
    'a.lock/b',
    '-a',
    '@',
  ])('refuses %j', (pattern) => {
    expect(() => checkBranchPattern(pattern, 'Environment "a"')).toThrow(
      expect.objectContaining({ name: 'EnvironmentUnreachableError' }),
    );
  });

  it.each([
    'main',
    'release/*',
    '*',
    '**',
    'pr-*',
    'a.b',
    'a@b',
    "it's",
    'größe',
    'standalone:my-app',
    'stage:*',
    'a-',
    '*/a',
    'a#1',
    'a+b',
    'x{1}',
    'x]',
  ])('accepts %j', (pattern) => {
    expect(() => checkBranchPattern(pattern, 'Environment "a"')).not.toThrow();
  });

  it.each([[undefined], [null], [5], [{}], [/main/]])('refuses %s, which is not a string', (pattern) => {
    expect(() => checkBranchPattern(pattern as unknown as string, 'Environment "a"')).toThrow(
      expect.objectContaining({ name: 'EnvironmentInvalidError' }),
    );
  });
});

// The rules in an independent form: every branch is tried.
const pieces = ['pr-', 'p', '7', 'a', '/'] as const;
// No pattern contains `9` or `q`, so only a star matches them.
const letters = [...pieces, '9', 'q'];
const longer = (names: readonly string[]) => names.flatMap((name) => letters.map((letter) => `${name}${letter}`));
const upToThree = [...letters, ...longer(letters), ...longer(longer(letters))];
const branches = [...new Set([...upToThree, ...longer(upToThree)])];

function matches({ pattern, appId }: BranchPattern, app: string, name: string): boolean {
  if (appId !== undefined && appId !== app) return false;
  if (/^pr-[0-9]+$/.test(name) && !/^pr-/.test(pattern)) return false;
  return new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(name);
}

/** For each branch of each app, the index of the entry that it belongs to. */
function winners(entries: readonly BranchPattern[]): Map<string, number> {
  const won = new Map<string, number>();
  for (const app of ['d1', 'd2']) {
    for (const name of branches) {
      const matching = entries
        .map((entry, index) => ({ entry, index }))
        .filter(({ entry }) => matches(entry, app, name));
      const winner = matching.find(({ entry }) => entry.pattern === name) ?? matching[0];
      if (winner !== undefined) won.set(`${app} ${name}`, winner.index);
    }
  }
  return won;
}

function isAccepted(pattern: string): boolean {
  try {
    checkBranchPattern(pattern, 'Environment "a"');
    return true;
  } catch {
    return false;
  }
}

function randomEntries(seed: number, count: number): BranchPattern[][] {
  const random = seeded(seed);
  const one = (): BranchPattern => {
    const pattern = random.text([...pieces, '*', '*', '*'], 3) || '*';
    const appId = random.pick([undefined, undefined, undefined, 'd1']);
    return { pattern, appId };
  };
  const accepted = (): BranchPattern => {
    const entry = one();
    return isAccepted(entry.pattern) ? entry : accepted();
  };
  return Array.from({ length: count }, () => Array.from({ length: 2 + random.below(2) }, accepted));
}

const declared = (entries: readonly BranchPattern[]) =>
  Object.fromEntries(
    entries.map(({ pattern, appId }, index) => [
      `e${index}`,
      appId === undefined ? pattern : { branches: [pattern], appId },
    ]),
  );

describe('an entry that can never match', () => {
  it('is exactly one that wins no branch of any app', () => {
    let dead = 0;
    for (const entries of randomEntries(5, 400)) {
      const won = new Set(winners(entries).values());
      const expected = entries.some((_, index) => !won.has(index));
      if (expected) dead++;
      let said: unknown;
      try {
        checkEnvironments(declared(entries));
      } catch (error) {
        said = error;
      }
      expect(isSecretsError(said) ? said.name : said, JSON.stringify(entries)).toBe(
        expected ? 'EnvironmentUnreachableError' : undefined,
      );
    }
    expect(dead).toBeGreaterThan(40);
    expect(dead).toBeLessThan(360);
  });

  it('is found by shadows for each pair', () => {
    for (const [earlier, later] of randomEntries(6, 300)) {
      if (earlier === undefined || later === undefined) continue;
      const won = new Set(winners([earlier, later]).values());
      expect(shadows(earlier, later), JSON.stringify([earlier, later])).toBe(!won.has(1));
    }
  });
});

describe('the environment of every branch', () => {
  it('is the one that an independent form of the rules gives', () => {
    for (const entries of randomEntries(7, 25)) {
      const environments = { ...declared(entries), rest: ['*', 'pr-*'] };
      const won = winners([...entries, { pattern: '*', appId: undefined }, { pattern: 'pr-*', appId: undefined }]);
      for (const [place, index] of won) {
        const [app, name = ''] = place.split(' ');
        const expected = index < entries.length ? `e${index}` : 'rest';
        const { name: actual } = environmentOf(environments, branch(name, app));
        if (actual !== expected)
          expect.fail(`${name} of ${app}: ${actual}, not ${expected}, in ${JSON.stringify(entries)}`);
      }
    }
  });
});

describe('F06: patternOf', () => {
  it.each([
    [branch('main'), 'main'],
    [branch("fix/don't-retry"), "fix/don't-retry"],
    [branch('x{1}'), 'x{1}'],
    [branch('$(x)`y`"z"'), '$(x)`y`"z"'],
    [branch('größe-😀'), 'größe-😀'],
    [branch('x{a,b}'), 'x*a*b*'],
    [branch(`x\${y}`), 'x*y*'],
    [branch('a\u00a0b\u3000c'), 'a*b*c'],
    [branch('a\u0085b'), 'a*b'],
    [branch('pr-7'), 'pr-7'],
    [sandbox, 'sandbox'],
    [standalone, 'standalone:my-app'],
    [{ ...standalone, namespace: '-my app/' } as const, 'standalone:*my*app*'],
    [stage, 'stage:prod'],
  ])('writes %o as %j, which is accepted and matches', (deployment, pattern) => {
    expect(patternOf(deployment)).toBe(pattern);
    expect(() => checkBranchPattern(pattern, 'Environment "a"')).not.toThrow();
    expect(matchesDeployment(pattern, deployment)).toBe(true);
  });
});
