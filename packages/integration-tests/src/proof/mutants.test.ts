import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyOfKit, isApplicable, isNoticed, proveMutant } from './mutant.js';
import { mutationsIn } from './mutation.js';
import { MUTATIONS, QUICK } from './mutations.js';
import { prove } from './prove.js';

describe('a kit with a rule broken on purpose', () => {
  const quick = MUTATIONS.filter(({ name }) => QUICK.includes(name));

  it.each(quick.map((mutation) => [mutation.name, mutation] as const))('is noticed: %s', async (_, mutation) => {
    const verdict = await proveMutant(mutation, { seed: 1, pairs: 100_000 });
    expect(isNoticed(verdict), `${verdict.by} after ${verdict.pairs} pairs`).toBe(true);
    // Where the end of the synthesis is left out, by what is granted; where it stops, by nothing else.
    if (mutation.also !== undefined) expect(verdict.by).toBe('answer');
    if (mutation.stopsSynthesis) expect(verdict).toHaveProperty('by', 'synthesis');
  });

  it('is not noticed just because it is a copy', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'copy-'));
    try {
      const copy = await copyOfKit(folder);
      expect(copy && prove(copy, { seed: 1, pairs: 20_000 }).broken).toBeUndefined();
      expect(copy).toBeDefined();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('is reported as missing when its string is not in the file', async () => {
    const [mutation] = mutationsIn('backend/grant.js', [['gone', 'not in the file', '']]);
    expect(mutation && (await proveMutant(mutation, { seed: 1, pairs: 1 }))).toMatchObject({ by: 'missing', pairs: 0 });
  });

  for (const mutation of MUTATIONS) {
    it(`has its string exactly once in the built kit: ${mutation.name}`, () => {
      expect(isApplicable(mutation)).toBe(true);
    });
  }

  it('breaks at least 25 rules, each under its own name', () => {
    expect(new Set(MUTATIONS.map(({ name }) => name)).size).toBe(MUTATIONS.length);
    expect(MUTATIONS.length).toBeGreaterThanOrEqual(25);
    expect(quick).toHaveLength(QUICK.length);
  });
});
