import assert from 'node:assert/strict';
import type { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { casesFrom, refused, secretsManagerApi, token } from '../fidelity-case.js';

const v1 = token('one');
const v2 = token('two');
const v3 = token('three');

async function put(secrets: SecretsManager, ClientRequestToken: string, ...VersionStages: string[]): Promise<void> {
  const stages = VersionStages.length > 0 && { VersionStages };
  await secrets.putSecretValue({ SecretId: 'one', SecretString: ClientRequestToken, ClientRequestToken, ...stages });
}

async function stages(secrets: SecretsManager): Promise<Readonly<Record<string, readonly string[]>> | undefined> {
  return (await secrets.describeSecret({ SecretId: 'one' })).VersionIdsToStages;
}

async function create(secrets: SecretsManager): Promise<void> {
  await secrets.createSecret({ Name: 'one', SecretString: 'alpha', ClientRequestToken: v1 });
}

/** The SDK adds a token to every write, and a client that signs by hand may not. */
export function leaveOutTokens(secrets: SecretsManager): void {
  secrets.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { body: string; headers: Record<string, string> };
      const { ClientRequestToken: _, ...body } = JSON.parse(Buffer.from(request.body).toString());
      request.body = JSON.stringify(body);
      request.headers['content-length'] = String(Buffer.byteLength(request.body));
      return next(args);
    },
    { step: 'build', priority: 'low' },
  );
}

export const NO_TOKEN = /^You must provide a ClientRequestToken value\. We recommend a UUID-type value\.$/;

async function found(secrets: SecretsManager, Key: 'all' | 'description', ...Values: string[]) {
  const { SecretList = [] } = await secrets.listSecrets({ Filters: [{ Key, Values }] });
  return SecretList.map(({ Name }) => Name).sort();
}

async function described(secrets: SecretsManager, descriptions: Readonly<Record<string, string>>): Promise<void> {
  for (const [Name, Description] of Object.entries(descriptions)) await secrets.createSecret({ Name, Description });
}

async function named(secrets: SecretsManager, ...names: string[]): Promise<void> {
  for (const Name of names) await secrets.createSecret({ Name });
}

