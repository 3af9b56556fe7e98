import { randomBytes } from 'node:crypto';
import { type Backend, type BackendFunction, type Deployment, synthesize } from '@amplify-secrets/local';
import { evaluate } from '@amplify-secrets/local/iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deploy, stackNameOf, undeploy } from './moto/deploy.js';
import { ACCOUNT, connectMoto, type Moto, REGION } from './moto/moto.js';
import { copyProject, type ProjectCopy } from './moto/project-copy.js';
import { type DeployedFunction, isPublishedByAws, readBack } from './moto/read-back.js';
import { ownPath } from './proof/amplify-paths.js';
import { repositoryRoot } from './repository.js';

const endpoint = process.env.MOTO_ENDPOINT;
const WHY_SKIPPED =
  'amplify/ is not deployed by ampx: MOTO_ENDPOINT is not set (moto_server -p 5555, then MOTO_ENDPOINT=http://127.0.0.1:5555)';

// moto remembers earlier runs, so each run has its own deployments.
const run = randomBytes(4).toString('hex');
const SANDBOX: Deployment = { type: 'sandbox', namespace: 'amplify-secrets', name: `t${run}` };
const BRANCH: Deployment = { type: 'branch', namespace: `d${run}`, name: 'main' };

const secret = (name: string) => `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:${name}-a1B2c3`;
const parameter = (name: string) => `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter${ownPath(SANDBOX, name)}`;

/** The function that is granted only the secret "stripe". */
const DEPLOYMENTS = [
  {
    command: 'ampx sandbox --once',
    deployment: SANDBOX,
    action: 'ssm:GetParameter',
    own: parameter('stripe'),
    neighbours: [parameter('stripe-2'), parameter('Stripe'), parameter('slackSigningSecret')],
  },
  {
    command: 'ampx pipeline-deploy',
    deployment: BRANCH,
    action: 'secretsmanager:GetSecretValue',
    own: secret('myapp/prod/stripe'),
    neighbours: ['myapp/prod/stripe-2', 'myapp/prod/strip', 'myapp/dev/stripe', 'myapp/prod/upwork-app'].map(secret),
  },
] as const;

describe('a deployment by the real ampx', () => {
  if (endpoint === undefined) {
    it('is skipped without moto', ({ skip }) => {
      console.log(WHY_SKIPPED);
      skip(WHY_SKIPPED);
    });
    return;
  }

  let moto: Moto;
  let project: ProjectCopy;
  beforeAll(async () => {
    moto = connectMoto(endpoint);
    project = copyProject();
    await moto.bootstrap();
  });
  afterAll(() => {
    project?.remove();
    moto?.close();
  });

  describe.each(DEPLOYMENTS)('$command', ({ deployment, action, own, neighbours }) => {
    let backend: Backend;
    let deployed: readonly DeployedFunction[];
    beforeAll(async () => {
      backend = await synthesize({ entry: 'amplify/backend.ts', deployment, cwd: repositoryRoot });
      await deploy(moto, project.folder, deployment);
      deployed = await readBack(moto, stackNameOf(deployment));
    }, 300_000);
    afterAll(() => undeploy(moto, deployment));

    it('creates every function, and no other', () => {
      expect(deployed.map(({ logicalId }) => logicalId).sort()).toEqual(
        backend.functions.map(({ logicalId }) => logicalId).sort(),
      );
      expect(deployed.length).toBeGreaterThanOrEqual(6);
    });

    it('gives every role exactly the policies synthesised for it', () => {
      for (const fn of backend.functions) {
        expect(named(deployed, backend, policiesOf(found(deployed, fn)))).toEqual(policiesOf(fn.role));
      }
    });

    it('sets exactly the variables synthesised, the descriptor among them', () => {
      for (const fn of backend.functions) {
        expect(named(deployed, backend, found(deployed, fn).environment)).toEqual(fn.environment);
      }
      expect(deployed.filter(({ environment }) => 'AMPLIFY_SECRETS' in environment)).toHaveLength(
        deployment === BRANCH ? 6 : 5,
      );
    });

    it('leaves IAM with policies that allow the secret granted, and none beside it', () => {
      const fn = backend.functions.find(({ name }) => name === 'stripe-webhook');
      if (fn === undefined) throw new Error('the demo has no function "stripe-webhook"');
      const { roleArn, policies } = found(deployed, fn);
      const role = { arn: roleArn, name: roleArn.slice(roleArn.lastIndexOf('/') + 1), account: ACCOUNT, policies };
      expect(evaluate({ role, action, resource: own })).toMatchObject({ effect: 'allow' });
      for (const resource of neighbours) {
        expect(evaluate({ role, action, resource }), resource).toMatchObject({ effect: 'deny' });
      }
    });
  });
});

function found(deployed: readonly DeployedFunction[], { logicalId }: BackendFunction): DeployedFunction {
  const fn = deployed.find((each) => each.logicalId === logicalId);
  if (fn === undefined) throw new Error(`${logicalId} was not deployed`);
  return fn;
}

/** By name, without the policies that AWS publishes. */
function policiesOf({ policies }: Pick<BackendFunction['role'], 'policies'>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    policies.filter(({ name }) => !isPublishedByAws(name)).map(({ name, document }) => [name, document]),
  );
}

/** With the synthesised functions' names in place of those that CloudFormation generated. */
function named(deployed: readonly DeployedFunction[], { functions }: Backend, value: unknown): unknown {
  const text = functions.reduce(
    (json, fn) => json.replaceAll(found(deployed, fn).functionName, fn.functionName),
    JSON.stringify(value),
  );
  return JSON.parse(text);
}
