import type { Statement } from '@amplify-secrets/local';
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
// What Lambda's own policy, and the policies that are grantees, hold beside the grants.
const OTHERS = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents', 's3:GetObject'];

/** Requests can only try the actions they know of; the statements say all there is. */
describe('the statements of generated projects', () => {
  const statements = Array.from({ length: PROJECTS }, (_, seed) => synthesizeProject(KIT, drawProject(drawFrom(seed))))
    .flatMap(({ roles }) => roles.flatMap(({ policies }) => policies.flatMap(({ document }) => document.Statement)))
    .flat()
    .filter(({ Action }) => !OTHERS.includes([Action].flat()[0] ?? ''));

  it('allow by name: no NotAction, no NotResource, no condition that could widen, no other effect', () => {
    expect(statements.length).toBeGreaterThan(PROJECTS * 4);
    const keys = new Set(statements.flatMap((statement: Statement) => Object.keys(statement)));
    expect([...keys].sort()).toEqual(['Action', 'Effect', 'Resource']);
    expect(new Set(statements.map(({ Effect }) => Effect))).toEqual(new Set(['Allow']));
  });

  it('name seven actions and never a wildcard of them', () => {
    const actions = new Set(statements.flatMap(({ Action }) => Action ?? []));
    expect([...actions].sort()).toEqual([...ON_ONE, BATCH].sort());
  });

  it('reach every resource only for a batch, which by itself reads nothing', () => {
    const everywhere = statements.filter(({ Resource }) => [Resource].flat().includes('*'));
    expect(new Set(everywhere.flatMap(({ Action }) => Action ?? []))).toEqual(new Set([BATCH]));
  });
});
