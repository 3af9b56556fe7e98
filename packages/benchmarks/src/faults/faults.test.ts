import { beforeAll, describe, expect, it } from 'vitest';
import { OURS } from '../peers.js';
import { COLD, EXPIRED, WARM_KINDS } from './fault-kinds.js';
import type { SubjectResult } from './fault-result.js';
import { OWN_KINDS } from './own-kinds.js';
import { runSubject } from './run-subject.js';
import { SELF_SIGNED } from './self-signed.js';
import { CREDENTIALS_KINDS } from './stalled-credentials.js';
import { SUBJECTS } from './subjects.js';

const SEED = 1;

/** With these faults the store is out of reach, and the cached value is served. After a fault of the clock the current one is read at once. */
const OUT_OF_REACH = WARM_KINDS.filter(({ at }) => at === 'store' || at === 'network').map(({ id }) => id);
const SHAPE = 'SecretShapeMismatchError';
const CLOCK = WARM_KINDS.filter(({ at }) => at === 'clock').map(({ id }) => id);

// Ours takes less than 100 ms. An answer that blocks the event loop takes seconds of it.
const BUSY_MS = 500;

let results: readonly SubjectResult[] = [];
beforeAll(async () => {
  // Ours first, undisturbed by the start of so many processes: it has deadlines to keep.
  for (const subjects of [SUBJECTS.filter(({ isOurs }) => isOurs), SUBJECTS.filter(({ isOurs }) => !isOurs)]) {
    results = [...results, ...(await Promise.all(subjects.map((subject) => runSubject(subject, SEED))))];
  }
});

const resultOf = (id: string) => {
  const found = results.find((result) => result.id === id);
  if (found === undefined) throw new Error(`${id} did not run.`);
  return found;
};

describe.each(SUBJECTS.filter(({ isOurs }) => isOurs))('$title under every fault (Sec-R2, R4, R5)', ({ id }) => {
  const steps = () => resultOf(id).steps;
  const stepsOf = (ids: readonly string[]) => steps().filter((step) => ids.includes(step.id));

  it('gives no wrong value', () => {
    expect(steps().filter(({ wrong }) => wrong > 0)).toEqual([]);
  });

  it('computes little, so that the event loop keeps turning', () => {
    expect(steps().filter(({ busyMs }) => busyMs > BUSY_MS)).toEqual([]);
  });

  it('leaves no rejection unhandled', () => {
    expect(resultOf(id).unhandledRejections).toBe(0);
  });

  it('leaves no read pending past the deadline', () => {
    expect(steps().filter(({ pending }) => pending > 0)).toEqual([]);
  });

  it('serves the cached value at every read while the store is out of reach', () => {
    expect(stepsOf(OUT_OF_REACH).map(({ id: step, served, reads }) => [step, reads - served])).toEqual(
      stepsOf(OUT_OF_REACH).map(({ id: step }) => [step, 0]),
    );
    expect(stepsOf(OUT_OF_REACH)).toHaveLength(OUT_OF_REACH.length);
  });

  it('asks a store that is out of reach at most three times for four reads', () => {
    expect(stepsOf(OUT_OF_REACH).filter(({ attempts }) => attempts > 3)).toEqual([]);
  });

  it('gets the current value in spite of freezes and clocks that jump or differ', () => {
    expect(stepsOf(CLOCK).filter(({ served, stale, reads }) => served - stale !== reads)).toEqual([]);
    expect(stepsOf(CLOCK)).toHaveLength(CLOCK.length);
  });

  it('gets the current value again when the fault is over', () => {
    expect(steps().filter(({ recovered = 2 }) => recovered < 2)).toEqual([]);
  });

  it('fails with a named error where there is nothing to serve', () => {
    const named = /^(Store(Throttled|Timeout|Unreachable)|CredentialsExpired)Error$/;
    for (const step of stepsOf([COLD.id, EXPIRED.id])) {
      expect(step).toMatchObject({ served: 0, failed: step.reads });
      expect(step.errors.filter((name) => !named.test(name))).toEqual([]);
    }
    expect(stepsOf([COLD.id, EXPIRED.id])).toHaveLength(2);
  });

  it('Sec-R5: reads the neighbours of a secret whose schema never settles, or throws', () => {
    const schemas = stepsOf(OWN_KINDS.filter((kind) => kind.includes('schema')));
    expect(schemas).toHaveLength(4);
    for (const step of schemas) expect(step).toMatchObject({ served: 2, failed: 2, errors: [SHAPE], recovered: 2 });
  });

  it('Sec-R4: refuses the answer for another version', () => {
    const versions = stepsOf(['the answer for another version']);
    expect(versions).toHaveLength(2);
    for (const step of versions) expect(step).toMatchObject({ served: 0, failed: 4, recovered: 2 });
  });

  it('sends nothing to a server with a self-signed certificate', ({ skip }) => {
    const step = steps().find((one) => one.id === SELF_SIGNED);
    if (step === undefined) return skip('There is no openssl command to make the certificate.');
    expect(step).toMatchObject({ served: 0, failed: 1, attempts: 0 });
  });
});

describe('Sec-R3: an endpoint of credentials that does not answer as it should', () => {
  it('serves the cached value while credentials do not come, and fails in time without one', () => {
    const [cold, ...warm] = resultOf(OURS).steps.filter(({ id }) => CREDENTIALS_KINDS.includes(id));
    expect(cold).toMatchObject({ served: 0, failed: 4, attempts: 0, recovered: 2 });
    expect(warm).toHaveLength(CREDENTIALS_KINDS.length - 1);
    for (const step of warm) expect(step).toMatchObject({ served: step.reads, attempts: 0, recovered: 2 });
  });
});

describe.each(SUBJECTS.filter(({ isOurs }) => !isOurs))('$title under the same faults', ({ id }) => {
  it('meets every fault that ours meets', () => {
    const { steps } = resultOf(id);
    const met = resultOf('ours').steps.map((step) => step.id);
    const own = [...CREDENTIALS_KINDS, ...OWN_KINDS];
    expect(steps.map((step) => step.id).sort()).toEqual(met.filter((kind) => !own.includes(kind)).sort());
    // It read, and the store was asked: a subject that did not run would show neither.
    expect(steps.find((step) => step.id === COLD.id)).toMatchObject({ served: 0, recovered: expect.any(Number) });
    expect(steps.reduce((sum, { attempts }) => sum + attempts, 0)).toBeGreaterThan(0);
    expect(steps.reduce((sum, { recovered = 0 }) => sum + recovered, 0)).toBeGreaterThan(0);
  });
});
