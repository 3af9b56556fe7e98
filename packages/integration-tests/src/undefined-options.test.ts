import {
  configureGuard,
  defineComputeRole,
  defineSecretRotation,
  ecsSecrets,
  type GrantOptions,
  grantSecretRead,
  grantSecretReadWrite,
  grantSecretWrite,
  type SecretRotationOptions,
  secretsDescriptor,
} from '@amplify-secrets/backend';
import { type LocalAws, startLocalAws } from '@amplify-secrets/local';
import {
  binarySecret,
  configureSecrets,
  createSecretsClient,
  defineSecrets,
  getSecret,
  getSecrets,
  isSecretsError,
  jsonSecret,
  putSecret,
  type SecretOptions,
  type SecretsClientConfig,
  secretClient,
  textSecret,
  updateSecret,
  withSecret,
} from '@amplify-secrets/runtime';
import { emfEvents } from '@amplify-secrets/runtime/events';
import { createNextSecrets } from '@amplify-secrets/runtime/next';
import { sdkTransport } from '@amplify-secrets/runtime/sdk';
import type { Transport } from '@amplify-secrets/runtime/transport';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type DeclaredOption, declaredOptions } from './option-types.test.support.js';

const ENTRIES = [
  '@amplify-secrets/runtime',
  '@amplify-secrets/runtime/sdk',
  '@amplify-secrets/runtime/transport',
  '@amplify-secrets/runtime/events',
  '@amplify-secrets/runtime/redact',
  '@amplify-secrets/runtime/next',
  '@amplify-secrets/runtime/testing',
  '@amplify-secrets/backend',
  '@amplify-secrets/backend/report',
];
// Options whose names users choose.
const PER_ENVIRONMENT: readonly DeclaredOption[] = [
  { id: 'Environments.prod', undefinedIs: 'optional' },
  { id: 'SecretNameOption.prod', undefinedIs: 'optional' },
  { id: 'SecretKeyOption.prod', undefinedIs: 'optional' },
];
const ARGUMENTS: readonly DeclaredOption[] = [{ id: 'jsonSecret(schema).schema', undefinedIs: 'required' }];

const secrets = defineSecrets({
  app: 'shop',
  environments: { prod: 'main' },
  secrets: { key: textSecret(), stripe: jsonSecret(['apiKey']) },
});
const deployment = { type: 'branch', namespace: 'd1', name: 'main' } as const;
const descriptor = { apps: { shop: { environment: 'prod', store: 'secrets-manager' } } } as const;

const OUTPUTS = { custom: { amplifySecrets: { v: 1, ...descriptor } } };

/** As an unset variable gives it where the compiler does not look. */
const unset = (option: string): object => ({ [option]: undefined });

const declared = (options: object, environment: object = {}, definition: object = {}) =>
  defineSecrets({
    app: 'shop',
    environments: { prod: { branches: 'main', ...environment } },
    secrets: { key: textSecret(definition) },
    ...options,
  } as Parameters<typeof defineSecrets>[0]);

const everyDefinition = (options: object) =>
  [
    () => textSecret(options),
    () => binarySecret(options),
    () => jsonSecret(options),
    () => jsonSecret(['a'], options as SecretOptions),
  ] as const;

function grantee() {
  const stack = new Stack(new App(), 'Stack');
  const code = Code.fromInline('exports.handler = () => {};');
  return new LambdaFunction(stack, 'Function', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code });
}
const everyGrant = (options: object) =>
  [grantSecretRead, grantSecretWrite, grantSecretReadWrite].map(
    (grant) => () => grant(grantee(), secrets.key, options as GrantOptions),
  );
const guarded = (options: object) => () => configureGuard(grantee().stack, options);
const accepted = (option: string) =>
  guarded({ accept: [{ finding: 'SecretUnread', at: 'key', reason: 'x', branches: 'main', ...unset(option) }] });
const environment = (option: string) => () => declared({}, unset(option));
const container = (option: string) => () =>
  ecsSecrets(secrets.key, { as: 'KEY', ...unset(option) } as Parameters<typeof ecsSecrets>[1]);
