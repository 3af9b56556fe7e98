import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessReport, grantSecretRead } from '@amplify-secrets/backend';
import { accessMatrix, type Decision, loadBackend } from '@amplify-secrets/local';
import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import { App, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Draw, drawFrom } from './iam-oracle/draw.js';

const FUNCTIONS = 300;
const PLACE = { account: '123456789012', region: 'us-east-1' };

const secrets = defineSecrets({
  app: 'shop',
  environments: { prod: 'main' },
  secrets: { stripe: textSecret(), stripeAdmin: textSecret(), maps: textSecret({ name: 'shared/maps' }) },
});

/** By hand, as people write them and as they should not: of each kind some are about the secrets, some miss them by little. */
function drawStatement(draw: Draw, { partition, region, account }: Stack): PolicyStatement {
  const own = `arn:${partition}:secretsmanager:${region}:${account}:secret:`;
  const places = [
    own,
    own,
    own,
    `arn:aws:secretsmanager:us-east-1:${PLACE.account}:secret:`,
    'arn:*:secretsmanager:*:*:secret:',
    `arn:aws:secretsmanager:eu-west-1:${account}:secret:`,
    own.replace(/:$/, '/'),
  ] as const;
  const names = [
    'shop/prod/stripe',
    'shop/prod/*',
    '*/stripe',
    'shared/maps',
    'shop/*/str?pe',
    'Shop/prod/stripe',
  ] as const;
  const ends = ['-??????', '-??????', '-*', '*', '', '-?????'] as const;
  const name = () => `${draw.pick(places)}${draw.pick(names)}${draw.pick(ends)}`;
  const resources = draw.pick([[name()], [name(), name()], ['*'], [`arn:${partition}:s3:::*`]]);
  const actions = draw.pick([
    ['secretsmanager:GetSecretValue'],
    ['secretsmanager:PutSecretValue', 'secretsmanager:GetSecretValue'],
    ['secretsmanager:get*'],
    ['secretsmanager:*'],
    ['secretsmanager:Describe*', 'secretsmanager:UpdateSecretVersionStage'],
    ['*'],
    ['s3:*'],
  ]);
  const secure = draw.pick(['true', 'false']);
  return new PolicyStatement({
    effect: draw.chance(0.2) ? Effect.DENY : Effect.ALLOW,
    ...(draw.chance(0.2) ? { notActions: actions } : { actions }),
    ...(draw.chance(0.2) ? { notResources: resources } : { resources }),
    ...(draw.chance(0.2) ? { conditions: { Bool: { 'aws:SecureTransport': secure } } } : {}),
  });
}

interface Cell {
  readonly what: string;
  readonly said: 'yes' | 'maybe' | 'no';
  readonly evaluated: Decision['effect'];
}

describe('the report and the evaluator, which share no code', () => {
  let cells: Cell[];
  let outdir: string;

  beforeAll(() => {
    outdir = mkdtempSync(join(tmpdir(), 'report-agreement-'));
    const app = new App({
      outdir,
      // CDK's own look at the templates takes most of a synthesis and judges nothing that matters here.
      builtinCloudFormationValidation: false,
      context: {
        'amplify-backend-type': 'branch',
        'amplify-backend-namespace': 'd1',
        'amplify-backend-name': 'main',
        '@aws-cdk/core:stackResourceLimit': 0,
        'aws:cdk:enable-path-metadata': true,
      },
    });
    const root = new Stack(app, 'amplify');
    const draw = drawFrom(4);
    for (let index = 0; index < FUNCTIONS; index += 1) {
      const fn = new LambdaFunction(root, `fn${index}`, {
        runtime: Runtime.NODEJS_22_X,
        handler: 'index.handler',
        code: Code.fromInline('exports.handler = async () => {}'),
      });
      if (draw.chance(0.5)) grantSecretRead(fn, draw.pick([secrets.stripe, secrets.maps]));
      for (const statement of draw.several(1, 3, () => drawStatement(draw, root))) fn.addToRolePolicy(statement);
    }
    // The guard has much to say of these.
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    app.synth();
    vi.restoreAllMocks();
    const report = accessReport(root);
    const places = report.secrets.flatMap((secret) => secret.places);
    const functionOf = new Map(report.principals.flatMap(({ id, functions }) => functions.map((name) => [name, id])));
    const arnOf = (name: string) => `arn:aws:secretsmanager:us-east-1:${PLACE.account}:secret:${name}-a1B2c3`;
    const matrix = accessMatrix(
      loadBackend(outdir, PLACE),
      places.map(({ name }) => arnOf(name)),
    );
    cells = matrix.flatMap((row) => {
      const place = places.find(({ name }) => arnOf(name) === row.resource.arn);
      const access = place?.access.find(({ principal }) => principal === functionOf.get(row.function));
      return (['read', 'write'] as const).map((way) => ({
        what: `${row.function} ${way} ${place?.name}`,
        said: access?.allowed.includes(way) ? 'yes' : access?.possible.includes(way) ? 'maybe' : 'no',
        evaluated: row[way].effect,
      }));
    });
  });

  afterAll(() => rmSync(outdir, { recursive: true, force: true }));

  it('agree on every cell that the report is sure of', () => {
    expect(cells).toHaveLength(FUNCTIONS * 3 * 2);
    const sure = { yes: 'allow', no: 'deny' };
    expect(cells.filter(({ said, evaluated }) => said !== 'maybe' && evaluated !== sure[said])).toEqual([]);
  });

  it('are sure of most, of either kind', () => {
    const count = (said: Cell['said']) => cells.filter((cell) => cell.said === said).length;
    expect(count('yes')).toBeGreaterThan(cells.length / 10);
    expect(count('no')).toBeGreaterThan(cells.length / 10);
    expect(count('maybe')).toBeLessThan(cells.length / 3);
  });
});
