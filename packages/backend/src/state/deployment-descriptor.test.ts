import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import {
  decodeDescriptor,
  differsFrom,
  environmentOf,
  referencesOf,
  type SecretSet,
  secretSetOf,
} from '@amplify-secrets/runtime/contract';
import { describe, expect, it } from 'vitest';
import { MAIN, SANDBOX } from '../backend.test.support.js';
import { deploymentDescriptor } from './deployment-descriptor.js';

function setOf(app: string, secrets: number, appId = 'd1'): SecretSet {
  const set = secretSetOf(
    defineSecrets({
      app,
      environments: { prod: 'main', other: { branches: 'x', appId } },
      secrets: Object.fromEntries(
        Array.from({ length: secrets }, (_, index) => [`key${index}`, textSecret({ name: { prod: `old-${index}` } })]),
      ),
    }),
  );
  if (set === undefined) throw new Error('no set');
  return set;
}

const encoded = (sets: readonly SecretSet[], deployment = MAIN) => {
  const { add, encode } = deploymentDescriptor(deployment);
  for (const set of sets) add([{ set, ...environmentOf(set.environments, deployment) }]);
  return encode();
};

describe('F02: the descriptor of a deployment', () => {
  it('has a digest of each set, with which equal declarations agree', () => {
    const sets = [setOf('shop', 3), setOf('shop', 2), setOf('blog', 1)];
    const { apps } = decodeDescriptor(encoded(sets));
    for (const reference of sets.flatMap(referencesOf)) {
      expect(differsFrom(apps[reference.set.app]?.digest, reference)).toBe(false);
    }
    for (const reference of referencesOf(setOf('shop', 3, 'd2'))) {
      expect(differsFrom(apps.shop?.digest, reference)).toBe(true);
    }
  });

  it('does not depend on the order of the grants, nor on keys without a name', () => {
    const [one, other] = [setOf('shop', 3), setOf('shop', 2)];
    expect(encoded([one, other])).toBe(encoded([other, one]));
    expect(encoded([one, one])).toBe(encoded([one]));
    const more = { ...one, definitions: { ...one.definitions, slack: textSecret() } };
    expect(encoded([more])).toBe(encoded([one]));
  });

  it.each([10, 50, 400])('stays within 512 bytes with %i names, and keeps the digest of the mapping', (count) => {
    const set = setOf('shop', count);
    for (const deployment of [MAIN, { ...SANDBOX, namespace: 'p'.repeat(214) }]) {
      const text = encoded([set], deployment);
      expect(text.length).toBeLessThanOrEqual(512);
      const { digest } = decodeDescriptor(text).apps.shop ?? {};
      if (deployment === MAIN) expect(digest).toMatch(/^,\w{4}(,\w{4},\w{4}){10,}$/);
      expect(referencesOf(set).some((reference) => differsFrom(digest, reference))).toBe(false);
    }
  });

  it('leaves out the digests where there is no room for one', () => {
    const sets = Array.from({ length: 7 }, (_, index) => setOf(`app${index}`, 0));
    expect(encoded(sets.slice(0, 3))).toContain('digest');
    expect(encoded(sets)).not.toContain('digest');
    expect(Object.keys(decodeDescriptor(encoded(sets)).apps)).toHaveLength(7);
  });
});