const rotated = (option: string) => () => {
  const lambda = grantee();
  const options = { function: lambda, schedule: 'rate(30 days)', ...unset(option) };
  defineSecretRotation(lambda.stack, secrets.key, options as SecretRotationOptions);
};
const located = (option: string) => [
  ...everyGrant({ deployment: { ...deployment, ...unset(option) } }),
  () => secretsDescriptor(grantee(), secrets, { deployment: { ...deployment, ...unset(option) } }),
];

/** Each call gives the option, and gives undefined. */
const REFUSED: Readonly<Record<string, readonly (() => unknown)[]>> = {
  // Only with turns: without, it may be undefined.
  'UpdateSecretOptions.when': [
    () => updateSecret(secrets.key, (value) => value, { turns: true, ...unset('when') } as unknown as { turns: false }),
  ],
  'SecretsDeclaration.app': [() => declared({ app: undefined })],
  'SecretsDeclaration.environments': [() => declared({ environments: undefined })],
  'SecretsDeclaration.secrets': [() => declared({ secrets: undefined })],
  'Environments.prod': [() => declared({ environments: { prod: undefined } })],
  'EnvironmentOptions.branches': [
    environment('branches'),
    () => declared({ environments: { prod: 'main', sandbox: unset('branches') } }),
  ],
  'EnvironmentOptions.appId': [
    environment('appId'),
    () => declared({ environments: { prod: 'main', sandbox: unset('appId') } }),
  ],
  'EnvironmentOptions.store': [
    environment('store'),
    () => declared({ environments: { prod: 'main', sandbox: unset('store') } }),
  ],
  'SecretOptions.name': everyDefinition(unset('name')),
  'SecretOptions.encryptionKey': everyDefinition(unset('encryptionKey')),
  'SecretNameOption.prod': everyDefinition({ name: unset('prod') }),
  'SecretKeyOption.prod': everyDefinition({ encryptionKey: unset('prod') }),
  'jsonSecret(schema).schema': [() => jsonSecret(undefined)],
  'GrantOptions.branches': everyGrant({ deployment, branches: undefined }),
  'GrantOptions.deployment': everyGrant({ deployment: undefined }),
  'GrantOptions.batch': everyGrant({ deployment, batch: undefined }),
  'GrantOptions.encryptionKey': everyGrant({ deployment, encryptionKey: undefined }),
  'Deployment.type': located('type'),
  'Deployment.namespace': located('namespace'),
  'Deployment.name': located('name'),
  'secretsDescriptor(options).deployment': [() => secretsDescriptor(grantee(), secrets, unset('deployment'))],
  'GuardOptions.guard': [guarded(unset('guard'))],
  'GuardOptions.accept': [guarded(unset('accept'))],
  'GuardAcceptance.finding': [accepted('finding')],
  'GuardAcceptance.at': [accepted('at')],
  'GuardAcceptance.reason': [accepted('reason')],
  'GuardAcceptance.branches': [accepted('branches')],
  'ComputeRoleOptions.attach': [
    () => {
      const app = new App({
        context: {
          'amplify-backend-type': 'branch',
          'amplify-backend-namespace': 'd1',
          'amplify-backend-name': 'main',
        },
      });
      return defineComputeRole({ stack: new Stack(app, 'Root'), addOutput: () => {} }, unset('attach'));
    },
  ],
  'EcsGrantOptions.encryptionKey': [container('encryptionKey')],
  'EcsGrantOptions.deployment': [container('deployment')],
  'EcsSecretsOptions.as': [
    container('as'),
    () => ecsSecrets(secrets.stripe, { fields: { K: 'apiKey' }, ...unset('as') }),
  ],
  'EcsSecretsOptions.fields': [container('fields')],
  ...Object.fromEntries(
    ['function', 'schedule', 'window', 'branches', 'onDeployment', 'encryptionKey', 'deployment'].map((option) => [
      `SecretRotationOptions.${option}`,
      [rotated(option)],
    ]),
  ),
  'AwsCredentials.accessKeyId': [() => read({ credentials: { accessKeyId: undefined, secretAccessKey: 'x' } })],
  'AwsCredentials.secretAccessKey': [() => read({ credentials: { accessKeyId: 'x', secretAccessKey: undefined } })],
  'NextSecretsConfig.outputs': [
    () => createNextSecrets({ outputs: undefined } as unknown as { outputs: object }).getSecret(secrets.key),
  ],
};

