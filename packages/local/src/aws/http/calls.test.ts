import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../../iam/model.js';
import { type LocalAws, startLocalAws } from '../../local-aws.js';
import { clientsFrom } from '../../sdk-clients.test.support.js';
import { CALLS_KEPT, type Call, createCalls } from './calls.js';

let aws: LocalAws;
let now: number;
beforeEach(async () => {
  now = Date.now();
  aws = await startLocalAws({ now: () => now });
});
afterEach(() => aws.close());

const reader: Role = {
  arn: 'arn:aws:iam::123456789012:role/reader',
  name: 'reader',
  account: '123456789012',
  policies: [
    {
      name: 'grants',
      document: { Statement: { Effect: 'Allow', Action: 'secretsmanager:*', Resource: '*' } },
    },
  ],
};

describe('the call log', () => {
  it('records the caller, the operation, the resources and the outcome', async () => {
    const { arn } = aws.secrets.put('one', 'alpha');
    await clientsFrom(aws.env(reader, { sessionName: 'fn' })).secrets.getSecretValue({ SecretId: 'one' });
    expect([...aws.calls]).toEqual([
      {
        at: now,
        service: 'secretsmanager',
        operation: 'GetSecretValue',
        principal: 'arn:aws:sts::123456789012:assumed-role/reader/fn',
        region: 'us-east-1',
        resources: [arn],
        denied: [],
        unknowns: [],
        decisions: [
          {
            action: 'secretsmanager:GetSecretValue',
            resource: arn,
            effect: 'allow',
            reason: 'allowed',
            statement: 'grants#0',
            unknowns: [],
          },
        ],
        outcome: 'ok',
        status: 200,
      },
    ]);
  });

  it('records the error of a call that failed', async () => {
    await expect(clientsFrom(aws.env()).secrets.getSecretValue({ SecretId: 'absent' })).rejects.toThrow();
    expect(aws.calls.at(-1)).toMatchObject({ outcome: 'ResourceNotFoundException', status: 400 });
  });

  it('records a caller whose signature is not accepted as anonymous', async () => {
    const impostor = clientsFrom({ ...aws.env(), AWS_SECRET_ACCESS_KEY: 'guessed' });
    await expect(impostor.secrets.getSecretValue({ SecretId: 'one' })).rejects.toThrow();
    expect(aws.calls.at(-1)).toMatchObject({ principal: 'anonymous', resources: [], operation: 'GetSecretValue' });
  });

  it('records no decision on what the administrator does, and one on each part of a batch', async () => {
    const { arn } = aws.secrets.put('one', 'alpha');
    const other: Role = {
      ...reader,
      policies: [
        {
          name: 'grants',
          document: {
            Statement: [
              { Sid: 'Batch', Effect: 'Allow', Action: 'secretsmanager:BatchGetSecretValue', Resource: '*' },
              { Sid: 'One', Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: arn },
            ],
          },
        },
      ],
    };
    const two = aws.secrets.put('two', 'beta').arn;
    await clientsFrom(aws.env()).secrets.getSecretValue({ SecretId: 'one' });
    expect(aws.calls.at(-1)?.decisions).toEqual([]);
    await clientsFrom(aws.env(other)).secrets.batchGetSecretValue({ SecretIdList: ['one', 'two'] });
    expect(aws.calls.at(-1)?.decisions).toMatchObject([
      { action: 'secretsmanager:BatchGetSecretValue', effect: 'allow', statement: 'grants#Batch' },
      { resource: arn, effect: 'allow', statement: 'grants#One' },
      { resource: two, effect: 'deny', reason: 'implicit-deny' },
    ]);
  });

  it('passes each call on as it is answered', async () => {
    const seen: Call[] = [];
    const watched = await startLocalAws({ onCall: (call) => seen.push(call) });
    await clientsFrom(watched.env()).secrets.listSecrets({});
    expect(seen).toEqual([...watched.calls]);
    await watched.close();
  });

  it('counts and finds the calls that match a filter', async () => {
    aws.secrets.put('one', 'alpha');
    await clientsFrom(aws.env(reader)).secrets.getSecretValue({ SecretId: 'one' });
    await clientsFrom(aws.env()).secrets.listSecrets({});
    expect(aws.calls.count()).toBe(2);
    expect(aws.calls.count({ principal: 'reader' })).toBe(1);
    expect(aws.calls.count({ principal: 'arn:aws:sts::123456789012:assumed-role/reader/local' })).toBe(1);
    expect(aws.calls.count({ operation: 'ListSecrets', outcome: 'ok' })).toBe(1);
    expect(aws.calls.count({ service: 'ssm' })).toBe(0);
    expect(aws.calls.matching({ resource: ':secret:one-' }).map(({ operation }) => operation)).toEqual([
      'GetSecretValue',
    ]);
    aws.calls.clear();
    expect(aws.calls).toHaveLength(0);
  });
});

