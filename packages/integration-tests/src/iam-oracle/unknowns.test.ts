import { evaluate } from '@amplify-secrets/local/iam';
import { describe, expect, it } from 'vitest';
import { drawFrom } from './draw.js';
import { drawRequest } from './draw-request.js';
import { veil } from './veil.js';

const REQUESTS = 20_000;

describe('the policy evaluator', () => {
  it('gives the same answer or unknown when parts of a request are not known', () => {
    const counts = { unchanged: 0, unknown: 0 };
    for (let seed = 1; seed <= REQUESTS; seed += 1) {
      const draw = drawFrom(seed);
      const request = drawRequest(draw);
      const { effect } = evaluate(request);
      let veiled = request;
      for (let veils = 1 + draw.whole(3); veils > 0; veils -= 1) veiled = veil(draw, veiled);
      const decision = evaluate(veiled);
      if (decision.effect !== effect && decision.effect !== 'unknown') {
        expect.fail(
          `seed ${seed}: ${effect} became ${decision.effect}: ${JSON.stringify({ request, veiled }, null, 1)}`,
        );
      }
      expect(decision.unknowns.length > 0).toBe(decision.effect === 'unknown');
      expect(decision.reason === 'unknown').toBe(decision.effect === 'unknown');
      counts[decision.effect === 'unknown' ? 'unknown' : 'unchanged'] += 1;
    }
    // Each answer must come often enough for the test to mean something.
    console.log(`iam unknowns: ${JSON.stringify(counts)}`);
    expect(Math.min(counts.unchanged, counts.unknown)).toBeGreaterThan(REQUESTS / 10);
  });
});
