import { partitionOf } from './arn/partition.js';
import { administratorOf, createCredentials, sessionOf } from './authorization/credentials.js';
import { createAccount } from './aws/account/account.js';
import { createFaults, type Faults } from './aws/faults/faults.js';
import { type Calls, createCalls } from './aws/http/calls.js';
import { createRequestHandler } from './aws/http/request-handler.js';
import { listen } from './aws/http/server.js';
import type { Rotation, RotationHistory } from './aws/secrets-manager/rotation/rotations.js';
import { createKeySeeds, type KeySeeds } from './aws/seeds/key-seeds.js';
import { createParameterSeeds, type ParameterSeeds } from './aws/seeds/parameter-seeds.js';
import { createSecretSeeds, type SecretSeeds } from './aws/seeds/secret-seeds.js';
import type { Backend } from './backend/model.js';
import { checkMilliseconds, checkOptions } from './check-options.js';
import { evaluate } from './iam/evaluate.js';
import type { Role } from './iam/model.js';
import { type ContainerPool, createContainerPool } from './lambda/container-pool.js';
import { invoke } from './lambda/invoke.js';
import type { EnvOptions, IssuedAccessKey, LocalAwsOptions } from './local-aws-options.js';

const OPTIONS = ['backends', 'region', 'account', 'now', 'random', 'port', 'onCall', 'authorize'];

export interface LocalAws {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly region: string;
  readonly account: string;
  /**
   * Environment variables that point any AWS SDK at this server, with new credentials of a role: the role itself, its name, its
   * ARN or its logical id (`AmplifySecretsComputeRole` is what `defineComputeRole` makes). Without an argument they are the administrator's, who is allowed everything.
   *
   * @throws {RoleUnknownError} When no loaded backend has the role, when two have different ones of that name, or when the
   * argument is not a role, `undefined` included.
   * @example
   * ```ts
   * const environment = aws.env(findFunction(backend, 'stripe-webhook').role);
   * ```
   */
  env(...of: [] | [role: Role | string, options?: EnvOptions]): Record<string, string>;
  /**
   * An access key that this server has issued: to a function, or with `env`. A stand-in of another AWS service verifies signatures with it,
   * and evaluates the policies of its role.
   *
   * @returns undefined when it has issued no such key.
   * @example
   * ```ts
   * const key = aws.accessKey('ASIAEXAMPLEEXAMPLE');
   * ```
   */
  accessKey(id: string): IssuedAccessKey | undefined;
  /**
   * Deploys a backend: its roles become known, its secrets exist, its resource and key policies count, its rotation schedules begin. A
   * backend of the same deployment is replaced, as by CloudFormation: credentials of its roles get their new permissions. Its secrets stay.
   *
   * @throws {SecretConflictError} When one of its secrets exists already under another ARN.
   * @throws {DeploymentFailedError} When one of its rotation schedules is refused: its secret does not exist, its function may not be invoked.
   */
  load(backend: Backend): void;
  readonly secrets: SecretSeeds;
  readonly parameters: ParameterSeeds;
  readonly keys: KeySeeds;
  /** Every request so far, with its caller, its resources and its outcome. */
  readonly calls: Calls;
  readonly faults: Faults;
  /** The containers of the functions that `invoke` ran against this. */
  readonly containers: ContainerPool;
  /** By how many milliseconds `advance` has moved the clock. The clock of an invoked function is as far ahead. */
  readonly ahead: number;
  /** The rotations of secrets, as RotateSecret, a schedule or a deployment began them. */
  readonly rotations: RotationHistory;
  /**
   * Moves the clock forward, and runs the rotations that become due on the way, one after the other. A rotation is due when its window
   * opens; one that failed is retried ten minutes later, and at most four times before the next window. Signatures of the clock before stay valid.
   *
   * @param milliseconds 0 or more; with 0, what is due already.
   * @returns Every rotation so far.
   * @throws {LocalOptionInvalidError} When it is not such a number.
   * @example
   * ```ts
   * await aws.advance(30 * 24 * 3_600_000);
   * ```
   */
  advance(milliseconds: number): Promise<readonly Rotation[]>;
  /** Stops listening, and ends every open connection and every container. Can be called again. */
  close(): Promise<void>;
}

