import { describe, expect, it } from 'vitest';
import { KIT, type Kit } from './kit.js';
import { prove } from './prove.js';
import { showBroken } from './show-broken.js';
import { shrink } from './shrink.js';

// A broken kit: a grant to read also allows to write.
const GENEROUS: Kit = { ...KIT, grantSecretRead: KIT.grantSecretReadWrite };

describe('a proof', () => {
  it('is the same for the same seed', () => {
    const [one, other] = [1, 2].map(() => prove(KIT, { seed: 7, pairs: 3000 }));
    expect(one).toEqual(other);
    expect(prove(KIT, { seed: 8, pairs: 3000 }).met).not.toEqual(one?.met);
  });

  it('draws a project again from the seed that it names', () => {
    const first = prove(GENEROUS, { seed: 3, pairs: 50_000 }).broken;
    expect(first && prove(GENEROUS, { seed: first.seed, pairs: 1 }).broken?.pair).toEqual(first?.pair);
  });

  it('shrinks the project to what the broken promise needs', () => {
    const { broken } = prove(GENEROUS, { seed: 3, pairs: 50_000 });
    if (broken === undefined) throw new Error('not noticed');
    const { project, pair } = shrink(GENEROUS, broken);
    expect(pair).toMatchObject({ promised: false, decision: { effect: 'allow' }, request: broken.pair?.request });
    expect(project.grants).toHaveLength(1);
    expect(project.grantees).toHaveLength(1);
    expect(project.sets.length).toBeLessThanOrEqual(1);
  });

  it('shows the project as its author would have written it', () => {
    const { broken } = prove(GENEROUS, { seed: 3, pairs: 50_000 });
    const text = broken === undefined ? '' : showBroken(broken);
    expect(text).toContain('declared: deny; synthesised: allow');
    expect(text).toContain(`npm run prove -- --seed ${broken?.seed} --pairs 1`);
    expect(text).toContain('defineSecrets({ app: ');
  });
});
