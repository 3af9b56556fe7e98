import { synthesizeEach } from '@amplify-secrets/local';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '../repository.js';

describe('the guard on the demo', () => {
  it('finds nothing on a branch of each kind', async () => {
    const branch = (name: string) => ({ type: 'branch', namespace: 'd123abc', name }) as const;
    const deployments = [branch('release/2.1'), branch('pr-7')] as const;
    const backends = await synthesizeEach({ cwd: repositoryRoot, deployments });
    const found = backends.map(({ deployment, notes }) => [
      deployment?.name,
      notes.filter((note) => FINDING.test(note)),
    ]);
    expect(found).toEqual([
      ['release/2.1', []],
      ['pr-7', []],
    ]);
  });
});

/** `/amplify-…/function: SecretUnread in amplify-…: …` */
const FINDING = /^\S+: [A-Z][A-Za-z]+ in amplify-/;