/**
 * Starts Secrets Manager, Parameter Store and STS on loopback, in this process. Each request's signature is verified, and
 * its caller needs the permission of the loaded backends' policies.
 *
 * @throws {LocalOptionInvalidError} When there is no such option.
 * @throws {PortUnavailableError} When it cannot listen on the given port.
 * @throws {SecretConflictError} When two of the backends create a secret of the same name.
 * @throws {DeploymentFailedError} When a rotation schedule of a backend is refused.
 * @example
 * ```ts
 * const aws = await startLocalAws({ backends: [backend] });
 * aws.secrets.put('myapp/dev/stripe', '{"apiKey":"…"}');
 * const environment = aws.env(findFunction(backend, 'stripe-webhook').role);
 * await aws.close();
 * ```
 */
export async function startLocalAws(options: LocalAwsOptions = {}): Promise<LocalAws> {
  checkOptions('startLocalAws', options, OPTIONS, 'startLocalAws({ backends: [backend] })');
  const { region = 'us-east-1', account: id = '123456789012', random = Math.random } = options;
  const given = options.now ?? Date.now;
  let ahead = 0;
  const now = () => given() + ahead;
  const account = createAccount({
    id,
    now,
    random,
    invoke: (backend, fn, event) => invoke(backend, fn, event, { aws }),
  });
  const credentials = createCredentials();
  const { calls, record } = createCalls(options.onCall);
  const { faults, faultFor } = createFaults(random);
  const authorize = options.authorize ?? evaluate;
  const handle = createRequestHandler({
    account,
    credentials,
    authorize,
    now,
    callersNow: given,
    random,
    faultFor,
    record,
  });
  const { port, close } = await listen(handle, options.port);
  const containers = createContainerPool();
  const url = `http://127.0.0.1:${port}`;

  const aws: LocalAws = {
    url,
    region,
    account: id,
    env(...of) {
      const [role, { sessionName = 'local', region: sessionRegion = region, expiresAt } = {}] = of;
      const principal =
        of.length === 0
          ? administratorOf(id, partitionOf(sessionRegion).name)
          : sessionOf(account.role(role), sessionName);
      const key = credentials.issue(principal, expiresAt);
      return {
        AWS_ENDPOINT_URL: url,
        AWS_REGION: sessionRegion,
        AWS_DEFAULT_REGION: sessionRegion,
        AWS_ACCESS_KEY_ID: key.id,
        AWS_SECRET_ACCESS_KEY: key.secret,
        ...(key.token !== undefined && { AWS_SESSION_TOKEN: key.token }),
        AWS_EC2_METADATA_DISABLED: 'true',
      };
    },
    accessKey(id) {
      const key = credentials.get(id);
      if (key === undefined) return undefined;
      const { secret, token, expiresAt } = key;
      const { arn, role } = account.current(key.principal);
      return {
        secretAccessKey: secret,
        principal: arn,
        ...(token !== undefined && { sessionToken: token }),
        ...(expiresAt !== undefined && { expiresAt }),
        ...(role !== undefined && { role }),
      };
    },
    load: account.load,
    secrets: createSecretSeeds(account, region, now),
    parameters: createParameterSeeds(account, region, now),
    keys: createKeySeeds(account, region),
    calls,
    faults,
    containers,
    get ahead() {
      return ahead;
    },
    rotations: account.rotations,
    async advance(milliseconds) {
      checkMilliseconds(milliseconds);
      const setClock = (time: number) => {
        ahead = Math.max(ahead, time - given());
      };
      await account.rotations.runUntil(now() + milliseconds, setClock);
      return account.rotations.list();
    },
    async close() {
      account.rotations.stop();
      containers.stop();
      await close();
      await account.rotations.settled();
    },
  };
  try {
    for (const backend of options.backends ?? []) account.load(backend);
  } catch (error) {
    await aws.close();
    throw error;
  }
  return aws;
}
