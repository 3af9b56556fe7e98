import { CfnManagedPolicy, CfnPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Draw } from './iam-oracle/draw.js';

const STRIPE = 'secretsmanager:us-east-1:123456789012:secret:shop/prod/stripe-??????';

/** Values that the parameters of the template may have at deployment. */
export const PARAMETERS = {
  Switch: ['on', 'off'],
  Arn: ['*', `arn:aws:${STRIPE}`, 'arn:aws:secretsmanager:*:*:secret:shared/*', 'arn:aws:s3:::x'],
  /** All that comes after `arn:aws:`, colons too. */
  Rest: [STRIPE, 'secretsmanager:*', 's3:::x'],
  Stage: ['prod', 'dev', '*'],
  Action: ['secretsmanager:GetSecretValue', 'secretsmanager:Put*', '*', 's3:*'],
  Verb: ['GetSecretValue', 'PutSecretValue', 'Describe*', '*'],
  Effect: ['Allow', 'Deny'],
} as const satisfies Record<string, readonly [string, ...string[]]>;

/** The name of the export whose value may be any of `Arn`. */
export const EXPORTED = 'SharedSecretArn';

type Statement = Readonly<Record<string, unknown>>;

const NOTHING = { Ref: 'AWS::NoValue' };
/** AWS refuses a policy without a statement. */
const REST = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::x/*' };
const DRAWN = [onTheWhole, onEffect, onAction, onResource, onResource, onCondition] as const;

/** Attaches statements that leave something to the deployment, in one of the ways that templates offer. */
export function attachUndecided(draw: Draw, fn: LambdaFunction, drawn: readonly Statement[]): void {
  const role = fn.role?.node.defaultChild;
  if (!(role instanceof CfnRole)) throw new Error('a function without its own role');
  const statements = drawn.map((statement) => (draw.chance(0.6) ? draw.pick(DRAWN)(draw, statement) : statement));
  const document = { Version: '2012-10-17', Statement: [...statements, REST] };
  const policy = (policyDocument: unknown, roles: unknown = [{ Ref: fn.stack.getLogicalId(role) }]) => {
    const made = new CfnPolicy(fn, 'Undecided', { policyName: 'undecided', policyDocument: {} });
    made.addPropertyOverride('PolicyDocument', policyDocument);
    made.addPropertyOverride('Roles', roles);
  };
  const inline = { PolicyName: 'undecided', PolicyDocument: document };
  const managed = () => {
    const made = new CfnManagedPolicy(fn, 'Undecided', { policyDocument: document });
    return { Ref: fn.stack.getLogicalId(made) };
  };
  const ways = [
    () => policy(document),
    () => policy(document),
    () => policy({ ...document, Statement: either(draw, document.Statement, [REST]) }),
    () => policy(either(draw, document, { ...document, Statement: [REST] })),
    () => policy(document, [either(draw, { Ref: fn.stack.getLogicalId(role) }, 'another')]),
    () => role.addPropertyOverride('Policies', [either(draw, inline, NOTHING)]),
    () => role.addPropertyOverride('Policies', either(draw, [inline], [])),
    () => role.addPropertyOverride('ManagedPolicyArns', [either(draw, managed(), NOTHING)]),
    () => role.addPropertyOverride('ManagedPolicyArns', either(draw, [managed()], [])),
  ] as const;
  draw.pick(ways)();
}

function either(draw: Draw, one: unknown, other: unknown): object {
  return { 'Fn::If': ['IsOn', ...(draw.chance(0.5) ? [one, other] : [other, one])] };
}

function onTheWhole(draw: Draw, statement: Statement): object {
  return either(draw, statement, draw.chance(0.5) ? NOTHING : { ...statement, Effect: 'Deny' });
}

function onEffect(draw: Draw, statement: Statement): object {
  return { ...statement, Effect: draw.pick([{ Ref: 'Effect' }, either(draw, 'Allow', 'Deny')]) };
}

function onAction(draw: Draw, statement: Statement): object {
  const property = 'NotAction' in statement ? 'NotAction' : 'Action';
  const own = statement[property];
  const choices = [
    { Ref: 'Action' },
    either(draw, own, 's3:*'),
    ['s3:GetObject', either(draw, 'secretsmanager:GetSecretValue', NOTHING)],
    { 'Fn::Sub': `secretsmanager:\${Verb}` },
    { 'Fn::Join': [':', ['secretsmanager', { Ref: 'Verb' }]] },
  ] as const;
  return { ...statement, [property]: draw.pick(choices) };
}

function onResource(draw: Draw, statement: Statement): object {
  const property = 'NotResource' in statement ? 'NotResource' : 'Resource';
  const own = statement[property];
  const ofStage = `arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/\${Stage}/stripe-??????`;
  const choices = [
    { Ref: 'Arn' },
    ['arn:aws:s3:::x', { Ref: 'Arn' }],
    { 'Fn::ImportValue': EXPORTED },
    either(draw, own, 'arn:aws:s3:::x'),
    ['arn:aws:s3:::x', either(draw, own, NOTHING)],
    { 'Fn::Sub': ofStage },
    { 'Fn::Sub': [ofStage, { Stage: { Ref: 'Stage' } }] },
    { 'Fn::Join': ['', ['arn:aws:', { Ref: 'Rest' }]] },
    { 'Fn::Select': [0, [{ Ref: 'Arn' }]] },
  ] as const;
  return { ...statement, [property]: draw.pick(choices) };
}

function onCondition(draw: Draw, statement: Statement): object {
  const secure = { Bool: { 'aws:SecureTransport': 'true' } };
  return { ...statement, Condition: either(draw, secure, NOTHING) };
}
