import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { KIT } from './kit.js';
import { copyOfKit } from './mutant.js';
import { brokenIn, OWNER, synthesizeRotation } from './rotation-access.js';
import { ROTATION_MUTATIONS } from './rotation-mutations.js';

const BRANCH = { ...OWNER, name: 'feature/checkout' };

describe('a rotation', () => {
  it('allows its function four actions on the rotated secrets alone, and lets only them invoke it', () => {
    expect(brokenIn(synthesizeRotation(KIT, OWNER), { isOwner: true })).toEqual([]);
  });

  it('allows nothing, and lets nothing invoke the function, in a branch that does not own it', () => {
    expect(brokenIn(synthesizeRotation(KIT, BRANCH), { isOwner: false })).toEqual([]);
  });
});

describe('a kit with a rule of rotations broken on purpose', () => {
  it.each(ROTATION_MUTATIONS.map((mutation) => [mutation.name, mutation] as const))(
    'is noticed: %s',
    async (_name, mutation) => {
      const folder = mkdtempSync(join(tmpdir(), 'rotation-mutant-'));
      try {
        // What the look at resources, at the end of the synthesis, would refuse before an answer is wrong.
        const also = mutation.file.endsWith('principal-statements.js') ? WITHOUT_LOOK : undefined;
        const kit = await copyOfKit(folder, { ...mutation, ...(also && { also }) });
        expect(kit).toBeDefined();
        if (kit === undefined) return;
        const broken = [
          ...brokenIn(synthesizeRotation(kit, OWNER), { isOwner: true }),
          ...brokenIn(synthesizeRotation(kit, BRANCH), { isOwner: false }),
        ];
        expect(broken).not.toEqual([]);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );
});

const WITHOUT_LOOK = {
  file: 'backend/open-backend.js',
  find: "finalSteps.add('resources', (templates) => verifyResources(templates, state));",
  replace: '',
};