describe('a secret value', () => {
  const CANARY = 'canary-5f2c';

  it('appears in no recorded call and in no error', async () => {
    const { secrets, parameters } = clientsFrom(aws.env());
    const token = 't'.repeat(32);
    const large = CANARY.repeat(7000);
    const attempts = [
      () => secrets.createSecret({ Name: 'one', SecretString: CANARY, ClientRequestToken: token }),
      () => secrets.createSecret({ Name: 'one', SecretString: `${CANARY}2` }),
      () => secrets.createSecret({ Name: 'big', SecretString: large }),
      () => secrets.createSecret({ Name: 'a b', SecretString: CANARY }),
      () => secrets.createSecret({ Name: 'both', SecretString: CANARY, SecretBinary: Buffer.from(CANARY) }),
      () => secrets.putSecretValue({ SecretId: 'one', SecretString: `${CANARY}2`, ClientRequestToken: token }),
      () => secrets.putSecretValue({ SecretId: 'absent', SecretString: CANARY }),
      () => secrets.putSecretValue({ SecretId: 'one', SecretString: CANARY, VersionStages: [] }),
      // @ts-expect-error An object where a string belongs.
      () => secrets.putSecretValue({ SecretId: 'one', SecretString: { value: CANARY } }),
      () => secrets.updateSecret({ SecretId: 'one', SecretString: large }),
      () => parameters.putParameter({ Name: 'p', Value: CANARY, Type: 'SecureString' }),
      () => parameters.putParameter({ Name: 'p', Value: CANARY, Type: 'SecureString' }),
      () => parameters.putParameter({ Name: 'q', Value: large, Type: 'SecureString' }),
      () => parameters.putParameter({ Name: 'q', Value: CANARY, Type: 'String', AllowedPattern: '^x$' }),
      () => parameters.putParameter({ Name: 'a/b', Value: CANARY, Type: 'SecureString' }),
      () => parameters.putParameter({ Name: 'q', Value: CANARY }),
    ];
    const errors: string[] = [];
    for (const attempt of attempts) {
      await attempt().catch((error: Error) => errors.push(`${error.name} ${error.message} ${JSON.stringify(error)}`));
    }
    expect(errors).toHaveLength(14);
    expect(aws.calls).toHaveLength(attempts.length);
    const exposed = JSON.stringify([aws.calls, errors, aws.secrets.list(), aws.parameters.list()]);
    expect(exposed).not.toContain(CANARY);
    expect(exposed).not.toContain(Buffer.from(CANARY).toString('base64').slice(0, -2));
  });
});

describe('LO1: the call log of a test that never ends', () => {
  const call = (at: number): Call => ({
    at,
    service: 'ssm',
    operation: 'GetParameter',
    principal: 'anonymous',
    region: 'us-east-1',
    resources: [],
    denied: [],
    unknowns: [],
    decisions: [],
    outcome: 'ok',
    status: 200,
  });

  it('keeps the last calls, and no more than its limit', () => {
    const { calls, record } = createCalls();
    for (let at = 0; at <= CALLS_KEPT; at += 1) record(call(at));
    expect(calls.length).toBeLessThanOrEqual(CALLS_KEPT);
    expect(calls.at(-1)?.at).toBe(CALLS_KEPT);
    expect(calls.at(0)?.at).toBe(CALLS_KEPT / 10);
  });
});
