import { synthesize } from '@amplify-secrets/local';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '../repository.js';

describe('the guard on the demo', () => {
  it.each(['release/2.1', 'pr-7'])('finds nothing on the branch %s', async (name) => {
    const deployment = { type: 'branch' as const, namespace: 'd123abc', name };
    const { notes } = await synthesize({ cwd: repositoryRoot, deployment });
    expect(notes.filter((note) => FINDING.test(note))).toEqual([]);
  });
});

/** `/amplify-…/function: SecretUnread in amplify-…: …` */
const FINDING = /^\S+: [A-Z][A-Za-z]+ in amplify-/;
