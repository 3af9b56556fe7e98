import type { AccessRequest, NamedPolicy, Statement } from '@amplify-secrets/local/iam';
import type { Draw } from './draw.js';
import { type Asked, drawCondition, drawContext } from './draw-condition.js';
import { drawResourcePattern } from './draw-resource.js';

const OWNER = '123456789012';
const OTHER = '999999999999';

interface Question extends Asked {
  readonly resource: string;
}

/** A request with policies that are about it. AWS would store all of them. */
export function drawRequest(draw: Draw): AccessRequest {
  const { action, resource } = drawActionAndResource(draw);
  const account = draw.chance(0.12) && resource !== '*' ? OTHER : OWNER;
  const isKey = action.startsWith('kms:');
  const hasResourcePolicy = resource !== '*' && (isKey || draw.chance(account === OTHER ? 0.85 : 0.35));
  const asked: Question = { action, resource, validated: resource === '*' || hasResourcePolicy };
  const arn = `arn:aws:iam::${account}:role/reader`;
  const policies = draw.times(1, 3, () => drawPolicy(draw, asked, 'identity'));
  return {
    action,
    resource,
    role: {
      arn,
      account,
      name: 'reader',
      policies: policies.map((policy, index) => ({ ...policy, name: `P${index}` })),
      ...(draw.chance(0.25) && { boundary: { ...drawPolicy(draw, asked, 'identity', 0.85), name: 'B' } }),
    },
    ...(hasResourcePolicy && { session: draw.pick(['nightly', 'weekly']) }),
    context: drawContext(draw, asked),
    ...(hasResourcePolicy && { resourcePolicy: { ...drawPolicy(draw, asked, 'resource'), name: 'R' } }),
    ...(isKey && { resourcePolicyRule: 'key' as const }),
  };
}

function drawActionAndResource(draw: Draw): Pick<AccessRequest, 'action' | 'resource'> {
  const kind = draw.whole(20);
  if (kind < 2) return { action: 'secretsmanager:BatchGetSecretValue', resource: '*' };
  if (kind < 6) {
    const name = draw.pick(['amplify/d123/main-branch-0123456789/stripe', 'amplify/shared/d123/stripe', 'prod/a']);
    return {
      action: draw.pick(['ssm:GetParameter', 'ssm:GetParameters']),
      resource: `arn:aws:ssm:us-east-1:${OWNER}:parameter/${name}`,
    };
  }
  if (kind < 10) {
    const id = draw.pick(['1234abcd-12ab-34cd-56ef-1234567890ab', 'mrk-1234abcd']);
    return {
      action: draw.pick(['kms:Decrypt', 'kms:GenerateDataKey']),
      resource: `arn:aws:kms:us-east-1:${OWNER}:key/${id}`,
    };
  }
  const name = draw.pick([
    'myapp/prod/stripe-AbC123',
    'myapp/prod/stripe-tokens-AbC123',
    'myapp/dev/stripe-AbC123',
    'upwork-oauth-tokens-Zz09aB',
    'a+b=c.d@e_f-AbC123',
  ]);
  return {
    action: draw.pick([
      'secretsmanager:GetSecretValue',
      'secretsmanager:PutSecretValue',
      'secretsmanager:DescribeSecret',
    ]),
    resource: `arn:aws:secretsmanager:us-east-1:${OWNER}:secret:${name}`,
  };
}

function drawPolicy(
  draw: Draw,
  asked: Question,
  kind: 'identity' | 'resource',
  allowing = 0.78,
): Omit<NamedPolicy, 'name'> {
  const Statement = draw.times(1, 3, () => drawStatement(draw, asked, kind, allowing));
  const [only] = Statement;
  // The oracle replaces variables in policies of every version, so policies of 2008-10-17 have none here.
  const version = draw.chance(0.92) || JSON.stringify(Statement).includes('${') ? '2012-10-17' : '2008-10-17';
  return {
    document: {
      ...((version === '2012-10-17' || draw.chance(0.5)) && { Version: version }),
      Statement: only !== undefined && Statement.length === 1 && draw.chance(0.3) ? only : Statement,
    },
  };
}

