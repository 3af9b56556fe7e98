import { describe, expect, it } from 'vitest';
import { charactersOf, fitsQuotas, measure, mostSecrets, outcomeOf, type Way } from './size.js';

const OURS: Way = 'grantSecretRead of this kit';
const PATTERN: Way = 'one pattern of this kit';
const CDK: Way = 'grantRead of CDK';
const BY_HAND: Way = 'a hand-written statement each';

const LENGTHS = [23, 40, 100, 200];

describe('the policies of a function with many secrets', () => {
  it("need half the characters of CDK's grants, and fewer than hand-written statements", () => {
    const [ours, cdk, byHand] = [OURS, CDK, BY_HAND].map((way) => {
      const load = { secrets: 200, nameLength: 23 };
      return Math.round(charactersOf(measure(way, load)) / load.secrets);
    });
    console.log(`characters per secret: ${ours}, CDK ${cdk}, by hand ${byHand}`);
    expect(ours).toBeLessThan(100);
    expect(ours).toBeLessThan((cdk ?? 0) / 1.9);
    expect(ours).toBeLessThan((byHand ?? 0) / 1.5);
  });

  it("stay within IAM's quotas for 200 secrets", () => {
    expect(fitsQuotas(measure(OURS, { secrets: 200, nameLength: 40 }))).toBe(true);
  });

  it("hold more secrets than CDK's grants and than hand-written statements, however long the names", () => {
    for (const length of LENGTHS) {
      const [ours = 0, cdk = 0, byHand = 0] = [OURS, CDK, BY_HAND].map((way) => mostSecrets(way, length, 1000));
      console.log(`secrets per role, names of ${length}: ${ours}, CDK ${cdk}, by hand ${byHand}`);
      expect(ours).toBeGreaterThanOrEqual(cdk);
      expect(ours).toBeGreaterThanOrEqual(byHand);
    }
  });

  it('never exceed the quotas for 1,000 secrets: the synthesis stops instead', () => {
    for (const length of LENGTHS) {
      for (const secrets of [30, 60, 120, 240, 480, 1000]) {
        const outcome = outcomeOf(OURS, { secrets, nameLength: length });
        expect(outcome, `${secrets} secrets with names of ${length}`).not.toBe('refused');
      }
    }
  });

  it('are small for a thousand secrets under one pattern, as the synthesis advises', () => {
    expect(charactersOf(measure(PATTERN, { secrets: 1000, nameLength: 40 }))).toBeLessThan(400);
  });
});
