import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, allow, backendWith, policy, roleWith } from '../backend.test.support.js';
import type { AccessRequest, Role, Statement } from '../iam/model.js';
import { type LocalAws, startLocalAws } from '../local-aws.js';
import { clientsFrom } from '../sdk-clients.test.support.js';

const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/fn/local`;
const secretArn = (name: string) => `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:${name}`;

let aws: LocalAws;
beforeEach(async () => {
  aws = await startLocalAws();
});
afterEach(() => aws.close());

const as = (role: Role) => clientsFrom(aws.env(role));
const reads = (role: Role, SecretId: string) => as(role).secrets.getSecretValue({ SecretId });
const readGrant = allow('secretsmanager:GetSecretValue', secretArn('app/dev/stripe-??????'));

function denied(action: string, on: string, because: string) {
  const message = `User: ${SESSION} is not authorized to perform: ${action}${on} ${because}`;
  return { name: 'AccessDeniedException', message, $metadata: { httpStatusCode: 400 } };
}

const noIdentity = (action: string) => `because no identity-based policy allows the ${action} action`;

describe('an exact grant', () => {
  it('allows a read by name, ARN and partial ARN', async () => {
    const { arn } = aws.secrets.put('app/dev/stripe', 'alpha');
    for (const id of ['app/dev/stripe', arn, arn.slice(0, -7)]) {
      expect(await reads(roleWith(readGrant), id)).toMatchObject({ SecretString: 'alpha' });
    }
  });

  it('does not allow a read of a longer name with the same beginning', async () => {
    aws.secrets.put('app/dev/stripe-live', 'alpha');
    const refusal = denied(
      'secretsmanager:GetSecretValue',
      ' on resource: app/dev/stripe-live',
      noIdentity('secretsmanager:GetSecretValue'),
    );
    await expect(reads(roleWith(readGrant), 'app/dev/stripe-live')).rejects.toMatchObject(refusal);
  });

  it('answers to a missing secret as to a denied one', async () => {
    const refusal = denied(
      'secretsmanager:GetSecretValue',
      ' on resource: app/dev/stripe',
      noIdentity('secretsmanager:GetSecretValue'),
    );
    await expect(reads(roleWith(readGrant), 'app/dev/stripe')).rejects.toMatchObject(refusal);
  });

  it('does not allow a write', async () => {
    aws.secrets.put('app/dev/stripe', 'alpha');
    const put = as(roleWith(readGrant)).secrets.putSecretValue({ SecretId: 'app/dev/stripe', SecretString: 'canary' });
    await expect(put).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('PutSecretValue'),
    });
    expect(await clientsFrom(aws.env()).secrets.getSecretValue({ SecretId: 'app/dev/stripe' })).toMatchObject({
      SecretString: 'alpha',
    });
  });

  it('does not allow a read of the same name in another region', async () => {
    aws.secrets.put('app/dev/stripe', 'alpha', { region: 'eu-west-1' });
    const { secrets } = clientsFrom(aws.env(roleWith(readGrant), { region: 'eu-west-1' }));
    await expect(secrets.getSecretValue({ SecretId: 'app/dev/stripe' })).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });
});

describe('a grant of every name with a prefix', () => {
  it('shows that a secret is missing', async () => {
    const role = roleWith(allow('secretsmanager:GetSecretValue', secretArn('app/dev/*')));
    await expect(reads(role, 'app/dev/absent')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

describe('a denial, worded as by AWS', () => {
  const action = 'secretsmanager:GetSecretValue';
  const on = ' on resource: app/dev/stripe';
  beforeEach(() => {
    aws.secrets.put('app/dev/stripe', 'alpha');
  });

  it('names an explicit deny in a policy of the role', async () => {
    const role = roleWith(readGrant, { Effect: 'Deny', Action: 'secretsmanager:*', Resource: '*' });
    const refusal = denied(action, on, 'with an explicit deny in an identity-based policy');
    await expect(reads(role, 'app/dev/stripe')).rejects.toMatchObject(refusal);
  });

  it('names a permissions boundary that does not allow', async () => {
    const role = { ...roleWith(readGrant), boundary: policy('edge', allow('s3:*', '*')) };
    const refusal = denied(action, on, `because no permissions boundary allows the ${action} action`);
    await expect(reads(role, 'app/dev/stripe')).rejects.toMatchObject(refusal);
  });

  it('names an explicit deny in a permissions boundary', async () => {
    const boundary = policy('edge', allow('*', '*'), { Effect: 'Deny', Action: action, Resource: '*' });
    const refusal = denied(action, on, 'with an explicit deny in a permissions boundary');
    await expect(reads({ ...roleWith(readGrant), boundary }, 'app/dev/stripe')).rejects.toMatchObject(refusal);
  });

  it('names an explicit deny in the secret’s resource policy', async () => {
    const { arn } = aws.secrets.put('app/dev/stripe', 'alpha');
    const statement: Statement = { Effect: 'Deny', Principal: '*', Action: action, Resource: '*' };
    aws.load(backendWith({ secretPolicies: new Map([[arn, policy('own', statement)]]) }));
    const refusal = denied(action, on, 'with an explicit deny in a resource-based policy');
    await expect(reads(roleWith(readGrant), 'app/dev/stripe')).rejects.toMatchObject(refusal);
  });

  it('names no resource for an action without one', async () => {
    const refusal = denied('secretsmanager:ListSecrets', '', noIdentity('secretsmanager:ListSecrets'));
    await expect(as(roleWith(readGrant)).secrets.listSecrets({})).rejects.toMatchObject(refusal);
  });

  it('names a parameter by its ARN', async () => {
    const resource = ` on resource: arn:aws:ssm:us-east-1:${ACCOUNT}:parameter/amplify/x`;
    const refusal = denied('ssm:GetParameter', resource, noIdentity('ssm:GetParameter'));
    await expect(as(roleWith(readGrant)).parameters.getParameter({ Name: '/amplify/x' })).rejects.toMatchObject(
      refusal,
    );
  });
});

describe('a resource policy put by a test', () => {
  it('allows a read that the role’s policies do not', async () => {
    const { arn } = aws.secrets.put('shared', 'alpha');
    const role: Role = { ...roleWith(), policies: [] };
    const statement = {
      Effect: 'Allow',
      Principal: { AWS: role.arn },
      Action: 'secretsmanager:GetSecretValue',
      Resource: '*',
    };
    const ResourcePolicy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    await clientsFrom(aws.env()).secrets.putResourcePolicy({ SecretId: arn, ResourcePolicy });
    expect(await reads(role, 'shared')).toMatchObject({ SecretString: 'alpha' });
  });
});

describe('BatchGetSecretValue', () => {
  it('needs its own permission', async () => {
    const batch = as(roleWith(readGrant)).secrets.batchGetSecretValue({ SecretIdList: ['app/dev/stripe'] });
    const refusal = denied('secretsmanager:BatchGetSecretValue', '', noIdentity('secretsmanager:BatchGetSecretValue'));
    await expect(batch).rejects.toMatchObject(refusal);
  });

  it('returns the granted secrets, and an error for each other', async () => {
    aws.secrets.put('app/dev/stripe', 'alpha');
    aws.secrets.put('app/prod/stripe', 'canary');
    const { secrets } = as(roleWith(readGrant, allow('secretsmanager:BatchGetSecretValue', '*')));
    const read = await secrets.batchGetSecretValue({ SecretIdList: ['app/dev/stripe', 'app/prod/stripe'] });
    expect(read.SecretValues).toEqual([expect.objectContaining({ SecretString: 'alpha' })]);
    expect(read.Errors).toEqual([
      expect.objectContaining({ SecretId: 'app/prod/stripe', ErrorCode: 'AccessDeniedException' }),
    ]);
    expect(aws.calls.at(-1)).toMatchObject({ outcome: 'ok', denied: [expect.stringContaining('app/prod/stripe')] });
  });

  it('needs ListSecrets as well when it reads by filter', async () => {
    const { secrets } = as(roleWith(readGrant, allow('secretsmanager:BatchGetSecretValue', '*')));
    const read = secrets.batchGetSecretValue({ Filters: [{ Key: 'name', Values: ['app'] }] });
    await expect(read).rejects.toMatchObject({ message: expect.stringContaining('secretsmanager:ListSecrets') });
  });
});

describe('an access that the evaluator does not know', () => {
  it('is denied, with the reason in the call log', async () => {
    await aws.close();
    const authorize = () => ({ effect: 'unknown', reason: 'unknown', unknowns: ['the managed policy X'] }) as const;
    aws = await startLocalAws({ authorize });
    aws.secrets.put('one', 'alpha');
    const refusal = { name: 'AccessDeniedException', message: expect.stringContaining('the managed policy X') };
    await expect(reads(roleWith(), 'one')).rejects.toMatchObject(refusal);
    expect(aws.calls.at(-1)).toMatchObject({ outcome: 'AccessDeniedException', unknowns: ['the managed policy X'] });
  });
});

describe('the request to the evaluator', () => {
  let asked: AccessRequest[];
  beforeEach(async () => {
    await aws.close();
    asked = [];
    const authorize = (request: AccessRequest) => {
      asked.push(request);
      return { effect: 'allow', reason: 'allowed', unknowns: [] } as const;
    };
    aws = await startLocalAws({ authorize });
  });

  it('contains the condition keys of the request, the secret and its tags', async () => {
    const { arn } = aws.secrets.put('one', 'alpha', { tags: { Team: 'blue' } });
    await as(roleWith()).secrets.getSecretValue({ SecretId: 'one', VersionStage: 'AWSCURRENT' });
    expect(asked).toEqual([
      expect.objectContaining({
        action: 'secretsmanager:GetSecretValue',
        resource: arn,
        context: expect.objectContaining({
          'secretsmanager:secretid': 'one',
          'secretsmanager:versionstage': 'AWSCURRENT',
          'secretsmanager:resourcetag/team': 'blue',
          'aws:resourcetag/team': 'blue',
          'aws:requestedregion': 'us-east-1',
          'aws:securetransport': 'true',
          'aws:resourceaccount': ACCOUNT,
        }),
      }),
    ]);
  });

  it('contains no stage when the call names none', async () => {
    aws.secrets.put('one', 'alpha');
    await as(roleWith()).secrets.getSecretValue({ SecretId: 'one' });
    expect(asked[0]?.context).not.toHaveProperty('secretsmanager:versionstage');
  });

  it('contains name, key and tags on creation, with every condition key in lower case', async () => {
    const Tags = [{ Key: 'Team', Value: 'blue' }];
    await as(roleWith()).secrets.createSecret({
      Name: 'new',
      Description: 'd',
      KmsKeyId: 'alias/aws/secretsmanager',
      Tags,
    });
    expect(asked[0]).toMatchObject({
      action: 'secretsmanager:CreateSecret',
      resource: secretArn('new'),
      context: { 'secretsmanager:name': 'new', 'aws:requesttag/team': 'blue', 'aws:tagkeys': ['Team'] },
    });
    const keys = asked.flatMap(({ context }) => Object.keys(context ?? {}));
    expect(keys.filter((key) => key !== key.toLowerCase())).toEqual([]);
  });

  it('contains how a secret is deleted', async () => {
    aws.secrets.put('one', 'alpha');
    await as(roleWith()).secrets.deleteSecret({ SecretId: 'one', ForceDeleteWithoutRecovery: true });
    expect(asked[0]?.context).toMatchObject({ 'secretsmanager:forcedeletewithoutrecovery': 'true' });
  });

  it('contains Overwrite and Recursive of Parameter Store', async () => {
    const { parameters } = as(roleWith());
    await parameters.putParameter({ Name: '/a/b', Value: 'v', Type: 'String', Overwrite: true });
    await parameters.getParametersByPath({ Path: '/a', Recursive: true });
    expect(
      asked.map(({ resource, context }) => [resource, context?.['ssm:overwrite'] ?? context?.['ssm:recursive']]),
    ).toEqual([
      [`arn:aws:ssm:us-east-1:${ACCOUNT}:parameter/a/b`, 'true'],
      [`arn:aws:ssm:us-east-1:${ACCOUNT}:parameter/a`, 'true'],
    ]);
  });

  it('is never made for the administrator', async () => {
    aws.secrets.put('one', 'alpha');
    await clientsFrom(aws.env()).secrets.getSecretValue({ SecretId: 'one' });
    expect(asked).toEqual([]);
  });
});