function drawStatement(draw: Draw, asked: Question, kind: 'identity' | 'resource', allowing: number): Statement {
  const Effect = draw.chance(allowing) ? 'Allow' : 'Deny';
  const actions = oneOrSeveral(draw, () => drawAction(draw, asked.action));
  const resources = oneOrSeveral(draw, () =>
    kind === 'resource' && draw.chance(0.5) ? '*' : drawResourcePattern(draw, asked.resource),
  );
  return {
    Effect,
    ...(draw.chance(0.12) ? { NotAction: actions } : { Action: actions }),
    ...(draw.chance(0.12) ? { NotResource: resources } : { Resource: resources }),
    ...(draw.chance(Effect === 'Deny' ? 0.6 : 0.35) && { Condition: drawCondition(draw, asked) }),
    ...(kind === 'resource' && drawWhose(draw, Effect)),
  };
}

function drawAction(draw: Draw, action: string): string {
  const [service = '', name = ''] = action.split(':');
  const cut = draw.whole(name.length + 1);
  return draw.pick([
    '*',
    action,
    action,
    `${service}:*`,
    action.toUpperCase(),
    `${service}:${name.slice(0, cut)}*`,
    `${service}:*${name.slice(cut)}`,
    `${service}:${name.slice(0, cut)}?${name.slice(cut + 1)}`,
    `${service}:${name}s`,
    's3:*',
  ]);
}

function drawWhose(draw: Draw, effect: string): Pick<Statement, 'Principal' | 'NotPrincipal'> {
  if (effect === 'Deny' && draw.chance(0.3)) {
    return { NotPrincipal: { AWS: draw.times(1, 3, () => drawException(draw)).flat() } };
  }
  return { Principal: drawPrincipal(draw) };
}

/** A role with its account, or another principal: with only one of the two, the evaluator says unknown. */
function drawException(draw: Draw): string[] {
  const account = draw.pick([OWNER, OWNER, OTHER]);
  return draw.pick([
    [`arn:aws:iam::${account}:role/reader`, `arn:aws:iam::${account}:root`],
    [`arn:aws:sts::${account}:assumed-role/reader/nightly`, `arn:aws:iam::${account}:role/reader`, account],
    [`arn:aws:iam::${account}:role/other`],
    [`arn:aws:iam::${account}:user/reader`],
    [`arn:aws:sts::${account}:assumed-role/other/nightly`],
  ]);
}

function drawPrincipal(draw: Draw): unknown {
  const aws = () =>
    draw.pick([
      '*',
      `arn:aws:iam::${OWNER}:role/reader`,
      `arn:aws:iam::${OTHER}:role/reader`,
      `arn:aws:iam::${OWNER}:role/other`,
      `arn:aws:iam::${OWNER}:user/reader`,
      `arn:aws:iam::${OWNER}:root`,
      `arn:aws:iam::${OTHER}:root`,
      OWNER,
      OTHER,
      `arn:aws:sts::${OWNER}:assumed-role/reader/nightly`,
      `arn:aws:sts::${OTHER}:assumed-role/reader/nightly`,
      `arn:aws:sts::${OWNER}:assumed-role/other/nightly`,
    ]);
  if (draw.chance(0.08)) return '*';
  if (draw.chance(0.08)) return { Service: 'lambda.amazonaws.com' };
  return { AWS: oneOrSeveral(draw, aws), ...(draw.chance(0.1) && { Service: 'lambda.amazonaws.com' }) };
}

function oneOrSeveral(draw: Draw, make: () => string): string | string[] {
  const texts = draw.times(1, 3, make);
  const [only] = texts;
  return only !== undefined && texts.length === 1 && draw.chance(0.5) ? only : texts;
}
