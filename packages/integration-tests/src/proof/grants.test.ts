import { beforeAll, describe, expect, it } from 'vitest';
import { KIT } from './kit.js';
import { type Proof, prove } from './prove.js';
import { showBroken } from './show-broken.js';
import { shrink } from './shrink.js';

const PAIRS = 300_000;
// Fixed, so that only a change of the code changes the outcome; `npm run prove` draws others.
const SEED = 1;

const GRANTED = [
  'kms:Decrypt',
  'kms:GenerateDataKey',
  'secretsmanager:BatchGetSecretValue',
  'secretsmanager:GetSecretValue',
  'secretsmanager:PutSecretValue',
  'secretsmanager:UpdateSecretVersionStage',
  'ssm:GetParameter',
  'ssm:GetParameters',
  'ssm:PutParameter',
];

const FEATURES = [
  ...['sandbox', 'branch', 'standalone'].map((type) => `deployment ${type}`),
  ...['aws', 'aws-cn', 'aws-us-gov'].map((partition) => `partition ${partition}`),
  ...['amplify', 'function', 'alias', 'sibling', 'role', 'policy', 'managed-policy'].map((kind) => `grantee ${kind}`),
  ...['secret', 'all', 'named', 'pattern', 'name', 'raw pattern', 'arn'].map((kind) => `target ${kind}`),
  ...['SecretNameInvalid', 'SecretPatternInvalid', 'GrantTargetInvalid', 'GrantBranchesMissing'].map(
    (name) => `mistake ${name}Error`,
  ),
  ...[
    'pinned',
    'any place',
    'in context',
    'given deployment',
    'preview',
    'stage',
    'scoped package',
    'unmatched',
    'over 100 secrets',
    'key in a definition',
    'key in a grant',
    'imported by ARN',
    'imported by name',
    'imported by partial ARN',
    'imported by partial ARN with tokens',
    'refused in the template: GrantResourceInvalidError',
    'refused in the template: GrantOptionInvalidError',
  ],
];

describe('the grants of generated projects', () => {
  let proof: Proof;
  beforeAll(() => {
    proof = prove(KIT, { seed: SEED, pairs: PAIRS });
  }, 300_000);

  it(`allow exactly what is declared, in ${PAIRS} pairs of a policy and a request`, () => {
    const { broken, pairs, allowed, projects } = proof;
    console.log(
      `grants: seed ${SEED}, ${projects} projects, ${pairs} pairs, ${allowed} allowed, ${pairs - allowed} denied`,
    );
    if (broken !== undefined) expect.fail(showBroken(shrink(KIT, broken)));
    expect(pairs).toBeGreaterThanOrEqual(PAIRS);
  });

  it('cover every feature', () => {
    const { met, pairs, allowed } = proof;
    expect(allowed / pairs).toBeGreaterThan(0.1);
    expect(allowed / pairs).toBeLessThan(0.5);
    expect(Object.keys(met).filter((feature) => (met[feature] ?? 0) > 0)).toEqual(expect.arrayContaining(FEATURES));
  });

  it.each(GRANTED.map((action) => [action]))('cover %s both allowed and denied', (action) => {
    expect(proof.met[`${action} allowed`]).toBeGreaterThan(100);
    expect(proof.met[`${action} denied`]).toBeGreaterThan(100);
  });

  it('never allow an action that no grant is about', () => {
    const others = Object.keys(proof.met)
      .filter((feature) => feature.endsWith(' allowed'))
      .map((feature) => feature.split(' ')[0]);
    expect(others.sort()).toEqual([...GRANTED].sort());
  });
});
