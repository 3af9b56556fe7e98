import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, allow, roleWith } from '../../backend.test.support.js';
import { type LocalAws, startLocalAws } from '../../local-aws.js';
import { clientsFrom } from '../../sdk-clients.test.support.js';

const NAME = '/aws/reference/secretsmanager/myapp/prod/stripe';
const ofParameters = allow('ssm:GetParameter*', `arn:aws:ssm:us-east-1:${ACCOUNT}:parameter${NAME}`);
const ofSecrets = allow(
  'secretsmanager:GetSecretValue',
  `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:myapp/prod/stripe-??????`,
);

let aws: LocalAws;
beforeEach(async () => {
  aws = await startLocalAws();
});
afterEach(() => aws.close());

const parametersOf = (...statements: Parameters<typeof roleWith>) =>
  clientsFrom(aws.env(roleWith(...statements))).parameters;

describe('a secret read through Parameter Store', () => {
  it('has the requested name, for a caller with both permissions', async () => {
    const { arn } = aws.secrets.put('myapp/prod/stripe', 'alpha');
    const parameters = parametersOf(ofParameters, ofSecrets);
    const shown = { Name: NAME, ARN: arn, Type: 'SecureString', Value: 'alpha', Version: 0 };
    expect(await parameters.getParameter({ Name: NAME, WithDecryption: true })).toMatchObject({ Parameter: shown });
    expect(await parameters.getParameters({ Names: [NAME], WithDecryption: true })).toMatchObject({
      Parameters: [shown],
      InvalidParameters: [],
    });
  });

  it('is read in an earlier version by its staging label', async () => {
    aws.secrets.put('myapp/prod/stripe', 'alpha');
    aws.secrets.put('myapp/prod/stripe', 'beta');
    const { parameters } = clientsFrom(aws.env());
    expect(await parameters.getParameter({ Name: `${NAME}:AWSPREVIOUS`, WithDecryption: true })).toMatchObject({
      Parameter: { Value: 'alpha', Selector: ':AWSPREVIOUS' },
    });
  });

  it.each([
    ['AWS Secrets Manager', ofParameters, 'secretsmanager:GetSecretValue'],
    ['Parameter Store', ofSecrets, 'ssm:GetParameters'],
  ])('is denied without the permission of %s', async (_service, statement, action) => {
    aws.secrets.put('myapp/prod/stripe', 'alpha');
    await expect(parametersOf(statement).getParameters({ Names: [NAME], WithDecryption: true })).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(action),
    });
  });

  it('is refused without WithDecryption', async () => {
    aws.secrets.put('myapp/prod/stripe', 'alpha');
    const { parameters } = clientsFrom(aws.env());
    await expect(parameters.getParameter({ Name: NAME })).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('is reported as missing when there is no such secret', async () => {
    const { parameters } = clientsFrom(aws.env());
    await expect(parameters.getParameter({ Name: NAME, WithDecryption: true })).rejects.toMatchObject({
      name: 'ParameterNotFound',
    });
    expect(await parameters.getParameters({ Names: [NAME], WithDecryption: true })).toMatchObject({
      Parameters: [],
      InvalidParameters: [NAME],
    });
  });
});
