import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { grantSecretRead, secretsMatching } from '@amplify-secrets/backend';
import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { amplifyApp } from './amplify-app.js';
import { makeFunction } from './make-grantee.js';
import { silently } from './synthesize-project.js';

/** Ways to let one function read the same secrets. */
export const WAYS = {
  'grantSecretRead of this kit': (lambda: LambdaFunction, names: readonly string[]) => {
    const secrets = declared(names);
    for (const name of names) {
      const secret = secrets[name];
      if (secret !== undefined) grantSecretRead(lambda, secret);
    }
  },
  'one pattern of this kit': (lambda: LambdaFunction, names: readonly string[]) => {
    grantSecretRead(lambda, secretsMatching(declared(names), 'service-*'));
  },
  'grantRead of CDK': (lambda: LambdaFunction, names: readonly string[]) => {
    for (const name of names) Secret.fromSecretNameV2(lambda.stack, name, `${FOLDER}/${name}`).grantRead(lambda);
  },
  'a hand-written statement each': (lambda: LambdaFunction, names: readonly string[]) => {
    const { partition, region, account } = lambda.stack;
    for (const name of names) {
      lambda.addToRolePolicy(
        new PolicyStatement({
          actions: ['secretsmanager:GetSecretValue'],
          resources: [`arn:${partition}:secretsmanager:${region}:${account}:secret:${FOLDER}/${name}-??????`],
        }),
      );
    }
  },
} as const;
export type Way = keyof typeof WAYS;

const FOLDER = 'myapp/prod';

function declared(names: readonly string[]) {
  return defineSecrets({
    app: 'myapp',
    environments: { prod: 'main' },
    secrets: Object.fromEntries(names.map((name) => [name, textSecret()])),
  });
}

/** How many secrets one function may read, and how long their full names are (`myapp/prod/service-0001` is 23). */
export interface Load {
  readonly secrets: number;
  readonly nameLength: number;
}

/** Characters of the role's policies as IAM counts them: without whitespace, and with pseudo parameters replaced. */
export interface Size {
  readonly inline: number;
  readonly managed: readonly number[];
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: characters of all inline policies of a role and of one
// managed policy, without whitespace; managed policies of a role, by default and at most.
export const QUOTAS = { inline: 10_240, managed: 6_144, attached: 10, attachedAtMost: 20 };

/** Grants one function to read the secrets, in a branch's plain stack for any account and region. Throws what the synthesis throws. */
export function measure(way: Way, load: Load): Size {
  const outdir = mkdtempSync(join(tmpdir(), 'size-'));
  try {
    const app = amplifyApp({ type: 'branch', namespace: 'd1a2b3c4', name: 'main' }, outdir);
    const lambda = makeFunction(new Stack(app, 'amplify'), 'fn');
    WAYS[way](lambda, namesOf(load));
    silently(() => app.synth());
    return sizesIn(outdir);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function namesOf({ secrets, nameLength }: Load): readonly string[] {
  const digits = nameLength - `${FOLDER}/service-`.length;
  return Array.from({ length: secrets }, (_, index) => `service-${String(index).padStart(digits, '0')}`);
}

function sizesIn(outdir: string): Size {
  const [file = ''] = readdirSync(outdir).filter((name) => name.endsWith('.template.json'));
  const template: unknown = JSON.parse(readFileSync(join(outdir, file), 'utf8'), fill);
  const resources = isRecord(template) && isRecord(template.Resources) ? Object.values(template.Resources) : [];
  const ofType = (type: string) =>
    resources.flatMap((resource) =>
      isRecord(resource) && resource.Type === type && isRecord(resource.Properties)
        ? [JSON.stringify(resource.Properties.PolicyDocument).length]
        : [],
    );
  return { inline: sum(ofType('AWS::IAM::Policy')), managed: ofType('AWS::IAM::ManagedPolicy') };
}

/** Resolves the intrinsic functions in these stacks, for the region with the longest name. */
function fill(_key: string, value: unknown): unknown {
  if (!isRecord(value)) return value;
  if (typeof value.Ref === 'string') return PSEUDO[value.Ref] ?? value.Ref;
  const join = value['Fn::Join'];
  return Array.isArray(join) && Array.isArray(join[1]) ? join[1].join(String(join[0])) : value;
}

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::Region': 'ap-southeast-2',
  'AWS::AccountId': '123456789012',
};

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether IAM accepts the policies, with the managed policies that an account has by default (one is Lambda's own). */
export function fitsQuotas({ inline, managed }: Size): boolean {
  return (
    inline <= QUOTAS.inline && managed.every((size) => size <= QUOTAS.managed) && managed.length + 1 <= QUOTAS.attached
  );
}

export function charactersOf({ inline, managed }: Size): number {
  return managed.reduce((total, size) => total + size, inline);
}

/** The synthesis stops, or IAM accepts the role, or the deployment fails. */
export type Outcome = 'stopped' | 'deployed' | 'refused';

export function outcomeOf(way: Way, load: Load): Outcome {
  try {
    return fitsQuotas(measure(way, load)) ? 'deployed' : 'refused';
  } catch (error) {
    if (error instanceof Error && error.name === 'GrantTooLargeError') return 'stopped';
    throw error;
  }
}

/** How many secrets can be granted to one function within IAM's quotas, up to `most`. */
export function mostSecrets(way: Way, nameLength: number, most: number): number {
  let [fits, fails] = [0, most + 1];
  while (fails - fits > 1) {
    const middle = Math.floor((fits + fails) / 2);
    if (outcomeOf(way, { secrets: middle, nameLength }) === 'deployed') fits = middle;
    else fails = middle;
  }
  return fits;
}