/** A read of the value by a client of its own, with this configuration. */
const read = (config: object) => createSecretsClient(config as SecretsClientConfig).getSecret(secrets.key);
const configured = (option: string) => [
  () => read(unset(option)),
  () => {
    configureSecrets(unset(option));
    return getSecret(secrets.key);
  },
];
const next = (option: string) => () => createNextSecrets({ outputs: OUTPUTS, ...unset(option) }).getSecret(secrets.key);
const reads = (option: string) => [
  () => getSecret(secrets.key, unset(option)),
  async () => (await getSecrets([secrets.key], unset(option)))[0],
  () => createSecretsClient().getSecret(secrets.key, unset(option)),
  // Of the cache too: the option must not make it ask again.
  async () => {
    const client = createSecretsClient();
    await client.getSecret(secrets.key);
    return client.getSecret(secrets.key, unset(option));
  },
];
const credentialed = (option: string) => () => {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = process.env;
  return read({ credentials: { accessKeyId, secretAccessKey, ...unset(option) } });
};
const counted = (option: string) => async () => {
  const lines = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const onEvent = emfEvents(unset(option));
  const value = await read({ onEvent });
  onEvent.flush();
  expect(lines.mock.calls.flat().some((line) => `${line}`.includes('"Miss":1'))).toBe(true);
  lines.mockRestore();
  return value;
};

/** Each reads the value, as it does with the option left out. */
const LEFT_OUT: Readonly<Record<string, readonly (() => Promise<unknown>)[]>> = {
  ...Object.fromEntries(
    ['descriptor', 'region', 'credentials', 'transport', 'ttl', 'timeout', 'onEvent', 'now', 'random'].map((option) => [
      `SecretsClientConfig.${option}`,
      configured(option),
    ]),
  ),
  ...Object.fromEntries(
    ['region', 'credentials', 'transport', 'ttl', 'timeout', 'onEvent', 'now', 'random'].map((option) => [
      `NextSecretsConfig.${option}`,
      [next(option)],
    ]),
  ),
  ...Object.fromEntries(
    ['fresh', 'ttl', 'stage', 'version', 'signal', 'context'].map((option) => [
      `GetSecretOptions.${option}`,
      reads(option),
    ]),
  ),
  ...Object.fromEntries(
    ['signal', 'context'].map((option) => [
      `WaitOptions.${option}`,
      [
        async () => {
          await putSecret(secrets.key, 'value', unset(option));
          return getSecret(secrets.key);
        },
      ],
    ]),
  ),
  ...Object.fromEntries(
    ['isAuthFailure', 'context', 'signal', 'fresh', 'ttl'].map((option) => [
      `WithSecretOptions.${option}`,
      [() => withSecret(secrets.key, (value) => value, unset(option))],
    ]),
  ),
  'SecretClientOptions.isAuthFailure': [() => secretClient(secrets.key, (value) => value, unset('isAuthFailure'))()],
  'SecretClientOptions.close': [() => secretClient(secrets.key, (value) => value, unset('close'))()],
  'UpdateSecretOptions.turns': [() => updateSecret(secrets.key, (value) => value, unset('turns'))],
  'AwsCredentials.sessionToken': [credentialed('sessionToken')],
  'AwsCredentials.expiration': [credentialed('expiration')],
  'SdkClients.secretsManager': [() => read({ transport: sdkTransport(unset('secretsManager')) })],
  'SdkClients.ssm': [() => read({ transport: sdkTransport(unset('ssm')) })],
  ...Object.fromEntries(
    ['namespace', 'perSecret', 'write', 'now'].map((option) => [`EmfEventsOptions.${option}`, [counted(option)]]),
  ),
};

let aws: LocalAws;
let options: readonly DeclaredOption[];
beforeAll(async () => {
  options = [...declaredOptions(ENTRIES), ...PER_ENVIRONMENT, ...ARGUMENTS];
  aws = await startLocalAws();
  aws.secrets.put('shop/prod/key', 'value');
}, 180_000);
afterAll(() => aws.close());

