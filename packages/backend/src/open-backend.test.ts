import { App, Stack } from 'aws-cdk-lib';
import { CfnPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it, vi } from 'vitest';
import { MAIN, makeBackend, makeFunction, printed, SANDBOX, secrets } from './backend.test.support.js';
import { configureGuard } from './configure-guard.js';
import { grantSecretRead } from './grant.js';
import { openBackend, openGuard, stackOf } from './open-backend.js';

describe('openBackend', () => {
  it('returns one state for all constructs of a backend', () => {
    const { root, stack, amplifyFunction } = makeBackend(MAIN);
    const { lambda } = amplifyFunction('webhook').resources;
    expect(openBackend(lambda)).toBe(openBackend(root));
    expect(openGuard(stack)).toBe(openBackend(root));
    expect(openBackend(makeBackend(MAIN).root)).not.toBe(openBackend(root));
  });

  it('keeps the deployment that a call has named', () => {
    const { root, stack } = makeBackend();
    expect(openGuard(root).deployment).toBeUndefined();
    openBackend(stack, MAIN);
    expect(openBackend(root).deployment).toEqual(MAIN);
    expect(() => openBackend(root, SANDBOX)).toThrow(expect.objectContaining({ name: 'DeploymentUnknownError' }));
  });

  it('shares the state with another installed copy of the package', async () => {
    const { root, amplifyFunction, app } = makeBackend(MAIN);
    grantSecretRead(amplifyFunction('one'), secrets.stripe);
    vi.resetModules();
    const copy = await import('./open-backend.js');
    expect(copy.openBackend).not.toBe(openBackend);
    expect(copy.openBackend(root).grants).toHaveLength(1);
    const { grantSecretRead: grantByCopy } = await import('./grant.js');
    grantByCopy(amplifyFunction('two'), secrets.upworkTokens);
    expect(openBackend(root).grants).toHaveLength(2);
    app.synth();
    expect(printed()).toEqual([expect.stringContaining('SecretUnread in amplify: Secret "slackSigningSecret"')]);
  });
});

describe('the end of a synthesis', () => {
  const everything = new PolicyStatement({ actions: ['secretsmanager:*'], resources: ['*'] });

  it('prints the warnings of the guard though a grant is lost', () => {
    const { app, amplifyFunction } = makeBackend(MAIN);
    const { lambda } = amplifyFunction('webhook').resources;
    grantSecretRead(lambda, secrets.stripe);
    const policy = lambda.role?.node.findChild('DefaultPolicy').node.defaultChild;
    if (!(policy instanceof CfnPolicy)) throw new Error('no policy');
    policy.addPropertyOverride('PolicyDocument.Statement', []);
    expect(() => app.synth()).toThrow(expect.objectContaining({ name: 'GrantLostError' }));
    expect(printed()).toContainEqual(expect.stringContaining('SecretUnread'));
  });

  it('comes for every backend of a stage, and is stopped by the first refusal in the order of the stacks', () => {
    const app = new App();
    const [one, two] = [new Stack(app, 'One'), new Stack(app, 'Two')];
    for (const stack of [two, one]) {
      const fn = makeFunction(stack, 'fn');
      grantSecretRead(fn, secrets.stripe, { deployment: MAIN });
      configureGuard(stack, { guard: 'error', accept: ['slackSigningSecret', 'upworkTokens'].map(unread) });
      fn.addToRolePolicy(everything);
    }
    const ran: string[] = [];
    for (const stack of [two, one]) openBackend(stack).finalSteps.add('report', () => ran.push(stack.node.id));
    expect(() => app.synth()).toThrow(/^SecretAccessWildcard in One\/fn/);
    expect(ran).toEqual(['One', 'Two']);
  });
});

function unread(key: string) {
  return { finding: 'SecretUnread', at: key, reason: 'Read by another backend.' } as const;
}

describe('stackOf', () => {
  it.each([
    ['checkSecrets', 'await checkSecrets(backend).'],
    ['configureGuard', "configureGuard(backend, { guard: 'error' })."],
    ['writeAccessReport', ' writeAccessReport(backend).'],
  ])('refuses what is no backend with a line that works as it is: %s', (call, line) => {
    expect(() => stackOf(secrets as never, call)).toThrow(
      expect.objectContaining({ name: 'BackendInvalidError', resolution: expect.stringContaining(line) }),
    );
  });
});
