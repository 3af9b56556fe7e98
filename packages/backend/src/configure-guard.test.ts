import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { FEATURE, MAIN, makeBackend, printed, SANDBOX } from './backend.test.support.js';
import { configureGuard, type GuardAcceptance, type GuardOptions } from './configure-guard.js';
import { grantSecretRead, grantSecretWrite } from './grant.js';
import { makeGuarded, SECRET, secrets } from './guard/guard.test.support.js';

const UNSUFFIXED: GuardAcceptance = {
  finding: 'SecretArnWithoutSuffix',
  at: 'function/worker',
  reason: 'Made with this name in a test.',
};

function withMistake(deployment = MAIN) {
  const guarded = makeGuarded(deployment);
  guarded
    .amplifyFunction('worker')
    .resources.lambda.addToRolePolicy(
      new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [`${SECRET}mail`] }),
    );
  return guarded;
}

describe('a finding in a hand-written statement', () => {
  it('is a warning on its construct, printed with the line to write', () => {
    const { root } = withMistake();
    expect(Annotations.fromStack(root).findWarning('*', Match.anyValue())).toEqual([
      expect.objectContaining({ id: '/amplify/function/worker/ServiceRole/DefaultPolicy' }),
    ]);
    expect(printed()).toEqual([
      expect.stringMatching(
        /^Warning: SecretArnWithoutSuffix in amplify\/function\/worker\/ServiceRole\/DefaultPolicy: .*\n {2}Delete the statement and write: grantSecretRead\(/,
      ),
    ]);
  });

  it('stops the synthesis where the guard is strict', () => {
    const { root, app } = withMistake();
    configureGuard(root, { guard: 'error' });
    expect(() => app.synth()).toThrow(
      expect.objectContaining({
        name: 'GuardError',
        classification: 'ERROR',
        message: expect.stringContaining(
          'SecretArnWithoutSuffix in amplify/function/worker/ServiceRole/DefaultPolicy: ',
        ),
        resolution: expect.stringContaining("grantSecretRead(backend.worker, 'mail', { branches: ['main'] });"),
      }),
    );
  });
});

describe('a mistake in a grant', () => {
  it('stops the synthesis together with others of its kind, after the warnings', () => {
    const { app, amplifyFunction } = withMistake();
    grantSecretRead(amplifyFunction('one'), ['myapp/dev/stripe', 'myapp/*'], { branches: 'main' });
    expect(() => app.synth()).toThrow(
      expect.objectContaining({
        name: 'GuardError',
        message: expect.stringMatching(
          /^The guard has 2 findings that stop the synthesis\.\n1\. SecretOfAnotherEnvironment in .*\n2\. Secret/,
        ),
        resolution: expect.stringMatching(/^1\. Grant .*\n2\. Grant /),
      }),
    );
    expect(printed()).toEqual([expect.stringContaining('SecretArnWithoutSuffix')]);
  });
});

describe('an accepted finding', () => {
  it.each([
    ['ids of its path', { ...UNSUFFIXED }],
    ['its whole path', { ...UNSUFFIXED, at: 'amplify/function/worker/ServiceRole/DefaultPolicy' }],
    ['what it is about', { ...UNSUFFIXED, at: `${SECRET}mail` }],
  ])('is named by %s, has its reason, and neither warns nor stops the synthesis', (_, acceptance) => {
    const guarded = withMistake();
    configureGuard(guarded, { guard: 'error', accept: [acceptance] });
    expect(guarded.findings()).toEqual([
      expect.objectContaining({ name: 'SecretArnWithoutSuffix', accepted: 'Made with this name in a test.' }),
    ]);
    guarded.app.synth();
    expect(printed()).toEqual([]);
  });

  it.each(['work', 'worke', 'ction/worker', 'worker/DefaultPolicy', '/'])('is not named by the partial id %s', (at) => {
    const guarded = withMistake();
    configureGuard(guarded, { accept: [{ ...UNSUFFIXED, at }] });
    expect(guarded.findings().map(({ name, accepted }) => [name, accepted])).toEqual([
      ['SecretArnWithoutSuffix', undefined],
      ['AcceptanceStale', undefined],
    ]);
  });

  it('leaves alone other findings at the same place', () => {
    const guarded = withMistake();
    guarded.amplifyFunction('other').addEnvironment('SESSION_SECRET', 'a8Kf02mNqP4x7RtZ19bV');
    configureGuard(guarded, { accept: [{ ...UNSUFFIXED, at: 'amplify' }] });
    expect(guarded.findings().filter(({ accepted }) => accepted === undefined)).toEqual([
      expect.objectContaining({ name: 'CredentialInEnvironment' }),
    ]);
  });

  it('may be accepted before the first grant and in several calls, also where only a grant names the deployment', () => {
    const { root, app, amplifyFunction } = makeBackend();
    configureGuard(root, {
      accept: [{ finding: 'SecretUnread', at: 'slackSigningSecret', reason: 'Read by the site.' }],
    });
    configureGuard(root, { guard: 'error' });
    grantSecretRead(amplifyFunction('one'), secrets.stripe, { deployment: MAIN });
    configureGuard({ stack: root }, { accept: [{ finding: 'SecretUnread', at: 'upworkTokens', reason: 'Soon.' }] });
    expect(() => app.synth()).not.toThrow();
  });
});

describe('an acceptance that nothing needs', () => {
  it('is reported as AcceptanceStale', () => {
    const guarded = makeGuarded();
    configureGuard(guarded, { accept: [UNSUFFIXED] });
    expect(guarded.findings()).toEqual([
      expect.objectContaining({
        name: 'AcceptanceStale',
        severity: 'warning',
        where: 'amplify',
        message: expect.stringContaining('configureGuard accepts SecretArnWithoutSuffix at "function/worker"'),
      }),
    ]);
  });

  it('is not reported in deployments that it is not for, and accepts nothing there', () => {
    const accept = [{ ...UNSUFFIXED, branches: ['feature/*', 'sandbox'] }];
    const inMain = makeGuarded(MAIN);
    configureGuard(inMain, { accept });
    expect(inMain.findings()).toEqual([]);
    const mistaken = withMistake(MAIN);
    configureGuard(mistaken, { accept });
    expect(mistaken.findings().map(({ accepted }) => accepted)).toEqual([undefined]);
    for (const deployment of [FEATURE, SANDBOX]) {
      const guarded = withMistake(deployment);
      configureGuard(guarded, { accept });
      expect(guarded.findings().map(({ accepted }) => accepted)).toEqual([UNSUFFIXED.reason]);
    }
  });
});

describe('configureGuard', () => {
  const { root } = makeBackend(MAIN);

  it.each([
    [undefined, 'must be a plain object, and got undefined'],
    [{ strict: true }, 'unknown option "strict"'],
    [{ guard: 'off' }, "must be 'error' or 'warn', and got 'off'"],
    [{ accept: UNSUFFIXED }, 'must be a list'],
    [{ accept: ['SecretUnread'] }, 'must be a plain object, and got a string'],
    [{ accept: [{ ...UNSUFFIXED, findng: 1 }] }, 'unknown option "findng"'],
    [{ accept: [{ ...UNSUFFIXED, finding: 'Nothing' }] }, "must be the name of a finding, and got 'Nothing'"],
    [{ accept: [{ ...UNSUFFIXED, finding: 'AcceptanceStale' }] }, 'must be the name of a finding'],
    [{ accept: [{ ...UNSUFFIXED, at: ' ' }] }, 'has no place'],
    [{ accept: [{ finding: 'SecretUnread', at: 'stripe' }] }, 'has no reason'],
    [{ accept: [{ ...UNSUFFIXED, reason: ' ' }] }, 'has no reason'],
  ])('refuses %j: %s', (options, problem) => {
    expect(() => configureGuard(root, options as GuardOptions)).toThrow(
      expect.objectContaining({ name: 'GuardOptionInvalidError', message: expect.stringContaining(problem) }),
    );
  });

  it('refuses branches that nothing matches, and what is not a backend', () => {
    expect(() => configureGuard(root, { accept: [{ ...UNSUFFIXED, branches: '' }] })).toThrow(
      expect.objectContaining({ name: 'EnvironmentUnreachableError' }),
    );
    expect(() => configureGuard({} as never, {})).toThrow(
      expect.objectContaining({
        name: 'BackendInvalidError',
        resolution: expect.stringContaining("configureGuard(backend, { guard: 'error' })"),
      }),
    );
  });

  it('shows an acceptance, and no grant, where its branches are none', () => {
    expect(() => configureGuard(root, { accept: [{ ...UNSUFFIXED, branches: [] }] })).toThrow(
      expect.objectContaining({
        name: 'GrantBranchesMissingError',
        resolution:
          "Write the branches: accept: [{ finding: 'SecretUnread', at: 'stripe', branches: ['main'], reason: 'Read by another app.' }]. 'sandbox' may be one of them.",
      }),
    );
  });
});

describe('a backend without a grant', () => {
  it('is guarded after configureGuard was called', () => {
    const { root, app, amplifyFunction } = makeBackend(MAIN);
    amplifyFunction('worker').addEnvironment('SESSION_SECRET', 'a8Kf02mNqP4x7RtZ19bV');
    configureGuard({ stack: root }, { guard: 'error' });
    expect(() => app.synth()).toThrow(expect.objectContaining({ name: 'GuardError' }));
  });
});

describe('the guard of sound grants', () => {
  it('reports nothing', () => {
    const { app, amplifyFunction } = makeGuarded();
    grantSecretWrite(amplifyFunction('refresh'), secrets.upworkTokens, { branches: 'main' });
    app.synth();
    expect(printed().filter((each) => !String(each).startsWith('Note: '))).toEqual([]);
  });
});
