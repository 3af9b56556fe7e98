import assert from 'node:assert/strict';
import { ELSEWHERE } from '../../src/sdk-clients.test.support.js';
import { casesFrom, refused, secretsManagerApi } from '../fidelity-case.js';
import {
  AddReplicaRegions,
  guide,
  HERE,
  IN_SYNC,
  KEY,
  ON_REPLICA,
  readValue,
  replicated,
  statusOf,
} from './replicated-secret.js';

// Of replication the local AWS does not have: the time that it takes (a replica is there, and changes, at once), regions that do
// not exist or that an account has not enabled, the use of the replica's key by later writes to the primary secret, replicas
// declared by a template, and replication to another account.

export const replicationCases = [
  ...casesFrom(secretsManagerApi('CreateSecret'), [
    [
      'creates a secret with a replica in another region',
      'AddReplicaRegions; the answer has ReplicationStatus.',
      async ({ secrets, elsewhere }) => {
        const created = await secrets.createSecret({ Name: 'one', SecretString: 'alpha', AddReplicaRegions });
        assert.deepEqual(
          created.ReplicationStatus?.map(({ Region }) => Region),
          [ELSEWHERE],
        );
        assert.equal(await readValue(elsewhere), 'alpha');
      },
    ],
    [
      'creates a secret without ReplicationStatus where it has no replicas',
      'It is of secrets in several regions.',
      async ({ secrets }) => {
        const created = await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        assert.equal(created.ReplicationStatus, undefined);
        const { ReplicationStatus, PrimaryRegion } = await secrets.describeSecret({ SecretId: 'one' });
        assert.deepEqual([ReplicationStatus, PrimaryRegion], [undefined, undefined]);
      },
    ],
    [
      'creates a secret whose replica overwrites a secret of the same name',
      'ForceOverwriteReplicaSecret.',
      async ({ secrets, elsewhere }) => {
        await elsewhere.createSecret({ Name: 'one', SecretString: 'older' });
        const create = { Name: 'one', SecretString: 'alpha', AddReplicaRegions, ForceOverwriteReplicaSecret: true };
        await secrets.createSecret(create);
        assert.equal(await readValue(elsewhere), 'alpha');
      },
    ],
    [
      'refuses an empty list of replica regions',
      'At least one.',
      async ({ secrets }) => {
        const creation = secrets.createSecret({ Name: 'one', SecretString: 'alpha', AddReplicaRegions: [] });
        await refused(creation, 'ValidationException', /addReplicaRegions/);
      },
    ],
  ]),
  ...casesFrom(secretsManagerApi('ReplicateSecretToRegions'), [
    [
      'replicates a secret that exists',
      'The answer has the ARN of the primary secret, and says InProgress.',
      async ({ secrets, elsewhere }) => {
        const { ARN } = await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const answer = await secrets.replicateSecretToRegions({ SecretId: 'one', AddReplicaRegions });
        assert.equal(answer.ARN, ARN);
        const { StatusMessage: _, ...begun } = answer.ReplicationStatus?.[0] ?? {};
        assert.deepEqual(begun, { ...IN_SYNC, Status: 'InProgress' });
        assert.equal(await readValue(elsewhere), 'alpha');
      },
    ],
    [
      'encrypts a replica with its own key',
      'KmsKeyId of the region; by default AWS’s own, whatever the key of the primary secret is.',
      async ({ secrets, elsewhere }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const keyed = [{ Region: ELSEWHERE, KmsKeyId: KEY }];
        await secrets.replicateSecretToRegions({ SecretId: 'one', AddReplicaRegions: keyed });
        assert.equal((await statusOf(secrets))?.[0]?.KmsKeyId, KEY);
        assert.equal((await elsewhere.describeSecret({ SecretId: 'one' })).KmsKeyId, KEY);
        assert.equal((await secrets.describeSecret({ SecretId: 'one' })).KmsKeyId, undefined);
      },
    ],
    [
      'overwrites no secret of the same name in the region of a replica',
      'ForceOverwriteReplicaSecret is false by default.',
      async ({ secrets, elsewhere }) => {
        await elsewhere.createSecret({ Name: 'one', SecretString: 'older' });
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        await secrets.replicateSecretToRegions({ SecretId: 'one', AddReplicaRegions });
        assert.equal(await readValue(elsewhere), 'older');
        assert.equal((await statusOf(secrets))?.[0]?.Status, 'Failed');
      },
    ],
    [
      'overwrites a secret of the same name with ForceOverwriteReplicaSecret',
      'Also where replication to that region has failed before.',
      async ({ secrets, elsewhere }) => {
        await elsewhere.createSecret({ Name: 'one', SecretString: 'older' });
        await replicated(secrets);
        const again = { SecretId: 'one', AddReplicaRegions, ForceOverwriteReplicaSecret: true };
        await secrets.replicateSecretToRegions(again);
        assert.equal((await statusOf(secrets))?.[0]?.Status, 'InSync');
        assert.equal(await readValue(elsewhere), 'alpha');
      },
    ],
    [
      'refuses to replicate a missing secret',
      'ResourceNotFoundException.',
      async ({ secrets }) => {
        const SecretId = 'absent';
        await refused(secrets.replicateSecretToRegions({ SecretId, AddReplicaRegions }), 'ResourceNotFoundException');
        const removal = secrets.removeRegionsFromReplication({ SecretId, RemoveReplicaRegions: [ELSEWHERE] });
        await refused(removal, 'ResourceNotFoundException');
        await refused(secrets.stopReplicationToReplica({ SecretId }), 'ResourceNotFoundException');
      },
    ],
    [
      'refuses to replicate a secret marked for deletion',
      'InvalidRequestException.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        await secrets.deleteSecret({ SecretId: 'one' });
        const marked = ['InvalidRequestException', /marked for deletion/] as const;
        await refused(secrets.replicateSecretToRegions({ SecretId: 'one', AddReplicaRegions }), ...marked);
        const removal = { SecretId: 'one', RemoveReplicaRegions: [ELSEWHERE] };
        await refused(secrets.removeRegionsFromReplication(removal), ...marked);
        await refused(secrets.stopReplicationToReplica({ SecretId: 'one' }), ...marked);
      },
    ],
    [
      'refuses a replica region that does not look like one',
      'Letters, hyphens and a number.',
      async ({ secrets }) => {
        await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
        const replication = { SecretId: 'one', AddReplicaRegions: [{ Region: 'Ireland' }] };
        await refused(secrets.replicateSecretToRegions(replication), 'ValidationException', /addReplicaRegions/);
        const removal = { SecretId: 'one', RemoveReplicaRegions: ['Ireland'] };
        await refused(secrets.removeRegionsFromReplication(removal), 'ValidationException', /removeReplicaRegions/);
      },
    ],
  ]),
  ...casesFrom(secretsManagerApi('DeleteSecret'), [
    [
      'refuses to delete a secret that has replicas',
      'They are removed first, forced or not.',
      async ({ secrets, elsewhere }) => {
        await replicated(secrets);
        await refused(secrets.deleteSecret({ SecretId: 'one' }), 'InvalidParameterException');
        const forced = secrets.deleteSecret({ SecretId: 'one', ForceDeleteWithoutRecovery: true });
        await refused(forced, 'InvalidParameterException');
        assert.equal(await readValue(elsewhere), 'alpha');
        await secrets.removeRegionsFromReplication({ SecretId: 'one', RemoveReplicaRegions: [ELSEWHERE] });
        await secrets.deleteSecret({ SecretId: 'one' });
      },
    ],
  ]),
  ...casesFrom(
    secretsManagerApi('DeleteSecret'),
    [
      [
        'names the replica regions of a secret that it refuses to delete',
        'With the ARN; gruntwork-io/cloud-nuke 435, rebuy-de/aws-nuke 1127.',
        async ({ secrets }) => {
          const arn = await replicated(secrets);
          await secrets.replicateSecretToRegions({ SecretId: 'one', AddReplicaRegions: [{ Region: 'eu-west-3' }] });
          const message = `You can't delete secret ${arn} that still has replica regions [${ELSEWHERE}, eu-west-3].`;
          const error: unknown = await secrets.deleteSecret({ SecretId: arn }).catch((thrown: unknown) => thrown);
          assert.ok(error instanceof Error);
          assert.equal(error.message, message);
        },
      ],
      [
        'refuses to delete a replica',
        'InvalidParameterException; gruntwork-io/cloud-nuke 435.',
        async ({ secrets, elsewhere }) => {
          await replicated(secrets);
          await refused(elsewhere.deleteSecret({ SecretId: 'one' }), 'InvalidParameterException', ON_REPLICA);
          const forced = elsewhere.deleteSecret({ SecretId: 'one', ForceDeleteWithoutRecovery: true });
          await refused(forced, 'InvalidParameterException', ON_REPLICA);
        },
      ],
    ],
    'quoted',
  ),
  ...casesFrom(
    secretsManagerApi('CreateSecret'),
    [
      [
        'refuses a replica in the region of the secret',
        'InvalidParameterException; aws-samples/aws-health-aware 32.',
        async ({ secrets }) => {
          const here = [{ Region: HERE }];
          const creation = secrets.createSecret({ Name: 'one', SecretString: 'alpha', AddReplicaRegions: here });
          await refused(creation, 'InvalidParameterException', /^Invalid replica region\.$/);
          await refused(secrets.describeSecret({ SecretId: 'one' }), 'ResourceNotFoundException');
        },
      ],
    ],
    'quoted',
  ),
  ...casesFrom(guide('replicate-secrets_troubleshoot'), [
    [
      'describes a replica that was not made, because its name is taken',
      'Failed; the request has succeeded.',
      async ({ secrets, elsewhere }) => {
        await elsewhere.createSecret({ Name: 'one', SecretString: 'older' });
        await replicated(secrets);
        const [{ Status, StatusMessage = '' } = {}] = (await statusOf(secrets)) ?? [];
        assert.equal(Status, 'Failed');
        assert.match(StatusMessage, /already exists/);
      },
    ],
  ]),
  ...casesFrom(secretsManagerApi('RemoveRegionsFromReplication'), [
    [
      'removes a replica at once',
      'The answer has the replicas that are left: none.',
      async ({ secrets, elsewhere }) => {
        const ARN = await replicated(secrets);
        const removal = { SecretId: 'one', RemoveReplicaRegions: [ELSEWHERE] };
        const answer = await secrets.removeRegionsFromReplication(removal);
        assert.deepEqual([answer.ARN, answer.ReplicationStatus], [ARN, []]);
        await refused(elsewhere.describeSecret({ SecretId: 'one' }), 'ResourceNotFoundException');
        assert.equal(await readValue(secrets), 'alpha');
      },
    ],
    [
      'removes only the named replicas',
      'The others are left, InSync.',
      async ({ secrets, elsewhere }) => {
        await replicated(secrets);
        await secrets.replicateSecretToRegions({ SecretId: 'one', AddReplicaRegions: [{ Region: 'eu-west-3' }] });
        const removal = { SecretId: 'one', RemoveReplicaRegions: ['eu-west-3'] };
        const { ReplicationStatus } = await secrets.removeRegionsFromReplication(removal);
        assert.deepEqual(ReplicationStatus, [{ ...IN_SYNC, StatusMessage: 'Replication succeeded' }]);
        assert.equal(await readValue(elsewhere), 'alpha');
      },
    ],
  ]),
  ...casesFrom(
    secretsManagerApi('ReplicateSecretToRegions'),
    [
      [
        'refuses to replicate a replica',
        'As every other change of it.',
        async ({ secrets, elsewhere }) => {
          await replicated(secrets);
          const replication = { SecretId: 'one', AddReplicaRegions: [{ Region: 'eu-west-3' }] };
          await refused(elsewhere.replicateSecretToRegions(replication), 'InvalidParameterException', ON_REPLICA);
          const removal = { SecretId: 'one', RemoveReplicaRegions: [ELSEWHERE] };
          await refused(elsewhere.removeRegionsFromReplication(removal), 'InvalidParameterException', ON_REPLICA);
        },
      ],
      [
        'refuses a replica in a region of another partition',
        'As one in the region of the secret.',
        async ({ secrets }) => {
          await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
          const replication = { SecretId: 'one', AddReplicaRegions: [{ Region: 'cn-north-1' }] };
          await refused(secrets.replicateSecretToRegions(replication), 'InvalidParameterException');
        },
      ],
      [
        'refuses a replica without a region',
        'Region is optional in AWS’s model alone.',
        async ({ secrets }) => {
          await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
          const replication = { SecretId: 'one', AddReplicaRegions: [{ KmsKeyId: KEY }] };
          await refused(secrets.replicateSecretToRegions(replication), 'InvalidParameterException');
        },
      ],
      [
        'keeps a replica that is asked for again',
        'With its key.',
        async ({ secrets }) => {
          await replicated(secrets);
          const again = { SecretId: 'one', AddReplicaRegions: [{ Region: ELSEWHERE, KmsKeyId: KEY }] };
          const { ReplicationStatus } = await secrets.replicateSecretToRegions(again);
          assert.deepEqual(ReplicationStatus, [{ ...IN_SYNC, StatusMessage: 'Replication succeeded' }]);
        },
      ],
      [
        'makes no replica where another secret’s replica has the name',
        'Failed, forced or not.',
        async ({ secrets, elsewhere }) => {
          await replicated(secrets);
          const back = { Name: 'one', SecretString: 'other', AddReplicaRegions, ForceOverwriteReplicaSecret: true };
          await refused(secrets.createSecret(back), 'ResourceExistsException');
          await elsewhere.stopReplicationToReplica({ SecretId: 'one' });
          await elsewhere.replicateSecretToRegions({ SecretId: 'one', AddReplicaRegions: [{ Region: 'eu-west-3' }] });
          const further = { SecretId: 'one', AddReplicaRegions: [{ Region: 'eu-west-3' }, { Region: ELSEWHERE }] };
          await secrets.replicateSecretToRegions({ ...further, ForceOverwriteReplicaSecret: true });
          assert.deepEqual(
            (await statusOf(secrets))?.map(({ Status }) => Status),
            ['Failed', 'Failed'],
          );
        },
      ],
    ],
    'assumed',
  ),
  ...casesFrom(
    secretsManagerApi('RemoveRegionsFromReplication'),
    [
      [
        'passes over a region without a replica',
        'It removes nothing there.',
        async ({ secrets, elsewhere }) => {
          await elsewhere.createSecret({ Name: 'one', SecretString: 'older' });
          await secrets.createSecret({ Name: 'one', SecretString: 'alpha' });
          const removal = { SecretId: 'one', RemoveReplicaRegions: [ELSEWHERE] };
          assert.deepEqual((await secrets.removeRegionsFromReplication(removal)).ReplicationStatus, []);
          assert.equal(await readValue(elsewhere), 'older');
        },
      ],
      [
        'removes a region whose replica failed, and not what has the name there',
        'The other secret is not a replica.',
        async ({ secrets, elsewhere }) => {
          await elsewhere.createSecret({ Name: 'one', SecretString: 'older' });
          await replicated(secrets);
          await secrets.removeRegionsFromReplication({ SecretId: 'one', RemoveReplicaRegions: [ELSEWHERE] });
          assert.equal(await statusOf(secrets), undefined);
          assert.equal(await readValue(elsewhere), 'older');
        },
      ],
    ],
    'assumed',
  ),
  ...casesFrom(
    secretsManagerApi('StopReplicationToReplica'),
    [
      [
        'refuses to promote what is not a replica',
        'InvalidParameterException, in the region of the primary secret too.',
        async ({ secrets }) => {
          await replicated(secrets);
          await secrets.createSecret({ Name: 'alone' });
          for (const SecretId of ['one', 'alone']) {
            await refused(secrets.stopReplicationToReplica({ SecretId }), 'InvalidParameterException');
          }
        },
      ],
    ],
    'assumed',
  ),
  ...casesFrom(
    secretsManagerApi('DeleteSecret'),
    [
      [
        'refuses to delete a secret whose replica failed',
        'Its region is still in ReplicationStatus.',
        async ({ secrets, elsewhere }) => {
          await elsewhere.createSecret({ Name: 'one', SecretString: 'older' });
          await replicated(secrets);
          await refused(secrets.deleteSecret({ SecretId: 'one' }), 'InvalidParameterException', /replica regions/);
        },
      ],
    ],
    'assumed',
  ),
];
