import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { FEATURE, MAIN } from '../../backend.test.support.js';
import { openBackend } from '../../open-backend.js';
import { defineSecretRotation } from '../../rotation/define-secret-rotation.js';
import { makeRotating, SCHEDULE, secrets } from '../../rotation/rotation.test.support.js';
import { findingsOf } from '../findings.js';

const SECRET = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:';

/** The findings about one statement of a function beside the rotation of `database` by the branch main. */
function found(
  actions: readonly string[],
  resource: string,
  { deployment = MAIN, byRotator = false, conditions = {} as Record<string, Record<string, string>> } = {},
) {
  const { root, rotateDatabase, amplifyFunction } = makeRotating(deployment);
  defineSecretRotation(root, secrets.database, { function: rotateDatabase, schedule: SCHEDULE, branches: 'main' });
  const { lambda } = (byRotator ? rotateDatabase : amplifyFunction('importer-lambda')).resources;
  const statement = {
    actions: actions.map((each) => `secretsmanager:${each}`),
    resources: [SECRET + resource],
    conditions,
  };
  lambda.addToRolePolicy(new PolicyStatement(statement));
  return findingsOf(openBackend(root)).filter(({ name }) => name === 'RotatedSecretWritten');
}

describe('rotatedSecretWritten', () => {
  it('finds a statement that lets another role write a rotated secret', () => {
    expect(found(['PutSecretValue'], 'myapp/prod/database-??????')).toEqual([
      {
        name: 'RotatedSecretWritten',
        severity: 'warning',
        where: 'amplify/function/importer-lambda/ServiceRole/DefaultPolicy',
        about: [`${SECRET}myapp/prod/database-??????`, 'database', 'myapp/prod/database'],
        message: `"${SECRET}myapp/prod/database-??????" lets importer-lambda write "database" of app "myapp", which "amplify/function/rotate-database" rotates: a write counts as a rotation, and postpones the next one.`,
        resolution:
          'Delete the statement. If reading is needed, write: grantSecretRead(backend.importer, secrets.database);',
      },
    ]);
  });

  it.each([
    ['UpdateSecret', 'myapp/prod/database-a1B2c3'],
    ['UpdateSecretVersionStage', 'myapp/prod/database-*'],
    ['Put*', 'myapp/prod/*'],
  ])('finds %s on %s', (action, resource) => {
    expect(found([action], resource)).toHaveLength(1);
  });

  it.each([
    ['a statement that reads', ['GetSecretValue', 'DescribeSecret'], 'myapp/prod/database-??????', {}],
    ['a statement about another secret', ['PutSecretValue'], 'myapp/prod/database-admin-??????', {}],
    ['an ARN that matches nothing', ['PutSecretValue'], 'myapp/prod/database', {}],
    ['a statement of the rotation function', ['UpdateSecret'], 'myapp/prod/database-??????', { byRotator: true }],
    ['an environment that nobody rotates', ['PutSecretValue'], 'myapp/dev/database-??????', { deployment: FEATURE }],
    [
      'what a tag narrows',
      ['PutSecretValue'],
      'myapp/prod/*',
      { conditions: { StringEquals: { 'secretsmanager:ResourceTag/service': 'mail' } } },
    ],
  ])('finds nothing in %s', (_what, actions, resource, options) => {
    expect(found(actions, resource, options)).toEqual([]);
  });
});