/** What AWS was recorded or validated to answer. */
export const answerCases = [
  ...casesFrom(
    secretsManagerApi('PutSecretValue'),
    [
      [
        'C1: ends what was pending on the version that a write replaces',
        'A version with AWSCURRENT and AWSPENDING keeps AWSPREVIOUS only.',
        async ({ secrets }) => {
          await create(secrets);
          await put(secrets, v2, 'AWSPENDING');
          const move = { SecretId: 'one', VersionStage: 'AWSCURRENT', MoveToVersionId: v2, RemoveFromVersionId: v1 };
          await secrets.updateSecretVersionStage(move);
          assert.deepEqual(await stages(secrets), { [v1]: ['AWSPREVIOUS'], [v2]: ['AWSCURRENT', 'AWSPENDING'] });
          await put(secrets, v3);
          assert.deepEqual(await stages(secrets), { [v2]: ['AWSPREVIOUS'], [v3]: ['AWSCURRENT'] });
        },
      ],
      [
        'C1: keeps a label of the caller on the version that a write replaces',
        'Only AWSPENDING ends.',
        async ({ secrets }) => {
          await create(secrets);
          await put(secrets, v2, 'AWSCURRENT', 'AWSPENDING', 'MINE');
          await put(secrets, v3);
          assert.deepEqual(await stages(secrets), { [v2]: ['AWSPREVIOUS', 'MINE'], [v3]: ['AWSCURRENT'] });
        },
      ],
      [
        'returns staging labels in alphabetical order',
        'Not in the order of the request.',
        async ({ secrets }) => {
          await create(secrets);
          const VersionStages = ['ZULU', 'AWSPENDING', 'ALFA'];
          const written = await secrets.putSecretValue({ SecretId: 'one', SecretString: 'b', VersionStages });
          assert.deepEqual(written.VersionStages, ['ALFA', 'AWSPENDING', 'ZULU']);
        },
      ],
      [
        'C3: refuses PutSecretValue without a ClientRequestToken',
        'Before it looks for the secret.',
        async ({ secrets }) => {
          leaveOutTokens(secrets);
          const write = secrets.putSecretValue({ SecretId: 'absent', SecretString: 'a' });
          await refused(write, 'InvalidRequestException', NO_TOKEN);
        },
      ],
    ],
    'recorded',
  ),
  ...casesFrom(
    secretsManagerApi('CreateSecret'),
    [
      [
        'C3: refuses CreateSecret without a ClientRequestToken',
        'A request that is not an SDK’s must bring one.',
        async ({ secrets }) => {
          leaveOutTokens(secrets);
          const creation = secrets.createSecret({ Name: 'one', SecretString: 'a' });
          await refused(creation, 'InvalidRequestException', NO_TOKEN);
        },
      ],
    ],
    'recorded',
  ),
  ...casesFrom(
    secretsManagerApi('CreateSecret'),
    [
      [
        'C2: refuses to create a secret again with its token and another value',
        'The message names the token and the ARN.',
        async ({ secrets }) => {
          const { ARN = '' } = await secrets.createSecret({
            Name: 'one',
            SecretString: 'alpha',
            ClientRequestToken: v1,
          });
          const again = secrets.createSecret({ Name: 'one', SecretString: 'beta', ClientRequestToken: v1 });
          const use = `ClientRequestToken ${v1} because that value is already in use for a version of secret ${ARN}.`;
          await refused(again, 'ResourceExistsException', new RegExp(`^You can't use ${use}$`));
        },
      ],
    ],
    'validated',
  ),
  ...casesFrom(
    secretsManagerApi('UpdateSecret'),
    [
      [
        'C3: refuses UpdateSecret without a ClientRequestToken',
        'Before it looks for the secret.',
        async ({ secrets }) => {
          leaveOutTokens(secrets);
          const update = secrets.updateSecret({ SecretId: 'absent', SecretString: 'a' });
          await refused(update, 'InvalidRequestException', NO_TOKEN);
        },
      ],
      [
        'D4: describes a secret whose description was emptied without one',
        'An empty description is none.',
        async ({ secrets }) => {
          await secrets.createSecret({ Name: 'one', Description: 'Payment keys' });
          await secrets.updateSecret({ SecretId: 'one', Description: '' });
          assert.ok(!('Description' in (await secrets.describeSecret({ SecretId: 'one' }))));
          assert.equal((await secrets.listSecrets({})).SecretList?.[0]?.Description, undefined);
        },
      ],
    ],
    'recorded',
  ),
  ...casesFrom(
    secretsManagerApi('ListSecretVersionIds'),
    [
      [
        'D1: lists the key of every version, deprecated ones too',
        'DefaultEncryptionKey stands for AWS’s own key.',
        async ({ secrets }) => {
          await create(secrets);
          await put(secrets, v2);
          await put(secrets, v3);
          const { Versions = [] } = await secrets.listSecretVersionIds({ SecretId: 'one', IncludeDeprecated: true });
          assert.deepEqual(
            Versions.map(({ KmsKeyIds }) => KmsKeyIds),
            [['DefaultEncryptionKey'], ['DefaultEncryptionKey'], ['DefaultEncryptionKey']],
          );
        },
      ],
    ],
    'recorded',
  ),
  ...casesFrom(
    secretsManagerApi('DescribeSecret'),
    [
      [
        'D2: describes a secret with an empty list of tags after the last is removed',
        'A secret that never had a tag has no list.',
        async ({ secrets }) => {
          await create(secrets);
          assert.ok(!('Tags' in (await secrets.describeSecret({ SecretId: 'one' }))));
          await secrets.tagResource({ SecretId: 'one', Tags: [{ Key: 'team', Value: 'blue' }] });
          await secrets.untagResource({ SecretId: 'one', TagKeys: ['team'] });
          assert.deepEqual((await secrets.describeSecret({ SecretId: 'one' })).Tags, []);
        },
      ],
      [
        'D3: describes a secret without a value without VersionIdsToStages',
        'It is absent, not empty.',
        async ({ secrets }) => {
          await secrets.createSecret({ Name: 'one' });
          assert.ok(!('VersionIdsToStages' in (await secrets.describeSecret({ SecretId: 'one' }))));
          const [listed] = (await secrets.listSecrets({})).SecretList ?? [];
          assert.ok(listed && !('SecretVersionsToStages' in listed));
        },
      ],
    ],
    'recorded',
  ),
  ...casesFrom(secretsManagerApi('DescribeSecret'), [
    [
      'D6: describes a new secret as changed no earlier than it was created',
      'CreatedDate, then LastChangedDate.',
      async ({ secrets }) => {
        await create(secrets);
        const { CreatedDate, LastChangedDate } = await secrets.describeSecret({ SecretId: 'one' });
        assert.ok(CreatedDate && LastChangedDate && CreatedDate <= LastChangedDate);
      },
    ],
  ]),
  ...casesFrom(
    secretsManagerApi('ListSecrets'),
    [
      [
        'B1: lists the oldest secret first by default',
        'Without SortBy and SortOrder.',
        async ({ secrets }) => {
          await named(secrets, 'zulu', 'alfa', 'mike');
          const { SecretList = [] } = await secrets.listSecrets({});
          assert.deepEqual(
            SecretList.map(({ Name }) => Name),
            ['zulu', 'alfa', 'mike'],
          );
        },
      ],
      [
        'B2: filters secrets by the beginnings of the words of a description',
        'Each word of the value begins some word, in any order.',
        async ({ secrets }) => {
          await described(secrets, { a: 'Keys of the payment provider', b: 'Provider of mail', c: 'prepayment' });
          assert.deepEqual(await found(secrets, 'description', 'payment'), ['a']);
          assert.deepEqual(await found(secrets, 'description', 'prov'), ['a', 'b']);
          assert.deepEqual(await found(secrets, 'description', 'prov pay'), ['a']);
          assert.deepEqual(await found(secrets, 'description', '!prov'), ['c']);
          assert.deepEqual(await found(secrets, 'description', 'ment'), []);
        },
      ],
      [
        'B3: filters secrets by every attribute but the ARN',
        'Neither secret, aws nor a letter of the random suffix is found in it.',
        async ({ secrets }) => {
          await named(secrets, '77/88', '99');
          for (const value of ['secret', 'arn', 'us', 'aws', ...'abcdefghijklmnopqrstuvwxyz']) {
            assert.deepEqual(await found(secrets, 'all', value), [], value);
          }
        },
      ],
      [
        'B4: finds the words inside of camel case by the filter all',
        'StripeKeys is Stripe and Keys; APIKeys is API and Keys.',
        async ({ secrets }) => {
          await named(secrets, 'prod/StripeKeys', 'prod_APIKeys', 'prod/apikeys');
          assert.deepEqual(await found(secrets, 'all', 'keys'), ['prod/StripeKeys', 'prod_APIKeys']);
          assert.deepEqual(await found(secrets, 'all', 'StripeKeys'), ['prod/StripeKeys']);
          assert.deepEqual(await found(secrets, 'all', 'api'), ['prod/apikeys', 'prod_APIKeys']);
          assert.deepEqual(await found(secrets, 'all', 'ipe'), []);
        },
      ],
      [
        'B4: splits capitals before a last one that begins a word',
        'ACMEthings is ACM and Ethings, not ACME.',
        async ({ secrets }) => {
          await named(secrets, 'uat/ACME', 'uat/ACMEthings');
          assert.deepEqual(await found(secrets, 'all', 'acme'), ['uat/ACME']);
          assert.deepEqual(await found(secrets, 'all', 'ethings'), ['uat/ACMEthings']);
          assert.deepEqual(await found(secrets, 'all', 'things'), []);
        },
      ],
      [
        'B5: finds nothing by a value without a word',
        'Such as + for the filter all.',
        async ({ secrets }) => {
          await named(secrets, 'a+b', 'one');
          assert.deepEqual(await found(secrets, 'all', '+'), []);
        },
      ],
    ],
    'validated',
  ),
];
