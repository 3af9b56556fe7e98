import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyOfKit, isApplicable, isNoticed, judgeMutant } from './mutant.js';
import { mutationsIn } from './mutation.js';
import { MUTATIONS, QUICK } from './mutations.js';
import { prove } from './prove.js';

describe('a kit with a rule broken on purpose', () => {
  const quick = MUTATIONS.filter(({ name }) => QUICK.includes(name));

  it.each(quick)('is noticed: $name', async (mutation) => {
    const verdict = await judgeMutant(mutation, { seed: 1, pairs: 100_000 });
    expect(isNoticed(verdict), `${verdict.by} after ${verdict.pairs} pairs`).toBe(true);
  });

  it('is not merely noticed for being a copy', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'copy-'));
    try {
      const copy = await copyOfKit(folder);
      expect(copy && prove(copy, { seed: 1, pairs: 20_000 }).broken).toBeUndefined();
      expect(copy).toBeDefined();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('can be told from one whose text to break is gone', async () => {
    const [mutation] = mutationsIn('backend/grant.js', [['gone', 'not in the file', '']]);
    expect(mutation && (await judgeMutant(mutation, { seed: 1, pairs: 1 }))).toMatchObject({ by: 'missing', pairs: 0 });
  });

  it.each(MUTATIONS)('has its text to break in the built kit: $name', (mutation) => {
    expect(isApplicable(mutation)).toBe(true);
  });

  it('breaks every rule: at least 25, each by a name of its own', () => {
    expect(new Set(MUTATIONS.map(({ name }) => name)).size).toBe(MUTATIONS.length);
    expect(MUTATIONS.length).toBeGreaterThanOrEqual(25);
    expect(quick).toHaveLength(QUICK.length);
  });
});
