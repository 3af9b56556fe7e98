import { findFunction, type LocalAws } from '@amplify-secrets/local';
import {
  BatchGetSecretValueCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, GetParametersByPathCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { type Check, expectEqual } from './checks.js';
import { amplifySecretPath, type Deployed, sharedAmplifySecretPath } from './deployments.js';

interface Attack {
  /** The function whose credentials are used. */
  readonly as: { readonly deployment: Deployed; readonly function: string };
  readonly promise: string;
  readonly attempt: (clients: Clients) => Promise<unknown>;
}

interface Clients {
  readonly secrets: SecretsManagerClient;
  readonly parameters: SSMClient;
}

/**
 * Tries, with the credentials of a function and AWS's own SDK, what that function must not do. Each attempt is first made by the
 * account's administrator, for whom it works: an attack that fails for another reason than its permissions proves nothing.
 */
export async function runAttacks(aws: LocalAws, deployments: readonly Deployed[]): Promise<Check[]> {
  const checks: Check[] = [];
  for (const { as, promise, attempt } of attacksOn(deployments)) {
    const check = {
      section: 'attacks',
      deployment: as.deployment.title,
      promise: `${as.function} ${promise}`,
    } as const;
    const control = await outcomeOf(attempt, aws.env());
    const outcome = await outcomeOf(attempt, aws.env(findFunction(as.deployment.backend, as.function).role));
    checks.push(
      control === 'ok'
        ? expectEqual(check, outcome, 'AccessDeniedException')
        : { ...check, kept: false, seen: `the control failed: ${control}` },
    );
  }
  const [first] = deployments;
  if (first !== undefined) {
    const stolen = { ...aws.env(findFunction(first.backend, 'stripe-webhook').role), AWS_SECRET_ACCESS_KEY: 'guessed' };
    const promise = 'is not impersonated by somebody who guesses its key';
    const outcome = await outcomeOf(read('myapp/prod/stripe'), stolen);
    checks.push(
      expectEqual(
        { section: 'attacks', deployment: first.title, promise: `stripe-webhook ${promise}` },
        outcome,
        'InvalidSignatureException',
      ),
    );
  }
  return checks;
}

function attacksOn(deployments: readonly Deployed[]): Attack[] {
  const by = (environment: Deployed['environment']): Deployed => {
    const found = deployments.find((deployment) => deployment.environment === environment);
    if (found === undefined) throw new Error(`No deployment of ${environment}`);
    return found;
  };
  const [sandbox, main, dev, preview] = [by('sandbox'), by('prod'), by('dev'), by('preview')];
  const attack = (deployment: Deployed, name: string, promise: string, attempt: Attack['attempt']): Attack => ({
    as: { deployment, function: name },
    promise,
    attempt,
  });
  return [
    attack(dev, 'stripe-webhook', "does not read production's secret", read('myapp/prod/stripe')),
    attack(
      dev,
      'secrets-health',
      'reads its whole environment, and nothing of production',
      read('myapp/prod/database'),
    ),
    attack(
      dev,
      'token-refresh',
      "does not read production's tokens, which are named outside of the convention",
      read('upwork-oauth-tokens'),
    ),
    attack(
      dev,
      'secrets-health',
      "does not slip production's secret into a batch",
      readInBatch('myapp/dev/stripe', 'myapp/prod/stripe'),
    ),
    attack(dev, 'rotate-database', 'does not change the password of production', write('myapp/prod/database')),
    attack(preview, 'stripe-webhook', 'does not read production', read('myapp/prod/stripe')),
    attack(preview, 'secrets-health', 'does not read production', read('myapp/prod/slack-signing-secret')),
    attack(
      preview,
      'secrets-health',
      "does not read another deployment's Amplify secret",
      readParameter(amplifySecretPath(sandbox.identity, 'stripe')),
    ),
    attack(
      preview,
      'token-refresh',
      'does not write the value that all branches share',
      writeParameter(sharedAmplifySecretPath('upworkApp')),
    ),
    attack(sandbox, 'stripe-webhook', 'does not read production', read('myapp/prod/stripe')),
    attack(
      sandbox,
      'stripe-webhook',
      'does not list the folder that its secret is in',
      listFolder(amplifySecretPath(sandbox.identity, '').replace(/\/$/, '')),
    ),
    attack(
      main,
      'stripe-webhook',
      'does not read a longer name with the same beginning',
      read('myapp/prod/stripe-admin'),
    ),
    attack(
      main,
      'stripe-webhook',
      "does not read a name that ends like an ARN's suffix",
      read('myapp/prod/stripe-AbCdEf'),
    ),
    attack(main, 'stripe-webhook', 'does not read a name below its own', read('myapp/prod/stripe/live')),
    attack(main, 'stripe-webhook', 'does not read a shorter name', read('myapp/prod/strip')),
    attack(
      main,
      'secrets-health',
      'does not read an environment whose name begins alike',
      read('myapp/production/stripe'),
    ),
    attack(main, 'secrets-health', 'does not read an app whose name begins alike', read('myapp-internal/prod/stripe')),
    attack(
      main,
      'token-refresh',
      'does not read a longer name than its tokens have',
      read('upwork-oauth-tokens-backup'),
    ),
    attack(main, 'stripe-webhook', 'does not write with a grant to read', write('myapp/prod/stripe')),
    attack(main, 'token-refresh', 'does not write what it may only read', write('myapp/prod/upwork-app')),
    attack(main, 'place-order', 'does not change the password that it uses', write('myapp/prod/database')),
    attack(main, 'rotate-database', 'does not read what it does not rotate', read('myapp/prod/stripe')),
    attack(main, 'rotate-database', 'does not write what it does not rotate', write('myapp/prod/stripe')),
    attack(main, 'webhook-router', 'does not list the secrets there are', ({ secrets }) =>
      secrets.send(new ListSecretsCommand({})),
    ),
  ];
}

function read(name: string): Attack['attempt'] {
  return ({ secrets }) => secrets.send(new GetSecretValueCommand({ SecretId: name }));
}

/** A batch answers with an error per secret; the one for the secret that was slipped in is thrown. */
function readInBatch(own: string, stolen: string): Attack['attempt'] {
  return async ({ secrets }) => {
    const { Errors = [] } = await secrets.send(new BatchGetSecretValueCommand({ SecretIdList: [own, stolen] }));
    const [error] = Errors;
    if (error !== undefined) throw Object.assign(new Error(error.SecretId), { name: error.ErrorCode });
  };
}

function readParameter(name: string): Attack['attempt'] {
  return ({ parameters }) => parameters.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
}

function listFolder(path: string): Attack['attempt'] {
  return ({ parameters }) => parameters.send(new GetParametersByPathCommand({ Path: path, WithDecryption: true }));
}

/** The administrator's attempts do write, so the attacks come after everything that needs the values. */
function write(name: string): Attack['attempt'] {
  return async ({ secrets }) => {
    await secrets.send(new PutSecretValueCommand({ SecretId: name, SecretString: 'overwritten' }));
  };
}

function writeParameter(name: string): Attack['attempt'] {
  return ({ parameters }) =>
    parameters.send(
      new PutParameterCommand({ Name: name, Value: 'overwritten', Type: 'SecureString', Overwrite: true }),
    );
}

async function outcomeOf(attempt: Attack['attempt'], env: Readonly<Record<string, string>>): Promise<string> {
  const config = {
    endpoint: env.AWS_ENDPOINT_URL ?? '',
    region: env.AWS_REGION ?? '',
    credentials: {
      accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '',
      ...(env.AWS_SESSION_TOKEN === undefined ? {} : { sessionToken: env.AWS_SESSION_TOKEN }),
    },
    maxAttempts: 1,
  };
  const clients = { secrets: new SecretsManagerClient(config), parameters: new SSMClient(config) };
  try {
    await attempt(clients);
    return 'ok';
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  } finally {
    clients.secrets.destroy();
    clients.parameters.destroy();
  }
}
