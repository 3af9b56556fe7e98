import { describe, expect, it } from 'vitest';
import { storeLine } from './store-line.js';

describe('storeLine', () => {
  it.each([
    ['preview', 'pr-*', "preview: { branches: 'pr-*', store: 'secrets-manager' }"],
    ['dev', ['a', "it's"], `dev: { branches: ['a', "it's"], store: 'secrets-manager' }`],
    [
      'pre-prod',
      { branches: 'main', appId: 'd1a2b3', store: 'amplify' } as const,
      "'pre-prod': { branches: 'main', appId: 'd1a2b3', store: 'secrets-manager' }",
    ],
  ])('keeps the branches and the app of the environment %s', (name, declared, line) => {
    expect(storeLine(name, { [name]: declared })).toBe(line);
  });

  it('writes the store alone for sandboxes', () => {
    expect(storeLine('sandbox', { prod: 'main' })).toBe("sandbox: { store: 'secrets-manager' }");
  });
});
