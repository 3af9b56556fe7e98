import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { startLocalAws } from '@amplify-secrets/local';
import * as secretsManager from '@aws-sdk/client-secrets-manager';
import * as systemsManager from '@aws-sdk/client-ssm';
import { beforeAll, describe, expect, it } from 'vitest';
import { parameterStoreOperations } from '../src/aws/parameter-store/parameter-store-operations.js';
import { secretsManagerOperations } from '../src/aws/secrets-manager/secrets-manager-operations.js';
import { clientsFrom } from '../src/sdk-clients.test.support.js';
import { fidelityTable, rotationTable } from './fidelity-table.js';
import { startWithRotators } from './rotation-bench.js';

/** Why the table has no case → the parameters and the documented errors. */
const WITHOUT_A_CASE: Readonly<Record<string, readonly string[]>> = {
  'the local AWS has no secrets of partners': ['CreateSecret Type', 'UpdateSecret Type'],
  'the local AWS has no keys that fail: who may not use one is denied': [
    'BatchGetSecretValue throws DecryptionFailure',
    'CreateSecret throws DecryptionFailure',
    'CreateSecret throws EncryptionFailure',
    'GetParameter throws InvalidKeyId',
    'GetParameterHistory throws InvalidKeyId',
    'GetParameters throws InvalidKeyId',
    'GetParametersByPath throws InvalidKeyId',
    'GetSecretValue throws DecryptionFailure',
    'PutParameter throws InvalidKeyId',
    'PutSecretValue throws DecryptionFailure',
    'PutSecretValue throws EncryptionFailure',
    'UpdateSecret throws DecryptionFailure',
    'UpdateSecret throws EncryptionFailure',
  ],
  'the local AWS has no quotas of an account and no concurrent updates': [
    'AddTagsToResource throws TooManyUpdates',
    'CreateSecret throws LimitExceededException',
    'LabelParameterVersion throws TooManyUpdates',
    'PutParameter throws ParameterLimitExceeded',
    'PutParameter throws TooManyUpdates',
    'PutSecretValue throws LimitExceededException',
    'RemoveTagsFromResource throws TooManyUpdates',
    'UnlabelParameterVersion throws TooManyUpdates',
    'UpdateSecret throws LimitExceededException',
  ],
  'AWS documents the error, but not what causes it there': [
    'BatchGetSecretValue throws InvalidRequestException',
    'BatchGetSecretValue throws ResourceNotFoundException',
    'CreateSecret throws MalformedPolicyDocumentException',
    'CreateSecret throws PreconditionNotMetException',
    'CreateSecret throws ResourceNotFoundException',
    'DescribeParameters throws InvalidFilterValue',
    'DescribeSecret throws InvalidParameterException',
    'GetParametersByPath throws InvalidFilterValue',
    'GetRandomPassword throws InvalidRequestException',
    'GetResourcePolicy throws InvalidParameterException',
    'GetSecretValue throws InvalidParameterException',
    'ListSecretVersionIds throws InvalidParameterException',
    'ListSecrets throws InvalidParameterException',
    'ListSecrets throws InvalidRequestException',
    'PutParameter throws UnsupportedParameterType',
    'RestoreSecret throws InvalidRequestException',
    'UpdateSecret throws MalformedPolicyDocumentException',
    'UpdateSecret throws PreconditionNotMetException',
    'ValidateResourcePolicy throws InvalidParameterException',
  ],
};

const require = createRequire(import.meta.url);
const seen = new Set<string>();

/** The client, with the parameters and the errors of each of its calls written down. */
function watched<Client extends object>(client: Client): Client {
  return new Proxy(client, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== 'function' || typeof key !== 'string') return member;
      return (...args: unknown[]): unknown => {
        const operation = key.charAt(0).toUpperCase() + key.slice(1);
        const answer: unknown = Reflect.apply(member, target, args);
        for (const [name, value] of Object.entries(args[0] ?? {})) {
          if (value !== undefined) seen.add(`${operation} ${name}`);
        }
        if (!(answer instanceof Promise)) return answer;
        return answer.catch((error: unknown) => {
          if (error instanceof Error) seen.add(`${operation} throws ${error.name}`);
          throw error;
        });
      };
    },
  });
}

/** The members of an operation's input, by the schema that the SDK's client sends it by. */
function parametersOf(sdk: object, operation: string): readonly string[] {
  const schema: unknown = Reflect.get(sdk, `${operation}$`);
  const given: unknown = Array.isArray(schema) ? schema[4] : undefined;
  const input: unknown = typeof given === 'function' ? given() : given;
  const names: unknown = Array.isArray(input) ? input[4] : undefined;
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}

/** The errors of an operation that are the client's fault, by the SDK's documentation. */
function errorsOf(packageName: string, operation: string): readonly string[] {
  const root = dirname(dirname(require.resolve(packageName)));
  const text = readFileSync(join(root, `dist-types/commands/${operation}Command.d.ts`), 'utf8');
  return [...text.matchAll(/@throws \{@link (\w+)\} \(client fault\)/g)].flatMap(([, name]) => name ?? []);
}

beforeAll(async () => {
  for (const { run } of fidelityTable) {
    const aws = await startLocalAws();
    const { secrets, elsewhere, parameters, sts } = clientsFrom(aws.env());
    const clients = { secrets: watched(secrets), elsewhere: watched(elsewhere), parameters: watched(parameters), sts };
    await run(clients).finally(() => aws.close());
  }
  for (const { run } of rotationTable) {
    const { aws, bench } = await startWithRotators();
    const clients = clientsFrom(aws.env());
    const { secrets, elsewhere } = clients;
    await run({ ...clients, secrets: watched(secrets), elsewhere: watched(elsewhere) }, bench).finally(() =>
      aws.close(),
    );
  }
}, 180_000);

describe.each([
  ['Secrets Manager', secretsManager, '@aws-sdk/client-secrets-manager', [...secretsManagerOperations.keys()]],
  ['Parameter Store', systemsManager, '@aws-sdk/client-ssm', [...parameterStoreOperations.keys()]],
] as const)('the fidelity table for %s', (_name, sdk, packageName, operations) => {
  it.each(operations)('has a case for each parameter and each documented error of %s', (operation) => {
    const parameters = parametersOf(sdk, operation).map((name) => `${operation} ${name}`);
    const errors = errorsOf(packageName, operation).map((name) => `${operation} throws ${name}`);
    // DeleteParameters has none.
    if (operation !== 'DeleteParameters') expect(errors).not.toEqual([]);
    expect(parameters).not.toEqual([]);
    const excepted = Object.values(WITHOUT_A_CASE)
      .flat()
      .filter((row) => row.startsWith(`${operation} `));
    expect([...parameters, ...errors].filter((row) => !seen.has(row)).sort()).toEqual([...excepted].sort());
  });
});
