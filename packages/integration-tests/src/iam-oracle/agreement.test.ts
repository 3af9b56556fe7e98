import { evaluate } from '@amplify-secrets/local/iam';
import { describe, expect, it } from 'vitest';
import { drawFrom } from './draw.js';
import { drawRequest } from './draw-request.js';
import { askOracle, type Verdict } from './oracle.js';

const PAIRS = 10_000;

/**
 * What the generator leaves out: the entries of differences.test.ts; principals that are not modelled and a `NotPrincipal`
 * that lists a role without its account or the reverse, which are unknown here; and, beside a resource policy, the keys that the oracle drops (`secretsmanager:ResourceTag/*`,
 * `kms:EncryptionContext:*`, … see draw-condition.ts), which the evaluator's own tests cover.
 */
describe('the policy evaluator', () => {
  it(`agrees with @cloud-copilot/iam-simulate on ${PAIRS} generated requests`, async () => {
    const counts: Record<Verdict, number> = { allow: 0, 'explicit-deny': 0, 'implicit-deny': 0 };
    const reasons: Record<string, number> = {};
    const kinds: Record<string, number> = {};
    for (let seed = 1; seed <= PAIRS; seed += 1) {
      const request = drawRequest(drawFrom(seed));
      const { effect, reason, unknowns } = evaluate(request);
      const ours = effect === 'deny' ? (reason === 'explicit-deny' ? reason : 'implicit-deny') : effect;
      const theirs = await askOracle(request);
      if (ours !== theirs) {
        expect.fail(`seed ${seed}: ${ours}, not ${theirs}: ${JSON.stringify({ unknowns, request }, null, 1)}`);
      }
      counts[theirs] += 1;
      reasons[reason] = (reasons[reason] ?? 0) + 1;
      for (const kind of kindsOf(request)) kinds[kind] = (kinds[kind] ?? 0) + 1;
    }
    console.log(`iam oracle: ${JSON.stringify({ counts, reasons, kinds })}`);

    // Agreement on similar requests would prove little.
    for (const count of Object.values(counts)) expect(count).toBeGreaterThan(PAIRS / 8);
    for (const kind of KINDS) expect(kinds[kind], kind).toBeGreaterThan(PAIRS / 50);
    expect(reasons.boundary).toBeGreaterThan(PAIRS / 50);
    expect(reasons['resource-policy']).toBeGreaterThan(PAIRS / 50);
  });
});

const KINDS = [
  'boundary',
  'resource policy',
  'key policy',
  'cross-account',
  'no resource',
  'NotAction',
  'NotResource',
  'condition',
  'variable',
  'set operator',
  'session',
  'NotPrincipal',
];

function kindsOf(request: ReturnType<typeof drawRequest>): string[] {
  const text = JSON.stringify(request);
  const present: Readonly<Record<string, boolean>> = {
    boundary: request.role.boundary !== undefined,
    'resource policy': request.resourcePolicy !== undefined && request.resourcePolicyRule === undefined,
    'key policy': request.resourcePolicyRule === 'key',
    'cross-account': request.role.account !== '123456789012',
    'no resource': request.resource === '*',
    NotAction: text.includes('"NotAction"'),
    NotResource: text.includes('"NotResource"'),
    condition: text.includes('"Condition"'),
    variable: text.includes('${aws:'),
    'set operator': text.includes('"ForA'),
    session: text.includes(':assumed-role/reader/'),
    NotPrincipal: text.includes('"NotPrincipal"'),
  };
  return KINDS.filter((kind) => present[kind]);
}
