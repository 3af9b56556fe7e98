import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { grantSecretRead } from '@amplify-secrets/backend';
import { type AccessReport, accessReport } from '@amplify-secrets/backend/report';
import { accessMatrix, type Decision, type LoadBackendOptions, loadBackend } from '@amplify-secrets/local';
import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import { App, CfnCondition, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Draw, drawFrom } from './iam-oracle/draw.js';
import { attachUndecided, EXPORTED, PARAMETERS } from './report-undecided.test.support.js';

const FUNCTIONS = 300;
const UNDECIDED_FUNCTIONS = 300;
const DEPLOYMENTS = 24;
const PLACE = { account: '123456789012', region: 'us-east-1' };

const secrets = defineSecrets({
  app: 'shop',
  environments: { prod: 'main' },
  secrets: { stripe: textSecret(), stripeAdmin: textSecret(), maps: textSecret({ name: 'shared/maps' }) },
});

/** Hand-written statements, right and wrong ones: of each kind some match the secrets, and some just miss them. */
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

const SURE = { yes: 'allow', no: 'deny' };

describe('the report and the evaluator', () => {
  let report: AccessReport;
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
    for (const name of Object.keys(PARAMETERS)) new CfnParameter(root, name);
    new CfnCondition(root, 'IsOn', { expression: Fn.conditionEquals(Fn.ref('Switch'), 'on') });
    const draw = drawFrom(4);
    const makeFunction = (id: string) => {
      const fn = new LambdaFunction(root, id, {
        runtime: Runtime.NODEJS_22_X,
        handler: 'index.handler',
        code: Code.fromInline('exports.handler = async () => {}'),
      });
      if (draw.chance(0.5)) grantSecretRead(fn, draw.pick([secrets.stripe, secrets.maps]));
      return fn;
    };
    for (let index = 0; index < FUNCTIONS; index += 1) {
      const fn = makeFunction(`fn${index}`);
      for (const statement of draw.times(1, 3, () => drawStatement(draw, root))) fn.addToRolePolicy(statement);
    }
    for (let index = 0; index < UNDECIDED_FUNCTIONS; index += 1) {
      const statements = draw.times(1, 2, () => root.resolve(drawStatement(draw, root).toStatementJson()));
      attachUndecided(draw, makeFunction(`undecided${index}`), statements);
    }
    // The guard has findings for these.
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    app.synth();
    vi.restoreAllMocks();
    report = accessReport(root);
  });

  afterAll(() => rmSync(outdir, { recursive: true, force: true }));

  /** Both answers for the functions whose names begin so, deployed with these parameters and exports. */
  function cellsOf(names: string, options: Pick<LoadBackendOptions, 'parameters' | 'exports'> = {}): Cell[] {
    const places = report.secrets.flatMap((secret) => secret.places);
    const functionOf = new Map(report.principals.flatMap(({ id, functions }) => functions.map((name) => [name, id])));
    const arnOf = (name: string) => `arn:aws:secretsmanager:us-east-1:${PLACE.account}:secret:${name}-a1B2c3`;
    const matrix = accessMatrix(
      loadBackend(outdir, { ...PLACE, ...options }),
      places.map(({ name }) => arnOf(name)),
    );
    return matrix
      .filter((row) => row.function.startsWith(names))
      .flatMap((row) => {
        const place = places.find(({ name }) => arnOf(name) === row.resource.arn);
        const access = place?.access.find(({ principal }) => principal === functionOf.get(row.function));
        return (['read', 'write'] as const).map((way) => ({
          what: `${row.function} ${way} ${place?.name}`,
          said: access?.allowed.includes(way) ? 'yes' : access?.possible.includes(way) ? 'maybe' : 'no',
          evaluated: row[way].effect,
        }));
      });
  }

  const countOf = (cells: readonly Cell[], said: Cell['said']) => cells.filter((cell) => cell.said === said).length;
  const wrong = ({ said, evaluated }: Cell) => said !== 'maybe' && evaluated !== SURE[said];

  it('agree on every cell that the report is sure of', () => {
    const cells = cellsOf('fn', deploymentBy(drawFrom(5)));
    expect(cells).toHaveLength(FUNCTIONS * 3 * 2);
    expect(cells.filter(wrong)).toEqual([]);
    expect(countOf(cells, 'yes')).toBeGreaterThan(cells.length / 10);
    expect(countOf(cells, 'no')).toBeGreaterThan(cells.length / 10);
    expect(countOf(cells, 'maybe')).toBeLessThan(cells.length / 3);
  });

  it('agree however conditions, parameters and imports turn out', () => {
    const draw = drawFrom(7);
    const deployments = Array.from({ length: DEPLOYMENTS }, () => cellsOf('undecided', deploymentBy(draw)));
    const outcomes = new Map<string, Set<Cell['evaluated']>>();
    for (const cells of deployments) {
      expect(cells).toHaveLength(UNDECIDED_FUNCTIONS * 3 * 2);
      expect(cells.filter(wrong)).toEqual([]);
      for (const { what, evaluated } of cells) outcomes.set(what, (outcomes.get(what) ?? new Set()).add(evaluated));
    }
    const [cells = []] = deployments;
    expect(countOf(cells, 'yes')).toBeGreaterThan(cells.length / 20);
    expect(countOf(cells, 'no')).toBeGreaterThan(cells.length / 10);
    // The cells are rightly undecided: many differ from deployment to deployment.
    const varying = [...outcomes.values()].filter((each) => each.has('allow') && each.has('deny'));
    expect(varying.length).toBeGreaterThan(countOf(cells, 'maybe') / 3);
  });
});

/** The values of its parameters and imports. */
function deploymentBy(draw: Draw): Pick<LoadBackendOptions, 'parameters' | 'exports'> {
  const parameters = Object.entries(PARAMETERS).map(([name, values]) => [name, draw.pick<string>(values)] as const);
  return { parameters: Object.fromEntries(parameters), exports: { [EXPORTED]: draw.pick<string>(PARAMETERS.Arn) } };
}
