import assert from 'node:assert/strict';
import { ELSEWHERE } from '../../src/sdk-clients.test.support.js';
import { casesFrom, refused, secretsManagerApi, token } from '../fidelity-case.js';
import {
  guide,
  HERE,
  IN_SYNC,
  KEY,
  ON_REPLICA,
  policyFor,
  readValue,
  replicated,
  statusOf,
} from './replicated-secret.js';

export const replicaCases = [
  ...casesFrom(secretsManagerApi('DescribeSecret'), [
    [
      'describes the replicas of a secret and its primary region',
      'InSync, Replication succeeded.',
      async ({ secrets }) => {
        await replicated(secrets);
        assert.deepEqual(await statusOf(secrets), [{ ...IN_SYNC, StatusMessage: 'Replication succeeded' }]);
        assert.equal((await secrets.describeSecret({ SecretId: 'one' })).PrimaryRegion, HERE);
      },
    ],
    [
      'describes the day on which a replica was read',
      'LastAccessedDate of ReplicationStatus; the primary secret has its own.',
      async ({ secrets, elsewhere }) => {
        await replicated(secrets);
        await readValue(elsewhere);
        const { ReplicationStatus, LastAccessedDate } = await secrets.describeSecret({ SecretId: 'one' });
        assert.ok(ReplicationStatus?.[0]?.LastAccessedDate instanceof Date);
        assert.equal(LastAccessedDate, undefined);
      },
    ],
  ]),
  ...casesFrom(guide('replicate-secrets'), [
    [
      'gives a replica the ARN of its primary secret in its own region',
      'The same but for the region.',
      async ({ secrets, elsewhere }) => {
        const arn = await replicated(secrets);
        const replica = arn.replace(HERE, ELSEWHERE);
        assert.equal((await elsewhere.getSecretValue({ SecretId: replica })).ARN, replica);
        assert.equal((await elsewhere.describeSecret({ SecretId: 'one' })).ARN, replica);
      },
    ],
    [
      'replicates description, tags and versions',
      'The value and metadata.',
      async ({ secrets, elsewhere }) => {
        await replicated(secrets);
        const { Description, Tags, VersionIdsToStages } = await elsewhere.describeSecret({ SecretId: 'one' });
        assert.equal(Description, 'Payment keys');
        assert.deepEqual(Tags, [{ Key: 'team', Value: 'blue' }]);
        assert.deepEqual(VersionIdsToStages, { [token('one')]: ['AWSCURRENT'] });
      },
    ],
    [
      'replicates what changes later',
      'A new value, its stages, tags.',
      async ({ secrets, elsewhere }) => {
        await replicated(secrets);
        const ClientRequestToken = token('two');
        await secrets.putSecretValue({ SecretId: 'one', SecretString: 'beta', ClientRequestToken });
        await secrets.untagResource({ SecretId: 'one', TagKeys: ['team'] });
        assert.equal(await readValue(elsewhere), 'beta');
        const { Tags, VersionIdsToStages } = await elsewhere.describeSecret({ SecretId: 'one' });
        assert.deepEqual(Tags, []);
        assert.deepEqual(VersionIdsToStages, { [token('one')]: ['AWSPREVIOUS'], [token('two')]: ['AWSCURRENT'] });
      },
    ],
    [
      'replicates the resource policy',
      'As it is attached and changed later.',
      async ({ secrets, elsewhere }) => {
        await replicated(secrets);
        await secrets.putResourcePolicy({ SecretId: 'one', ResourcePolicy: policyFor('123456789012') });
        const { ResourcePolicy = '' } = await elsewhere.getResourcePolicy({ SecretId: 'one' });
        assert.equal(ResourcePolicy, policyFor('123456789012'));
        await secrets.deleteResourcePolicy({ SecretId: 'one' });
        assert.equal((await elsewhere.getResourcePolicy({ SecretId: 'one' })).ResourcePolicy, undefined);
      },
    ],
  ]),
  ...casesFrom(secretsManagerApi('ListSecrets'), [
    [
      'lists a replica in its region, with its primary region',
      'PrimaryRegion.',
      async ({ secrets, elsewhere }) => {
        await replicated(secrets);
        for (const client of [secrets, elsewhere]) {
          const { SecretList = [] } = await client.listSecrets({});
          assert.deepEqual(
            SecretList.map(({ Name, PrimaryRegion }) => [Name, PrimaryRegion]),
            [['one', HERE]],
          );
        }
      },
    ],
    [
      'filters secrets by their primary region',
      'The filter primary-region, by its beginning; a secret of one region has none.',
      async ({ secrets, elsewhere }) => {
        await replicated(secrets);
        await elsewhere.createSecret({ Name: 'alone' });
        const found = async (region: string) =>
          (await elsewhere.listSecrets({ Filters: [{ Key: 'primary-region', Values: [region] }] })).SecretList?.map(
            ({ Name }) => Name,
          );
        assert.deepEqual(await found('us-'), ['one']);
        assert.deepEqual(await found(ELSEWHERE), []);
      },
    ],
  ]),
  ...casesFrom(
    secretsManagerApi('PutResourcePolicy'),
    [
      [
        'refuses to attach a resource policy to a replica',
        'InvalidParameterException; lgallard/terraform-aws-secrets-manager 188.',
        async ({ secrets, elsewhere }) => {
          await replicated(secrets);
          const put = elsewhere.putResourcePolicy({ SecretId: 'one', ResourcePolicy: policyFor('123456789012') });
          await refused(put, 'InvalidParameterException', ON_REPLICA);
        },
      ],
    ],
    'quoted',
  ),
  ...casesFrom(guide('standalone-secret'), [
    [
      'changes the key of a replica alone',
      'UpdateSecret in its region, with nothing but KmsKeyId.',
      async ({ secrets, elsewhere }) => {
        await replicated(secrets);
        await elsewhere.updateSecret({ SecretId: 'one', KmsKeyId: KEY });
        assert.equal((await elsewhere.describeSecret({ SecretId: 'one' })).KmsKeyId, KEY);
        assert.equal((await secrets.describeSecret({ SecretId: 'one' })).KmsKeyId, undefined);
        assert.equal(await readValue(elsewhere), 'alpha');
      },
    ],
    [
      'refuses to change a replica',
      'It follows its primary secret.',
      async ({ secrets, elsewhere }) => {
        await replicated(secrets);
        const SecretId = 'one';
        const SecretString = 'beta';
        for (const call of [
          () => elsewhere.putSecretValue({ SecretId, SecretString }),
          () => elsewhere.updateSecret({ SecretId, SecretString }),
          () => elsewhere.updateSecret({ SecretId, Description: 'Mail', KmsKeyId: KEY }),
          () => elsewhere.tagResource({ SecretId, Tags: [{ Key: 'a', Value: 'b' }] }),
          () => elsewhere.untagResource({ SecretId, TagKeys: ['team'] }),
          () => elsewhere.updateSecretVersionStage({ SecretId, VersionStage: 'MINE', MoveToVersionId: token('one') }),
          () => elsewhere.deleteResourcePolicy({ SecretId }),
          () => elsewhere.restoreSecret({ SecretId }),
        ]) {
          await refused(call(), 'InvalidParameterException', ON_REPLICA);
        }
        assert.equal(await readValue(elsewhere), 'alpha');
      },
    ],
    [
      'promotes a replica to a secret of its own',
      'It keeps its ARN and value, and follows no more; the other secret has no replica then.',
      async ({ secrets, elsewhere }) => {
        const arn = await replicated(secrets);
        const { ARN } = await elsewhere.stopReplicationToReplica({ SecretId: 'one' });
        assert.equal(ARN, arn.replace(HERE, ELSEWHERE));
        await secrets.putSecretValue({ SecretId: 'one', SecretString: 'beta' });
        assert.equal(await readValue(elsewhere), 'alpha');
        await elsewhere.putSecretValue({ SecretId: 'one', SecretString: 'gamma' });
        assert.equal(await readValue(secrets), 'beta');
        assert.equal(await statusOf(secrets), undefined);
        assert.equal((await elsewhere.describeSecret({ SecretId: 'one' })).PrimaryRegion, undefined);
        await secrets.deleteSecret({ SecretId: 'one' });
      },
    ],
    [
      'keeps the resource policy of a replica that it promotes',
      'What is replicated stays.',
      async ({ secrets, elsewhere }) => {
        await replicated(secrets);
        await secrets.putResourcePolicy({ SecretId: 'one', ResourcePolicy: policyFor('123456789012') });
        await elsewhere.stopReplicationToReplica({ SecretId: 'one' });
        await secrets.deleteResourcePolicy({ SecretId: 'one' });
        const { ResourcePolicy } = await elsewhere.getResourcePolicy({ SecretId: 'one' });
        assert.equal(ResourcePolicy, policyFor('123456789012'));
      },
    ],
  ]),
  ...casesFrom(
    secretsManagerApi('DescribeSecret'),
    [
      [
        'describes a replica with the replicas of its primary secret',
        'PrimaryRegion and ReplicationStatus.',
        async ({ secrets, elsewhere }) => {
          await replicated(secrets);
          assert.deepEqual(await statusOf(elsewhere), await statusOf(secrets));
          assert.equal((await elsewhere.describeSecret({ SecretId: 'one' })).PrimaryRegion, HERE);
        },
      ],
      [
        'describes a secret whose last replica was removed as one of a single region',
        'Neither PrimaryRegion nor ReplicationStatus.',
        async ({ secrets }) => {
          await replicated(secrets);
          await secrets.removeRegionsFromReplication({ SecretId: 'one', RemoveReplicaRegions: [ELSEWHERE] });
          const { ReplicationStatus, PrimaryRegion } = await secrets.describeSecret({ SecretId: 'one' });
          assert.deepEqual([ReplicationStatus, PrimaryRegion], [undefined, undefined]);
        },
      ],
    ],
    'assumed',
  ),
];
