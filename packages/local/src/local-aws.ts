import { partitionOf } from './arn/partition.js';
import type { Authorize } from './authorization/access.js';
import { administratorOf, createCredentials, sessionOf } from './authorization/credentials.js';
import { createAccount } from './aws/account/account.js';
import { createFaults, type Faults } from './aws/faults/faults.js';
import { type Calls, createCalls } from './aws/http/calls.js';
import { createRequestHandler } from './aws/http/request-handler.js';
import { listen } from './aws/http/server.js';
import { createKeySeeds, type KeySeeds } from './aws/seeds/key-seeds.js';
import { createParameterSeeds, type ParameterSeeds } from './aws/seeds/parameter-seeds.js';
import { createSecretSeeds, type SecretSeeds } from './aws/seeds/secret-seeds.js';
import type { Backend } from './backend/model.js';
import { evaluate } from './iam/evaluate.js';
import type { Role } from './iam/model.js';
import { type ContainerPool, createContainerPool } from './lambda/container-pool.js';

export interface LocalAwsOptions {
  /** Backends whose roles, secrets and policies exist from the start; `load` adds more. */
  readonly backends?: readonly Backend[];
  /** Region of `env()` and of seeds that name none. Default: `us-east-1`. */
  readonly region?: string;
  /** Default: `123456789012`. */
  readonly account?: string;
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly now?: () => number;
  /** 0 ≤ x < 1: ARN suffixes, passwords, fault rates. Default: `Math.random`. */
  readonly random?: () => number;
  /** Who decides on access. Default: the package's own policy evaluator. */
  readonly authorize?: Authorize;
}

export interface EnvOptions {
  /** The last part of the assumed-role ARN; on Lambda the function's name. Default: `local`. */
  readonly sessionName?: string;
  /** Default: the local AWS's region. */
  readonly region?: string;
  /** Milliseconds since 1970 from which on the credentials are refused as expired. Default: never. */
  readonly expiresAt?: number;
}

export interface LocalAws {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly region: string;
  readonly account: string;
  /**
   * Environment variables that point any AWS SDK at this server with fresh credentials of a role: itself, its name or its
   * ARN. With no argument at all they are the administrator's, who may do everything; `undefined` is no role. Throws
   * RoleUnknownError.
   */
  env(...of: [] | [role: Role | string, options?: EnvOptions]): Record<string, string>;
  /** Deploys a backend: its roles become known, its secrets exist, its resource and key policies count. Throws SecretConflictError. */
  load(backend: Backend): void;
  readonly secrets: SecretSeeds;
  readonly parameters: ParameterSeeds;
  readonly keys: KeySeeds;
  readonly calls: Calls;
  readonly faults: Faults;
  /** The processes of the functions that `invoke` ran against this. */
  readonly containers: ContainerPool;
  /** Stops listening, ends every open connection and the containers that were to talk to this. Can be called again. */
  close(): Promise<void>;
}

/**
 * Starts Secrets Manager, Parameter Store and STS on loopback, in this process. Every request's signature is verified
 * and its caller judged by the policies of the loaded backends.
 *
 * @example
 * const aws = await startLocalAws({ backends: [backend] });
 * aws.secrets.put('myapp/dev/stripe', '{"apiKey":"…"}');
 * const environment = aws.env(findFunction(backend, 'stripe-webhook').role);
 * await aws.close();
 */
export async function startLocalAws(options: LocalAwsOptions = {}): Promise<LocalAws> {
  const { region = 'us-east-1', account: id = '123456789012', now = Date.now, random = Math.random } = options;
  const account = createAccount({ id, now, random });
  for (const backend of options.backends ?? []) account.load(backend);
  const credentials = createCredentials();
  const { calls, record } = createCalls();
  const { faults, faultFor } = createFaults(random);
  const authorize = options.authorize ?? evaluate;
  const handle = createRequestHandler({ account, credentials, authorize, now, random, faultFor, record });
  const { port, close } = await listen(handle);
  const containers = createContainerPool();
  const url = `http://127.0.0.1:${port}`;

  return {
    url,
    region,
    account: id,
    env(...of) {
      const [role, { sessionName = 'local', region: asked = region, expiresAt } = {}] = of;
      const principal =
        of.length === 0 ? administratorOf(id, partitionOf(asked).name) : sessionOf(account.role(role), sessionName);
      const key = credentials.issue(principal, expiresAt);
      return {
        AWS_ENDPOINT_URL: url,
        AWS_REGION: asked,
        AWS_DEFAULT_REGION: asked,
        AWS_ACCESS_KEY_ID: key.id,
        AWS_SECRET_ACCESS_KEY: key.secret,
        ...(key.token !== undefined && { AWS_SESSION_TOKEN: key.token }),
        AWS_EC2_METADATA_DISABLED: 'true',
      };
    },
    load: account.load,
    secrets: createSecretSeeds(account, region, now),
    parameters: createParameterSeeds(account, region, now),
    keys: createKeySeeds(account, region),
    calls,
    faults,
    containers,
    close() {
      containers.stop();
      return close();
    },
  };
}
