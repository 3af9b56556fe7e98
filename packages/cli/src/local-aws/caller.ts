import type { Backend, BackendFunction, LocalAws } from '@amplify-secrets/local';
import { DESCRIPTOR_VARIABLE, encodeDescriptor, type SecretSet } from '@amplify-secrets/runtime/contract';
import type { Place } from '../deployment/place.js';
import { CliError } from '../errors/cli-error.js';
import { EXIT } from '../errors/exit-codes.js';
import { COMPUTE_ROLE } from './describe-call.js';

/** Of which an earlier value would lead elsewhere, or would not fit the credentials. */
export const UNSET_VARIABLES: readonly string[] = [
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_ROLE_ARN',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_USE_FIPS_ENDPOINT',
  'AWS_USE_DUALSTACK_ENDPOINT',
];

const SERVICES = ['SECRETS_MANAGER', 'SSM', 'STS'];

/** Whose credentials the variables have. */
export interface Caller {
  /** `the function stripe-webhook`. */
  readonly label: string;
  /** AMPLIFY_SECRETS, as the deployment has it for this caller. Undefined for a function without a grant. */
  readonly descriptor: string | undefined;
  /** New credentials, as the SDKs' own variables. */
  readonly credentials: () => Readonly<Record<string, string>>;
}

/**
 * The caller that `--as` names: a function of the backend, or another role by its name or logical id; without it, the administrator.
 *
 * @throws {FunctionUnknownError} When the backend has neither.
 */
export function callerOf(
  aws: LocalAws,
  backend: Backend,
  set: SecretSet,
  { environment, store, folders }: Place,
  as: string | undefined,
): Caller {
  const descriptor = encodeDescriptor({ apps: { [set.app]: { environment, store } }, folders });
  if (as === undefined) {
    return { label: 'the administrator, whom no policy limits', descriptor, credentials: () => aws.env() };
  }
  const fn = backend.functions.find(({ name }) => name === as);
  if (fn !== undefined) {
    return {
      label: `the function ${as}`,
      descriptor: fn.environment[DESCRIPTOR_VARIABLE],
      credentials: () => aws.env(fn.role, { sessionName: fn.functionName.slice(0, 64) }),
    };
  }
  const role = backend.roles.find(({ name, logicalId, arn }) => [name, logicalId, arn].includes(as));
  if (role !== undefined) return { label: `the role ${as}`, descriptor, credentials: () => aws.env(role) };
  const known = [...functionsOf(backend).map(({ name }) => name), ...computeRolesOf(backend)];
  throw new CliError(
    'FunctionUnknownError',
    `--as must be a function of the backend, or one of its roles, and got "${as}".`,
    known.length === 0 ? 'The backend has no function with a grant.' : `Use one of: ${known.join(', ')}`,
    EXIT.usage,
  );
}

/** The functions that have a grant. Amplify makes more, which read no secrets. */
export function functionsOf(backend: Backend): readonly BackendFunction[] {
  return backend.functions.filter(({ environment }) => environment[DESCRIPTOR_VARIABLE] !== undefined);
}

function computeRolesOf({ roles }: Backend): readonly string[] {
  return roles.flatMap(({ logicalId }) => (logicalId === COMPUTE_ROLE ? [logicalId] : []));
}

/**
 * The variables that point any AWS SDK at the local AWS, for its own services and no other, and the kit at the deployment. Neither a proxy
 * nor `ignore_configured_endpoint_urls` of ~/.aws/config leads past it. `given` are the variables of the terminal.
 */
export function variablesOf(
  aws: LocalAws,
  { credentials, descriptor }: Caller,
  given: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const { AWS_ENDPOINT_URL: _all, ...others } = credentials();
  const direct = [given.no_proxy || given.NO_PROXY, new URL(aws.url).hostname].filter(Boolean).join(',');
  return {
    ...Object.fromEntries(SERVICES.map((service) => [`AWS_ENDPOINT_URL_${service}`, aws.url])),
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false',
    ...others,
    ...(descriptor !== undefined && { [DESCRIPTOR_VARIABLE]: descriptor }),
    NO_PROXY: direct,
    no_proxy: direct,
  };
}