const named = (...kinds: readonly DeclaredOption['undefinedIs'][]) =>
  options.filter(({ undefinedIs }) => kinds.includes(undefinedIs)).map(({ id }) => id);

describe('F02: an option that is there and undefined', () => {
  it('has a row here, whichever option the type declarations have', () => {
    expect(Object.keys(REFUSED).toSorted()).toEqual(named('optional', 'required').toSorted());
    expect(Object.keys(LEFT_OUT).toSorted()).toEqual(named('named').toSorted());
  });

  it.each(Object.entries(REFUSED))('is refused by all that have %s', async (id, calls) => {
    for (const call of calls) {
      const error: unknown = await (async () => call())().then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (!isSecretsError<string>(error)) throw new Error(`Accepted, or an error of another kind: ${error}`);
      // Its row is refused for the turns that need it.
      if (!named('optional').includes(id) || id === 'UpdateSecretOptions.when') continue;
      const option = id.slice(id.indexOf('.') + 1);
      expect(error.message).toMatch(new RegExp(`["\\.]${option}"( .*)? is there and undefined\\.$`));
      expect(error.resolution).toContain(`leave ${option} out`);
      expect(error.resolution).toContain(`...(value === undefined ? {} : { ${option}: value })`);
    }
  });

  it.each(Object.entries(LEFT_OUT))('is as good as left out by all that have %s', async (id, calls) => {
    for (const [name, value] of Object.entries(aws.env())) vi.stubEnv(name, value);
    vi.stubEnv('AMPLIFY_SECRETS', JSON.stringify({ v: 1, ...descriptor }));
    for (const call of calls) {
      configureSecrets({});
      const before = aws.calls.length;
      await expect(call()).resolves.toBe('value');
      const made = aws.calls.slice(before).filter(({ operation }) => operation === 'GetSecretValue');
      // An update also looks for a version that was abandoned.
      expect(made).toHaveLength(id.startsWith('UpdateSecretOptions') ? 2 : 1);
    }
  });
});

const KEY_ARN = 'arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const never = (): never => {
  throw new Error('This came from Object.prototype.');
};

/** What each option would do, were it read from there. */
const HOSTILE: Readonly<Record<string, unknown>> = {
  branches: 'dev',
  appId: 'd9',
  store: 'amplify',
  prod: 'stolen',
  name: 'stolen',
  encryptionKey: KEY_ARN,
  deployment: { type: 'branch', namespace: 'd9', name: 'dev' },
  batch: false,
  guard: 'error',
  accept: [{ finding: 'SecretUnread', at: 'key', reason: 'x' }],
  attach: false,
  window: '3h',
  onDeployment: true,
  fields: { OTHER: 'apiKey' },
  as: 'OTHER',
  fresh: true,
  ttl: 0,
  stage: 'AWSPREVIOUS',
  version: 'v0',
  signal: AbortSignal.abort(),
  context: { getRemainingTimeInMillis: () => 0 },
  when: never,
  turns: true,
  isAuthFailure: never,
  close: never,
  descriptor: { apps: {} },
  region: 'xx-west-1',
  credentials: never,
  transport: { call: never, region: never },
  timeout: 1,
  onEvent: never,
  now: never,
  random: never,
  sessionToken: 'x',
  expiration: new Date(0),
  secretsManager: { send: never },
  ssm: { send: never },
  namespace: 'Stolen',
  perSecret: true,
  write: never,
  // Of property descriptors.
  writable: true,
  enumerable: true,
  configurable: true,
};

