import assert from 'node:assert/strict';
import type { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { casesFrom, refused, secretsManagerApi } from '../fidelity-case.js';

const policyFor = (Principal: unknown) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal, Action: 'secretsmanager:GetSecretValue', Resource: '*' },
  });
const OURS = policyFor({ AWS: 'arn:aws:iam::123456789012:root' });

async function create(secrets: SecretsManager): Promise<void> {
  await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
}

/** That a caller is not locked out needs one with policies: see secret-access.policies.test.ts. */
export const policyCases = [
  ...casesFrom(secretsManagerApi('ValidateResourcePolicy'), [
    [
      'validates a resource policy for an account',
      'PolicyValidationPassed true.',
      async ({ secrets }) => {
        await create(secrets);
        const answer = await secrets.validateResourcePolicy({ SecretId: 'one', ResourcePolicy: OURS });
        assert.equal(answer.PolicyValidationPassed, true);
      },
    ],
    [
      'validates a resource policy for everyone as too broad',
      'PolicyValidationPassed false, with ValidationErrors, in an answer that succeeds.',
      async ({ secrets }) => {
        await create(secrets);
        const answer = await secrets.validateResourcePolicy({ SecretId: 'one', ResourcePolicy: policyFor('*') });
        assert.equal(answer.PolicyValidationPassed, false);
        assert.equal(answer.ValidationErrors?.length, 1);
        const [{ CheckName, ErrorMessage } = {}] = answer.ValidationErrors ?? [];
        assert.ok(CheckName && ErrorMessage);
      },
    ],
    [
      'attaches no resource policy that it only validates',
      'GetResourcePolicy returns none.',
      async ({ secrets }) => {
        await create(secrets);
        await secrets.validateResourcePolicy({ SecretId: 'one', ResourcePolicy: OURS });
        assert.equal((await secrets.getResourcePolicy({ SecretId: 'one' })).ResourcePolicy, undefined);
      },
    ],
    [
      'refuses to validate a resource policy that is not JSON',
      'MalformedPolicyDocumentException.',
      async ({ secrets }) => {
        await create(secrets);
        const validation = secrets.validateResourcePolicy({ SecretId: 'one', ResourcePolicy: 'allow everybody' });
        await refused(validation, 'MalformedPolicyDocumentException');
      },
    ],
    [
      'refuses to validate a resource policy for a missing secret',
      'ResourceNotFoundException.',
      async ({ secrets }) => {
        const validation = secrets.validateResourcePolicy({ SecretId: 'absent', ResourcePolicy: OURS });
        await refused(validation, 'ResourceNotFoundException');
      },
    ],
    [
      'refuses to validate a resource policy for a secret marked for deletion',
      'InvalidRequestException.',
      async ({ secrets }) => {
        await create(secrets);
        await secrets.deleteSecret({ SecretId: 'one' });
        const validation = secrets.validateResourcePolicy({ SecretId: 'one', ResourcePolicy: OURS });
        await refused(validation, 'InvalidRequestException', /marked for deletion/);
      },
    ],
    [
      'refuses to validate a resource policy of more than 20,480 characters',
      'At most 20,480 characters.',
      async ({ secrets }) => {
        const validation = secrets.validateResourcePolicy({ ResourcePolicy: ' '.repeat(20_481) });
        await refused(validation, 'ValidationException', /resourcePolicy/);
      },
    ],
  ]),
  ...casesFrom(
    secretsManagerApi('ValidateResourcePolicy'),
    [
      [
        'validates a resource policy without a secret',
        'SecretId is optional; then nobody is known to be locked out.',
        async ({ secrets }) => {
          assert.equal((await secrets.validateResourcePolicy({ ResourcePolicy: OURS })).PolicyValidationPassed, true);
          const broad = await secrets.validateResourcePolicy({ ResourcePolicy: policyFor('*') });
          assert.equal(broad.PolicyValidationPassed, false);
        },
      ],
      [
        'returns an empty list of errors for a resource policy that passes',
        'ValidationErrors [].',
        async ({ secrets }) => {
          assert.deepEqual((await secrets.validateResourcePolicy({ ResourcePolicy: OURS })).ValidationErrors, []);
        },
      ],
    ],
    'assumed',
  ),
];
