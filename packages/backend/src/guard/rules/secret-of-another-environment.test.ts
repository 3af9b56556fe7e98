import { describe, expect, it } from 'vitest';
import { FEATURE, MAIN, SANDBOX } from '../../backend.test.support.js';
import { grantSecretRead } from '../../grant.js';
import { findingsFor, makeGuarded, SECRET, secrets } from '../guard.test.support.js';

const NAME = 'SecretOfAnotherEnvironment';

describe('secrets of another environment', () => {
  it.each([
    ['myapp/*', MAIN, 'staging, dev'],
    ['*/dev/*', MAIN, 'staging, dev'],
    ['myapp/d?v/*', MAIN, 'dev'],
    ['myapp/*-??????', MAIN, 'staging, dev'],
    ['myapp/dev/undeclared-??????', MAIN, 'dev'],
    ['upwork-oauth-tokens-a1B2c3', FEATURE, 'prod'],
    ['myapp/prod/stripe-??????', SANDBOX, 'prod'],
  ])('are reached by %s', (name, deployment, environments) => {
    const found = findingsFor({ resources: [SECRET + name] }, deployment).filter((each) => each.name === NAME);
    expect(found).toEqual([
      expect.objectContaining({
        severity: 'warning',
        about: [SECRET + name],
        message: expect.stringContaining(`takes secrets of ${environments}, and this is`),
        resolution: expect.stringContaining('Delete the statement and write: grantSecretRead(backend.worker, '),
      }),
    ]);
  });

  it.each([
    ['myapp/prod/stripe-??????', MAIN],
    ['upwork-oauth-tokens-??????', MAIN],
    ['myapp/dev/*', FEATURE],
    ['myapps/*', MAIN],
    ['myapp/production/stripe-??????', MAIN],
    ['myapp/prod', FEATURE],
  ])('are not reached by %s', (name, deployment) => {
    expect(findingsFor({ resources: [SECRET + name] }, deployment).map((each) => each.name)).not.toContain(NAME);
  });

  it('stop the synthesis where a grant by text takes them', () => {
    const guarded = makeGuarded();
    const worker = guarded.amplifyFunction('worker');
    grantSecretRead(worker, ['myapp/dev/stripe', 'myapp/*'], { branches: 'main' });
    expect(guarded.findings().map(({ name, severity, where, about }) => ({ name, severity, where, about }))).toEqual([
      { name: NAME, severity: 'error', where: 'amplify/function/worker', about: ['myapp/dev/stripe', 'stripe'] },
      { name: NAME, severity: 'error', where: 'amplify/function/worker', about: ['myapp/*', 'stripe'] },
    ]);
  });

  it('are no concern of a text that holds elsewhere, or of an own secret by its name', () => {
    const guarded = makeGuarded();
    const worker = guarded.amplifyFunction('worker');
    grantSecretRead(worker, 'myapp/dev/stripe', { branches: 'develop' });
    grantSecretRead(worker, 'myapp/prod/stripe', { branches: 'main' });
    grantSecretRead(worker, secrets.stripe);
    expect(guarded.findings()).toEqual([]);
  });
});
