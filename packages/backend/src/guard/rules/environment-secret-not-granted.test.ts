import { describe, expect, it } from 'vitest';
import { amplifySecret } from '../../amplify-secret/amplify-secret.js';
import { MAIN, makeBackend, SANDBOX } from '../../backend.test.support.js';
import { grantSecretRead } from '../../grant.js';
import type { AmplifyFunction } from '../../grantees/grantee.js';
import { openBackend } from '../../open-backend.js';
import { secretsMatching } from '../../targets/secrets-matching.js';
import { findingsOf } from '../findings.js';
import { makeGuarded, secrets } from '../guard.test.support.js';

/** What Amplify makes of `environment: { SLACK: amplifySecret(secrets.slackSigningSecret) }`. */
function withVariable(fn: AmplifyFunction, deployment = MAIN): void {
  const { branchSecretPath: path, sharedSecretPath: sharedPath } = amplifySecret(
    secrets.slackSigningSecret,
  ).resolvePath(deployment);
  fn.addEnvironment('AMPLIFY_SSM_ENV_CONFIG', JSON.stringify({ SLACK: { path, sharedPath } }));
}

describe('environmentSecretNotGranted', () => {
  it('finds a variable of a function without the grant, with the line to write', () => {
    const guarded = makeGuarded();
    withVariable(guarded.amplifyFunction('worker-lambda'));
    expect(guarded.findings()).toEqual([
      {
        name: 'EnvironmentSecretNotGranted',
        severity: 'warning',
        where: 'amplify/function/worker-lambda',
        about: ['SLACK', 'myapp/prod/slack-signing-secret', 'slackSigningSecret'],
        message: expect.stringContaining(
          'The variable SLACK is read from the secret "myapp/prod/slack-signing-secret"',
        ),
        resolution: 'Write: grantSecretRead(backend.worker, secrets.slackSigningSecret);',
      },
    ]);
  });

  it('finds nothing where the function was granted the secret or a pattern that matches it', () => {
    for (const target of [secrets.slackSigningSecret, secretsMatching(secrets, 'slack-*')]) {
      const guarded = makeGuarded();
      const worker = guarded.amplifyFunction('worker-lambda');
      withVariable(worker);
      grantSecretRead(worker, target);
      expect(guarded.findings()).toEqual([]);
    }
  });

  it('finds nothing in Amplify’s own store, which Amplify itself allows', () => {
    const guarded = makeGuarded(SANDBOX);
    withVariable(guarded.amplifyFunction('worker-lambda'), SANDBOX);
    expect(guarded.findings()).toEqual([]);
  });

  it.each([MAIN, SANDBOX])('counts such a secret as read, in a $type', (deployment) => {
    const backend = makeBackend(deployment);
    grantSecretRead(backend.amplifyFunction('reader'), [secrets.stripe, secrets.upworkTokens]);
    const worker = backend.amplifyFunction('worker-lambda');
    withVariable(worker, deployment);
    const findings = findingsOf(openBackend(backend.root));
    expect(findings.filter(({ name }) => name === 'SecretUnread')).toEqual([]);
  });
});
