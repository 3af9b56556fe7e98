import type { Statement } from '@amplify-secrets/local/iam';
import { describe, expect, it } from 'vitest';
import { drawFrom } from '../iam-oracle/draw.js';
import { drawProject } from './draw-project.js';
import { KIT } from './kit.js';
import { synthesizeProject } from './synthesize-project.js';

const PROJECTS = 40;
const BATCH = 'secretsmanager:BatchGetSecretValue';
const ON_ONE = [
  'secretsmanager:GetSecretValue',
  'secretsmanager:PutSecretValue',
  'secretsmanager:UpdateSecretVersionStage',
  'ssm:GetParameter',
  'ssm:GetParameters',
  'ssm:PutParameter',
];
// What Lambda's own policy, and the policies that are grantees, contain beside the grants.
const OTHERS = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents', 's3:GetObject'];

/** Requests can only try actions that somebody thought of; the statements show everything. */
describe('the statements of generated projects', () => {
  const statements = Array.from({ length: PROJECTS }, (_, seed) => synthesizeProject(KIT, drawProject(drawFrom(seed))))
    .flatMap(({ roles }) => roles.flatMap(({ policies }) => policies.flatMap(({ document }) => document.Statement)))
    .flat()
    .filter(({ Action }) => !OTHERS.includes([Action].flat()[0] ?? ''));

  const keyed = statements.filter(({ Action }) => [Action].flat()[0]?.startsWith('kms:'));
  const plain = statements.filter((statement) => !keyed.includes(statement));

  it('allow by name: no NotAction, no NotResource, no condition that could widen, no other Effect', () => {
    expect(plain.length).toBeGreaterThan(PROJECTS * 4);
    const keys = new Set(plain.flatMap((statement: Statement) => Object.keys(statement)));
    expect([...keys].sort()).toEqual(['Action', 'Effect', 'Resource']);
    expect(new Set(statements.map(({ Effect }) => Effect))).toEqual(new Set(['Allow']));
  });

  it('name seven actions and never a wildcard of them', () => {
    const actions = new Set(plain.flatMap(({ Action }) => Action ?? []));
    expect([...actions].sort()).toEqual([...ON_ONE, BATCH].sort());
  });

  it('use one key each, through one store and for what was granted', () => {
    expect(keyed.length).toBeGreaterThan(PROJECTS / 4);
    for (const { Action, Resource, Condition, ...rest } of keyed) {
      expect(rest).toEqual({ Effect: 'Allow' });
      expect(
        [Action].flat().filter((action) => !['kms:Decrypt', 'kms:GenerateDataKey'].includes(action ?? '')),
      ).toEqual([]);
      expect([Resource].flat()).toEqual([expect.stringMatching(/^arn:[^*?]+:kms:[^*?]+:key\/[^*?]+$/)]);
      expect(Condition).toEqual({
        StringEquals: { 'kms:ViaService': expect.stringMatching(/^(secretsmanager|ssm)\.[a-z0-9-]+\.amazonaws\.com$/) },
        ArnLike: expect.any(Object),
      });
      const [[context, arns] = []] = Object.entries(Condition?.ArnLike ?? {});
      expect(Object.keys(Condition?.ArnLike ?? {})).toHaveLength(1);
      expect(context).toMatch(/^kms:EncryptionContext:(SecretARN|PARAMETER_ARN)$/);
      expect([arns].flat().filter((arn) => /^arn:[^*?]*:(secret:|parameter\/)./.test(String(arn)))).toEqual(
        [arns].flat(),
      );
    }
  });

  it('name every resource only for a batch, which by itself reads nothing', () => {
    const everywhere = statements.filter(({ Resource }) => [Resource].flat().includes('*'));
    expect(new Set(everywhere.flatMap(({ Action }) => Action ?? []))).toEqual(new Set([BATCH]));
  });
});
