import assert from 'node:assert/strict';
import type { SSM } from '@aws-sdk/client-ssm';
import { casesFrom, refused, systemsManagerApi } from '../fidelity-case.js';

/** `/app/one` with the versions `alpha` and `beta`. */
async function twoVersions(parameters: SSM): Promise<void> {
  await parameters.putParameter({ Name: '/app/one', Value: 'alpha', Type: 'String' });
  await parameters.putParameter({ Name: '/app/one', Value: 'beta', Overwrite: true });
}

const one = { ResourceType: 'Parameter', ResourceId: '/app/one' } as const;

export const parameterVersionCases = [
  ...casesFrom(systemsManagerApi('LabelParameterVersion'), [
    [
      'reads a parameter by label',
      'name:label.',
      async ({ parameters }) => {
        await twoVersions(parameters);
        await parameters.labelParameterVersion({ Name: '/app/one', ParameterVersion: 1, Labels: ['stable'] });
        const { Parameter } = await parameters.getParameter({ Name: '/app/one:stable' });
        assert.equal(Parameter?.Value, 'alpha');
      },
    ],
    [
      'labels the latest version of a parameter by default',
      'Without a version, the latest.',
      async ({ parameters }) => {
        await twoVersions(parameters);
        const labelled = await parameters.labelParameterVersion({ Name: '/app/one', Labels: ['stable'] });
        assert.equal(labelled.ParameterVersion, 2);
        assert.equal((await parameters.getParameter({ Name: '/app/one:stable' })).Parameter?.Value, 'beta');
      },
    ],
    [
      'moves a label between versions of a parameter',
      'A label is on one version.',
      async ({ parameters }) => {
        await twoVersions(parameters);
        await parameters.labelParameterVersion({ Name: '/app/one', ParameterVersion: 1, Labels: ['stable'] });
        await parameters.labelParameterVersion({ Name: '/app/one', ParameterVersion: 2, Labels: ['stable'] });
        assert.equal((await parameters.getParameter({ Name: '/app/one:stable' })).Parameter?.Value, 'beta');
      },
    ],
    [
      'returns invalid labels and attaches the others',
      'A label begins neither with a digit nor with aws or ssm.',
      async ({ parameters }) => {
        await twoVersions(parameters);
        const Labels = ['1st', 'aws-x', 'ssm-x', 'fine'];
        const { InvalidLabels } = await parameters.labelParameterVersion({ Name: '/app/one', Labels });
        assert.deepEqual([...(InvalidLabels ?? [])].sort(), ['1st', 'aws-x', 'ssm-x']);
      },
    ],
    [
      'refuses the 11th label on a version of a parameter',
      'At most 10.',
      async ({ parameters }) => {
        await twoVersions(parameters);
        const Labels = Array.from({ length: 10 }, (_, index) => `l${index}`);
        await parameters.labelParameterVersion({ Name: '/app/one', Labels });
        const more = parameters.labelParameterVersion({ Name: '/app/one', Labels: ['more'] });
        await refused(more, 'ParameterVersionLabelLimitExceeded');
      },
    ],
    [
      'refuses to label a missing version of a parameter',
      'ParameterVersionNotFound.',
      async ({ parameters }) => {
        await twoVersions(parameters);
        const label = parameters.labelParameterVersion({ Name: '/app/one', ParameterVersion: 9, Labels: ['a'] });
        await refused(label, 'ParameterVersionNotFound');
      },
    ],
    [
      'refuses to read a parameter by a missing label',
      'ParameterVersionNotFound.',
      async ({ parameters }) => {
        await twoVersions(parameters);
        await refused(parameters.getParameter({ Name: '/app/one:absent' }), 'ParameterVersionNotFound');
      },
    ],
  ]),
  ...casesFrom(systemsManagerApi('UnlabelParameterVersion'), [
    [
      'removes a label from a version of a parameter',
      'RemovedLabels and InvalidLabels.',
      async ({ parameters }) => {
        await twoVersions(parameters);
        await parameters.labelParameterVersion({ Name: '/app/one', Labels: ['stable'] });
        const Labels = ['stable', 'absent'];
        const off = await parameters.unlabelParameterVersion({ Name: '/app/one', ParameterVersion: 2, Labels });
        assert.deepEqual(off.RemovedLabels, ['stable']);
        assert.deepEqual(off.InvalidLabels, ['absent']);
      },
    ],
  ]),
  ...casesFrom(systemsManagerApi('GetParameterHistory'), [
    [
      'lists the versions of a parameter',
      'Oldest first, with labels.',
      async ({ parameters }) => {
        await twoVersions(parameters);
        await parameters.labelParameterVersion({ Name: '/app/one', ParameterVersion: 1, Labels: ['stable'] });
        const { Parameters } = await parameters.getParameterHistory({ Name: '/app/one' });
        assert.deepEqual(
          Parameters?.map(({ Version, Value }) => [Version, Value]),
          [
            [1, 'alpha'],
            [2, 'beta'],
          ],
        );
        assert.deepEqual(Parameters?.[0]?.Labels, ['stable']);
      },
    ],
    [
      'refuses to list the versions of a missing parameter',
      'ParameterNotFound.',
      async ({ parameters }) => {
        await refused(parameters.getParameterHistory({ Name: '/app/absent' }), 'ParameterNotFound');
      },
    ],
  ]),
  ...casesFrom('https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-versions.html', [
    [
      'keeps 100 versions of a parameter',
      'The 101st removes the oldest.',
      async ({ parameters }) => {
        await parameters.putParameter({ Name: 'one', Value: 'v1', Type: 'String' });
        for (let version = 2; version <= 101; version += 1) {
          await parameters.putParameter({ Name: 'one', Value: `v${version}`, Overwrite: true });
        }
        await refused(parameters.getParameter({ Name: 'one:1' }), 'ParameterVersionNotFound');
        assert.equal((await parameters.getParameter({ Name: 'one:2' })).Parameter?.Value, 'v2');
      },
    ],
    [
      'keeps the oldest version of a parameter when it has a label',
      'The next put is refused.',
      async ({ parameters }) => {
        await parameters.putParameter({ Name: 'one', Value: 'v1', Type: 'String' });
        await parameters.labelParameterVersion({ Name: 'one', Labels: ['keep'] });
        for (let version = 2; version <= 100; version += 1) {
          await parameters.putParameter({ Name: 'one', Value: `v${version}`, Overwrite: true });
        }
        const put = parameters.putParameter({ Name: 'one', Value: 'v101', Overwrite: true });
        await refused(put, 'ParameterMaxVersionLimitExceeded');
      },
    ],
  ]),
  ...casesFrom(systemsManagerApi('AddTagsToResource'), [
    [
      'tags a parameter',
      'ListTagsForResource returns the tags.',
      async ({ parameters }) => {
        await twoVersions(parameters);
        await parameters.addTagsToResource({
          ...one,
          Tags: [
            { Key: 'a', Value: '1' },
            { Key: 'b', Value: '2' },
          ],
        });
        await parameters.removeTagsFromResource({ ...one, TagKeys: ['a'] });
        const { TagList } = await parameters.listTagsForResource(one);
        assert.deepEqual(TagList, [{ Key: 'b', Value: '2' }]);
      },
    ],
    [
      'refuses to tag a missing parameter',
      'InvalidResourceId.',
      async ({ parameters }) => {
        const tagging = parameters.addTagsToResource({ ...one, Tags: [{ Key: 'a', Value: '1' }] });
        await refused(tagging, 'InvalidResourceId');
      },
    ],
  ]),
  ...casesFrom('https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html', [
    [
      'identifies the caller',
      'Account, ARN and user id.',
      async ({ sts }) => {
        const identity = await sts.getCallerIdentity({});
        assert.equal(identity.Account, '123456789012');
        assert.match(identity.Arn ?? '', /^arn:aws:(iam|sts)::123456789012:/);
        assert.ok((identity.UserId ?? '').length > 0);
      },
    ],
  ]),
];
