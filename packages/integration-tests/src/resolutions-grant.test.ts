import * as kit from '@amplify-secrets/backend';
import {
  createSecretsClient,
  defineSecrets,
  isSecretsError,
  jsonSecret,
  type Secrets,
  secretNamed,
  textSecret,
} from '@amplify-secrets/runtime';
import type { Transport } from '@amplify-secrets/runtime/transport';
import { App, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeFunction } from './proof/make-grantee.js';
import { ODD } from './remedies/hostile.js';

beforeAll(() => void vi.spyOn(process.stderr, 'write').mockReturnValue(true));
afterAll(() => void vi.restoreAllMocks());

// Each environment that is written to has one deployment, as the guard asks for.
const secrets = defineSecrets({
  app: 'myapp',
  environments: { prod: 'main', staging: 'staging', preview: { branches: 'pr-*', store: 'amplify' } },
  secrets: {
    stripe: jsonSecret(['apiKey']),
    mail: textSecret({ name: { prod: 'mail-password' } }),
    'odd-key': textSecret(),
  },
});
const ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:';

/** A backend on main under the guard at its strictest; `fn` is the function that every resolution is about. */
function mainBackend() {
  const context = {
    'amplify-backend-type': 'branch',
    'amplify-backend-namespace': 'd1',
    'amplify-backend-name': 'main',
  };
  const app = new App({ context });
  const stack = new Stack(app, 'amplify', { env: { account: '123456789012', region: 'us-east-1' } });
  kit.configureGuard(stack, { guard: 'error' });
  const lambda = makeFunction(stack, 'fn');
  const fn = {
    resources: { lambda },
    addEnvironment: (key: string, value: string) => void lambda.addEnvironment(key, value),
  };
  return { app, stack, lambda, fn };
}

/** The grants in a resolution, as they are there to be copied. */
function grantsIn(resolution: string): readonly string[] {
  return resolution.match(/grantSecret\w+\(.*?\);/gs) ?? [];
}

/** Adds the grants to a backend, for whatever function they name, and synthesises. Throws what that throws. */
function follow(grants: readonly string[], backend = mainBackend(), set: Secrets = secrets): void {
  const { app, fn, lambda } = backend;
  const functions = new Proxy({}, { get: () => fn });
  const values = { ...kit, secretNamed, secrets: set, backend: functions };
  new Function(...Object.keys(values), grants.join('\n'))(...Object.values(values));
  kit.grantSecretRead(lambda, kit.allSecrets(set));
  app.synth();
}

const DENIES: Transport = {
  call: () => Promise.reject(Object.assign(new Error('denied'), { kind: 'refused', code: 'AccessDeniedException' })),
  region: () => 'us-east-1',
};

async function deniedResolution(target: Parameters<typeof kit.grantSecretRead>[1], write = false): Promise<string> {
  const descriptor = { apps: { myapp: { environment: 'prod', store: 'secrets-manager' } } } as const;
  const client = createSecretsClient({ transport: DENIES, descriptor });
  try {
    if (write) await client.putSecret(target as string, 'value');
    else await client.getSecret(target as string);
  } catch (error) {
    if (isSecretsError(error)) {
      expect(error.name).toBe('SecretAccessDeniedError');
      return error.resolution;
    }
  }
  throw new Error('it should have failed');
}

