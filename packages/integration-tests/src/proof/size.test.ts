import { describe, expect, it } from 'vitest';
import { fitsQuotas, measure, mostSecrets, type Size, type Way } from './size.js';

const OURS: Way = 'grantSecretRead of this kit';
const CDK: Way = 'grantRead of CDK';
const BY_HAND: Way = 'a hand-written statement each';

describe('the policies of a function with many secrets', () => {
  it('take half the characters of what CDK grants, and less than written by hand', () => {
    const [ours, cdk, byHand] = [OURS, CDK, BY_HAND].map((way) => Math.round(charactersOf(measure(way, 200)) / 200));
    console.log(`characters per secret: ${ours}, CDK ${cdk}, by hand ${byHand}`);
    expect(ours).toBeLessThan(100);
    expect(ours).toBeLessThan((cdk ?? 0) / 1.9);
    expect(ours).toBeLessThan((byHand ?? 0) / 1.5);
  });

  it('stay within the quotas of IAM for 200 secrets', () => {
    expect(fitsQuotas(measure(OURS, 200))).toBe(true);
    console.log(
      `secrets per role: ${mostSecrets(OURS, 1000)}, CDK ${mostSecrets(CDK, 1000)}, by hand ${mostSecrets(BY_HAND, 1000)}`,
    );
  });

  it('never pass the quotas for 1,000 secrets: synthesis stops where they would', () => {
    const outcome = sizeOrError(1000);
    if (outcome instanceof Error) expect(outcome).toMatchObject({ resolution: expect.any(String) });
    else expect(fitsQuotas(outcome)).toBe(true);
  });
});

function charactersOf({ inline, managed }: Size): number {
  return managed.reduce((total, size) => total + size, inline);
}

function sizeOrError(count: number): Size | Error {
  try {
    return measure(OURS, count);
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}
