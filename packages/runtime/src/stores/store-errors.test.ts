import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createSecretsClient } from '../client/create-client.js';
import { exampleClient, github, preview, prod, sandbox, secrets } from '../client/example.test.support.js';
import { isSecretsError } from '../contract/errors.js';
import { TransportFault } from '../transport/fault.js';
import { type AwsError, awsError } from '../transport/memory-aws.test.support.js';
import type { Transport } from '../transport/transport.js';
import type { Location } from './location.js';
import { createLine, setLine } from './remedies.js';

const CANARY = 'canary-5d41402abc4b2a76';

async function failure(work: Promise<unknown>) {
  const error: unknown = await work.then(
    () => expect.fail('it should have failed'),
    (reason) => reason,
  );
  if (!isSecretsError(error)) throw error;
  expect(error.message).not.toMatch(/undefined|\[object/);
  expect(error.resolution).not.toMatch(/undefined|\[object/);
  expect(`${inspect(error, { depth: 9, showHidden: true })}${JSON.stringify(error)}${error.stack}`).not.toContain(
    CANARY,
  );
  return { name: error.name, message: error.message, resolution: error.resolution };
}

const LOCATION: Location = {
  key: '',
  store: 'secrets-manager',
  id: '',
  folders: [],
  definition: { kind: 'text', name: undefined, fields: undefined, schema: undefined },
  environment: 'prod',
  expression: 'secrets.x',
};
const TRIM = `node -e "fs.writeFileSync(f='value.txt',new TextDecoder('utf-8',{fatal:1}).decode(fs.readFileSync(f)).trim())"`;

describe('the resolution for a denied name', () => {
  const denies = {
    call: () => Promise.reject(new TransportFault('refused', 'denied', { code: 'AccessDeniedException' })),
    region: () => 'eu-west-1',
  };

  async function resolutionFor(target: string) {
    const { client } = exampleClient({ transport: denies });
    return (await failure(client.getSecret(target))).resolution;
  }

  it.each(['myapp/dev/stripe', 'myapp/prod-eu/stripe', 'myapp/stripe'])(
    'names a declared secret in place of what is of another environment: %s',
    async (target) => {
      expect(await resolutionFor(target)).toContain('grantSecretRead(backend.myFunction, secrets.mySecret);');
    },
  );

  it.each(['legacy/mail', 'myapp/prod/stripe', 'myapp2/dev/stripe'])('names a grant of %s', async (target) => {
    expect(await resolutionFor(target)).toContain(
      `grantSecretRead(backend.myFunction, '${target}', { branches: ['main'] });`,
    );
  });
});

describe('the resolution for a missing secret', () => {
  it('is the command that creates it in Secrets Manager', async () => {
    const { client } = exampleClient();
    expect(await failure(client.getSecret(secrets.anything))).toEqual({
      name: 'SecretNotFoundError',
      message: 'Secret "myapp/prod/anything" does not exist in AWS Secrets Manager for environment "prod".',
      resolution: `Save its value in value.txt, and run:
${TRIM}
aws secretsmanager create-secret --name myapp/prod/anything --secret-string file://value.txt`,
    });
    expect(await failure(client.getSecret('no/such'))).toMatchObject({
      name: 'SecretNotFoundError',
      resolution: expect.stringMatching(
        /^aws secretsmanager create-secret --name no\/such --secret-string file:\/\/value.txt$/m,
      ),
    });
    expect(await failure(client.putSecret(secrets.anything, CANARY))).toMatchObject({ name: 'SecretNotFoundError' });
  });

  it('is the ampx command in a sandbox', async () => {
    const { client } = exampleClient({ descriptor: sandbox });
    expect(await failure(client.getSecret(secrets.stripe))).toEqual({
      name: 'SecretNotFoundError',
      message:
        'The Amplify secret "stripe" does not exist in Parameter Store for environment "sandbox" (looked in /amplify/d123/main-branch-abc and /amplify/shared/d123).',
      resolution: 'Run, with --identifier if the sandbox has one: npx ampx sandbox secret set stripe',
    });
  });

  it('is the Amplify console in a branch whose store is amplify', async () => {
    const { client } = exampleClient({ descriptor: preview });
    expect((await failure(client.getSecret(secrets.stripe))).resolution).toBe(
      'Set "stripe" in the Amplify console, under Hosting, Secrets.',
    );
  });
});

describe('F09: the resolution for a secret that an AWS service owns', () => {
  it.each(['rds!cluster-0a1b2c3d', 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!db-0a1b2c3d-AbCdEf'])(
    'creates and overwrites nothing: %s',
    (id) => {
      const location = { ...LOCATION, id, key: id };
      for (const line of [createLine(location), setLine(location)]) {
        expect(line).toBe('Only its AWS service, rds, may change it. Declare it as it is.');
      }
    },
  );
});

describe('the resolution for a secret by its ARN', () => {
  it('creates it by its name, since the six characters are new', () => {
    const id = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:shared/bank-AbCdEf';
    expect(createLine({ ...LOCATION, id })).toContain('create-secret --name shared/bank --secret-string');
    expect(setLine({ ...LOCATION, id })).toContain(`put-secret-value --secret-id ${id} --secret-string`);
  });
});

describe('Sec-C2: the commands of errors', () => {
  it('quote what is not a plain word', () => {
    const fields = ['a`touch x`', "it's", '$(touch y)'];
    const line = createLine({
      ...LOCATION,
      id: 'app/$(touch z)/x',
      definition: { ...LOCATION.definition, kind: 'json', fields },
    });
    expect(line.split('\n')).toEqual([
      `Save its value '{"a\`touch x\`":"…","it'\\''s":"…","$(touch y)":"…"}' in value.txt, and run:`,
      TRIM,
      `aws secretsmanager create-secret --name 'app/$(touch z)/x' --secret-string file://value.txt`,
    ]);
  });
});

describe('the resolution for a denied secret', () => {
  it('is the action and the line that grants reading', async () => {
    const { aws, client } = exampleClient();
    aws.deny.add('myapp/prod/stripe').add('plain/name').add('myapp/prod/github-acme');
    expect(await failure(client.getSecret(secrets.stripe))).toEqual({
      name: 'SecretAccessDeniedError',
      message:
        'Secret "myapp/prod/stripe" could not be read: AWS denied access: the role lacks secretsmanager:GetSecretValue on it, or it does not exist.',
      resolution: `In amplify/backend.ts add: grantSecretRead(backend.myFunction, secrets.stripe); If it is there, and its branches include this one, create the secret. Save its value '{"apiKey":"…","webhookSecret":"…"}' in value.txt, and run:
${TRIM}
aws secretsmanager create-secret --name myapp/prod/stripe --secret-string file://value.txt`,
    });
    expect((await failure(client.getSecret('plain/name'))).resolution).toContain(
      "grantSecretRead(backend.myFunction, 'plain/name', { branches: ['main'] });",
    );
    expect((await failure(client.getSecret(github))).resolution).toContain(
      "grantSecretRead(backend.myFunction, secretNamed(secrets, 'github-acme'));",
    );
  });

  it('is the action and the line that grants writing', async () => {
    const { aws, client } = exampleClient();
    aws.deny.add('myapp/prod/slack-signing-secret');
    const error = await failure(client.putSecret(secrets.slackSigningSecret, CANARY));
    expect(error).toMatchObject({
      name: 'SecretAccessDeniedError',
      message: expect.stringContaining('secretsmanager:PutSecretValue'),
    });
    expect(error.resolution).toContain('grantSecretWrite(backend.myFunction, secrets.slackSigningSecret);');
  });

  it('is the action and the line for Parameter Store', async () => {
    const { aws, client } = exampleClient({ descriptor: preview });
    aws.deny.add('/amplify/d123/main-branch-abc/slackSigningSecret');
    expect((await failure(client.getSecret(secrets.slackSigningSecret))).message).toContain('ssm:GetParameters');
    expect((await failure(client.putSecret(secrets.slackSigningSecret, CANARY))).message).toContain('ssm:PutParameter');
  });

  it('comes with the error of AWS as its cause', async () => {
    const { aws, client } = exampleClient();
    aws.deny.add('myapp/prod/stripe');
    await expect(client.getSecret(secrets.stripe)).rejects.toMatchObject({
      cause: {
        name: 'TransportFault',
        message: expect.stringContaining('is not authorized to perform: secretsmanager:GetSecretValue'),
      },
    });
  });
});

describe('an error of AWS', () => {
  const deletion = "You can't perform this operation on the secret because it was marked for deletion.";
  it.each<[AwsError, string, string]>([
    [
      awsError('InvalidRequestException', deletion),
      'SecretDeletedError',
      'aws secretsmanager restore-secret --secret-id myapp/prod/stripe',
    ],
    [
      awsError(
        'DecryptionFailure',
        "Secrets Manager can't decrypt the protected secret text using the provided KMS key.",
      ),
      'SecretKeyUnavailableError',
      'kms:Decrypt',
    ],
    [awsError('AccessDeniedException', 'Access to KMS is not allowed'), 'SecretKeyUnavailableError', 'kms:Decrypt'],
    [awsError('InvalidRequestException', CANARY.replace(/./g, 'x')), 'StoreRefusedError', 'InvalidRequestException'],
    [awsError('ValidationException', CANARY), 'StoreRefusedError', 'ValidationException'],
    [awsError('ExpiredTokenException'), 'CredentialsExpiredError', 'credentials'],
    [awsError('InvalidSignatureException', 'Signature expired'), 'StoreRefusedError', 'clock'],
    [awsError('ThrottlingException'), 'StoreThrottledError', 'getSecrets'],
    [awsError('InternalServiceError', CANARY, 500), 'StoreUnreachableError', 'VPC'],
  ])('has its own name: $type', async (error, name, resolution) => {
    const { aws, client } = exampleClient();
    aws.fails('myapp/prod/stripe', error);
    expect(await failure(client.getSecret(secrets.stripe))).toMatchObject({
      name,
      resolution: expect.stringContaining(resolution),
    });
    expect(await failure(client.getSecrets([secrets.stripe, secrets.keystore]))).toMatchObject({ name });
  });

  it('has its own name when the secret is in another region', async () => {
    const { aws, client } = exampleClient();
    const arn = 'arn:aws:secretsmanager:us-west-2:111122223333:secret:a-AbCdEf';
    const error = await failure(client.getSecret(arn));
    expect(error).toMatchObject({
      name: 'SecretInAnotherRegionError',
      message: `Secret "${arn}" is in us-west-2, and this client calls eu-west-1.`,
      resolution: expect.stringContaining("createSecretsClient({ region: 'us-west-2' })"),
    });
    expect(await failure(client.putSecret(arn, CANARY))).toMatchObject({ name: 'SecretInAnotherRegionError' });
    expect(aws.calls).toEqual([]);
    client.prefetchSecrets(arn, 'plain/name');
    expect(await client.getSecret('plain/name')).toBe('{"not":"parsed"}');
  });
});

describe('an error of a custom transport', () => {
  const throwing = (error: unknown): Transport => ({ region: () => 'eu-west-1', call: () => Promise.reject(error) });

  it.each([
    new Error(CANARY),
    CANARY,
    { message: CANARY },
    undefined,
    Object.assign(new Error(CANARY), { code: CANARY }),
  ])('is not shown unless it is a fault: %#', async (thrown) => {
    const client = createSecretsClient({ descriptor: prod, transport: throwing(thrown) });
    expect(await failure(client.getSecret('a'))).toMatchObject({ name: 'StoreUnreachableError' });
    expect(await failure(client.putSecret('a', CANARY))).toMatchObject({ name: 'StoreUnreachableError' });
  });

  it('is a fault by its shape', async () => {
    const fault = new TransportFault('credentials', 'There are none.', { code: 'None' });
    const copy = Object.assign(new Error(fault.message), { name: fault.name, kind: fault.kind, code: fault.code });
    for (const thrown of [fault, copy]) {
      const client = createSecretsClient({ transport: throwing(thrown) });
      expect(await failure(client.getSecret('a'))).toMatchObject({
        name: 'CredentialsMissingError',
        message: 'Secret "a" could not be read: There are none.',
        resolution: expect.stringContaining('aws configure export-credentials'),
      });
    }
  });
});