describe('a resolution that names a grant', () => {
  it.each([
    ['a secret', secrets.stripe],
    ['a secret with a name', secrets.mail],
    ['a secret whose key needs quotes', secrets['odd-key']],
    ['a secret of a pattern', secretNamed(secrets, 'github-acme')],
    ['a name', 'legacy/mail'],
    ['a name like an ARN of AWS', 'xyz-google'],
    ['a name of this environment', 'myapp/prod/other'],
    ['an ARN', `${ARN}legacy/mail-aB3dE9`],
  ])('is followed without a refusal: a denied read of %s', async (_what, target) => {
    const grants = grantsIn(await deniedResolution(target));
    expect(grants).toHaveLength(1);
    expect(() => follow(grants)).not.toThrow();
  });

  it('is followed without a refusal: denied reads of keys that no identifier has, all in one synthesis', async () => {
    const odd = defineSecrets({
      app: 'myapp',
      environments: { prod: 'main', sandbox: { store: 'secrets-manager' } },
      secrets: Object.fromEntries(
        ODD.map((key, index) => [key, textSecret({ name: { prod: `odd-${index}`, sandbox: `sandbox-${index}` } })]),
      ),
    });
    const grants = await Promise.all(Object.values(odd).map(async (each) => grantsIn(await deniedResolution(each))));
    expect(grants.flat()).toHaveLength(new Set(ODD).size);
    expect(() => follow(grants.flat(), mainBackend(), odd)).not.toThrow();
  });

  it.each([
    ['a secret', secrets.mail],
    ['a name', 'legacy/mail'],
  ])('is followed without a refusal: a denied write of %s', async (_what, target) => {
    const grants = grantsIn(await deniedResolution(target, true));
    expect(grants).toHaveLength(1);
    expect(() => follow(grants)).not.toThrow();
  });

  it.each(['myapp/staging/stripe', 'myapp/dev/stripe'])(
    'is of a declared secret for %s, which the guard would refuse on main',
    async (target) => {
      expect(grantsIn(await deniedResolution(target))).toEqual([
        'grantSecretRead(backend.myFunction, secrets.mySecret);',
      ]);
      if (!target.includes('/dev/')) {
        const grant = `grantSecretRead(backend.fn, '${target}', { branches: ['main'] });`;
        expect(() => follow([grant])).toThrow(expect.objectContaining({ name: 'GuardError' }));
      }
    },
  );

  it.each([
    'legacy/mail',
    'xyz-google',
    'myapp/prod/stripe',
    'myapp/prod/stripe-*',
    'legacy/mail*',
    '*',
    'undefined/stripe-??????',
    'mail-password',
  ])('is followed without a refusal: what the guard finds in a statement by hand about %s', (name) => {
    const { app, stack, lambda } = mainBackend();
    const resource = name === '*' ? '*' : ARN + name;
    lambda.addToRolePolicy(new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [resource] }));
    kit.grantSecretRead(makeFunction(stack, 'other'), kit.allSecrets(secrets));
    const [error] = errorsOf(() => app.synth());
    expect(error?.name).toBe('GuardError');
    const grants = grantsIn(error?.resolution ?? '');
    expect(grants.length).toBeGreaterThan(0);
    expect(() => follow(grants)).not.toThrow();
  });

  it.each<[string, string]>([
    ['a string without branches', "grantSecretRead(backend.fn, 'legacy/mail');"],
    ['an ARN that ends in a word', `grantSecretRead(backend.fn, '${ARN}xyz-google', { branches: 'main' });`],
    ['a pattern of everything', "grantSecretRead(backend.fn, '*', { branches: 'main' });"],
    ['a misspelt key', 'grantSecretRead(backend.fn, secrets.strip);'],
  ])('is followed without a refusal: a grant of %s', (_what, line) => {
    const [error] = errorsOf(() => follow([line]));
    const copied = error?.resolution
      .replaceAll('secrets.mySecret', 'secrets.stripe')
      .match(/grantSecret\w+\(.*?\)(?=[.;]|$)/g);
    const named = error?.resolution.match(/'([^']+)'/)?.[1];
    const grants = copied ?? [`grantSecretRead(backend.fn, '${named}', { branches: ['main'] })`];
    expect(() => follow(grants.map((each) => `${each};`))).not.toThrow();
  });
});

function errorsOf(work: () => void): { readonly name: string; readonly resolution: string }[] {
  try {
    work();
    return [];
  } catch (error) {
    if (isSecretsError(error)) return [error];
    throw error;
  }
}