/** Calls everything without options, or with an empty object of them, and says what came of it. */
function granted(during: <T>(act: () => T) => T): unknown {
  const app = new App({
    context: { 'amplify-backend-type': 'branch', 'amplify-backend-namespace': 'd1', 'amplify-backend-name': 'main' },
  });
  const stack = new Stack(app, 'Stack');
  const code = Code.fromInline('exports.handler = () => {};');
  const props = { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code, timeout: Duration.seconds(60) };
  const fn = new LambdaFunction(stack, 'Function', props);
  const made = during(() => {
    const declaration = defineSecrets({
      app: 'shop',
      environments: { prod: { branches: 'main' }, dev: { branches: 'dev' }, sandbox: {} },
      secrets: {
        key: textSecret({}),
        plain: textSecret(),
        stripe: jsonSecret(['apiKey'], {}),
        some: jsonSecret(),
        db: textSecret(),
      },
    });
    grantSecretRead(fn, [declaration.key, declaration.stripe, declaration.some], {});
    grantSecretReadWrite(fn, declaration.plain);
    configureGuard(stack, {});
    defineSecretRotation(stack, declaration.db, { function: fn, schedule: 'rate(30 days)' });
    const { K } = ecsSecrets(declaration.plain, { as: 'K' });
    return {
      declaration: { ...declaration },
      // Writable, enumerable and configurable as they are without it.
      properties: [declaration, declaration.key, declaration.key.definition].map(Object.getOwnPropertyDescriptors),
      descriptor: secretsDescriptor(fn, declaration, {}),
      hasField: K?.hasField,
    };
  });
  return { ...made, template: app.synth().getStackByName('Stack').template };
}

// What Node.js and the AWS SDK take from Object.prototype themselves is not ours to hold: only these go through them.
const OVER_HTTP = ['descriptor', 'transport', 'region', 'credentials', 'sessionToken', 'expiration'];
const OVER_SDK = ['secretsManager', 'ssm'];

async function readWith(name: string): Promise<unknown> {
  const calls: unknown[] = [];
  const transport: Transport = {
    region: () => 'eu-west-1',
    call: async (operation, input) => {
      const { ClientRequestToken, ...rest } = { ClientRequestToken: '', ...input };
      calls.push({ operation, input: rest });
      return { Name: 'shop/prod/key', VersionId: 'v1', SecretString: 'value' } as never;
    },
  };
  const client = createSecretsClient({ transport });
  await client.putSecret(secrets.key, 'value', {});
  const values = [
    await client.getSecret(secrets.key),
    await client.getSecret(secrets.key, {}),
    await client.getSecrets({ key: secrets.key }, {}),
    await client.updateSecret(secrets.key, (value) => value, {}),
    await client.withSecret(secrets.key, (value) => value, {}),
    await client.secretClient(secrets.key, (value) => value, {})(),
    await createNextSecrets({ outputs: OUTPUTS, transport }).getSecret(secrets.key),
    await (OVER_HTTP.includes(name) ? createSecretsClient({}) : client).getSecret(secrets.key),
    await (OVER_SDK.includes(name) ? createSecretsClient({ transport: sdkTransport({}) }) : client).getSecret(
      secrets.key,
    ),
  ];
  const lines: string[] = [];
  const onEvent = emfEvents({ write: (line) => void lines.push(line) });
  onEvent({ type: 'miss', name: 'key' });
  onEvent.flush();
  const metrics = lines.map((line) => JSON.parse(line)._aws.CloudWatchMetrics);
  return { values, metrics, calls };
}

describe('an option that Object.prototype has', () => {
  it('has a row here, whichever option the type declarations have', () => {
    const names = named('named', 'optional').map((id) => id.slice(id.indexOf('.') + 1));
    expect(names.filter((name) => !Object.hasOwn(HOSTILE, name))).toEqual([]);
  });

  it.each(Object.entries(HOSTILE))('changes nothing: %s', async (name, value) => {
    for (const [variable, given] of Object.entries(aws.env())) vi.stubEnv(variable, given);
    vi.stubEnv('AMPLIFY_SECRETS', JSON.stringify({ v: 1, ...descriptor }));
    const prototype = Object.prototype as unknown as Record<string, unknown>;
    const usual = { granted: granted((act) => act()), read: await readWith(name) };
    let polluted: unknown;
    const during = <T>(act: () => T): T => {
      prototype[name] = value;
      try {
        return act();
      } finally {
        delete prototype[name];
      }
    };
    const grants = granted(during);
    prototype[name] = value;
    try {
      polluted = { granted: grants, read: await readWith(name) };
    } finally {
      delete prototype[name];
    }
    expect(polluted).toEqual(usual);
  });
});
