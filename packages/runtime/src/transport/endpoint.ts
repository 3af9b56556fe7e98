import { SecretsError } from '../contract/errors.js';
import type { Service } from './transport.js';

type Env = Readonly<Record<string, string | undefined>>;

// Region prefix → domain, and domain of the dual-stack endpoints. https://docs.aws.amazon.com/general/latest/gr/rande.html
const DOMAINS: readonly (readonly [prefix: string, domain: string, dualStack: string])[] = [
  ['cn-', 'amazonaws.com.cn', 'api.amazonwebservices.com.cn'],
  ['us-iso-', 'c2s.ic.gov', 'api.aws.ic.gov'],
  ['us-isob-', 'sc2s.sgov.gov', 'api.aws.scloud'],
  ['us-isof-', 'csp.hci.ic.gov', 'api.aws.hci.ic.gov'],
  ['eu-isoe-', 'cloud.adc-e.uk', 'api.cloud-aws.adc-e.uk'],
  ['eusc-', 'amazonaws.eu', 'api.amazonwebservices.eu'],
];
const COMMERCIAL = ['', 'amazonaws.com', 'api.aws'] as const;

/**
 * The endpoint of a service, by the variables of the AWS SDKs: AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL,
 * AWS_IGNORE_CONFIGURED_ENDPOINT_URLS, AWS_USE_FIPS_ENDPOINT, AWS_USE_DUALSTACK_ENDPOINT.
 *
 * @throws {ClientOptionInvalidError} When a configured endpoint is not a URL, or would not be encrypted.
 */
export function endpointOf(service: Service, region: string, env: Env): URL {
  if (!isTrue(env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS)) {
    const own = service === 'ssm' ? 'SSM' : 'SECRETS_MANAGER';
    for (const variable of [`AWS_ENDPOINT_URL_${own}`, 'AWS_ENDPOINT_URL']) {
      const configured = env[variable];
      if (configured) return configuredEndpoint(variable, configured);
    }
  }
  const isFips = isTrue(env.AWS_USE_FIPS_ENDPOINT);
  const [, domain, dualStack] = DOMAINS.find(([prefix]) => region.startsWith(prefix)) ?? COMMERCIAL;
  // In the older partitions, the default endpoints of Secrets Manager are the dual-stack ones.
  const isPlainDualStack = service !== 'ssm' && domain.startsWith('amazonaws.com');
  const isDualStack = isTrue(env.AWS_USE_DUALSTACK_ENDPOINT) && !isPlainDualStack;
  // In GovCloud, the default endpoints of Systems Manager are the FIPS ones.
  const isPlainFips = service === 'ssm' && region.startsWith('us-gov-') && !isDualStack;
  const host = isFips && !isPlainFips ? `${service}-fips` : service;
  return new URL(`https://${host}.${region}.${isDualStack ? dualStack : domain}`);
}

/** Whether a request is encrypted, or stays on this machine, or goes to one of the given hosts. */
export function staysPrivate({ protocol, hostname }: URL, hosts: readonly string[] = []): boolean {
  const isHere = /^(localhost|\[::1]|127\.\d+\.\d+\.\d+)$/.test(hostname) || hosts.includes(hostname);
  return protocol === 'https:' || (protocol === 'http:' && isHere);
}

/** In any case: `TRUE` must not silently mean an endpoint without FIPS. */
function isTrue(value: string | undefined): boolean {
  return value?.toLowerCase() === 'true';
}

function configuredEndpoint(variable: string, configured: string): URL {
  const url = URL.canParse(configured) && new URL(configured);
  if (url && url.href === `${url.origin}/` && staysPrivate(url)) return url;
  throw new SecretsError(
    'ClientOptionInvalidError',
    `${variable} must be an https URL without a path, or an http URL of this machine.`,
    `Set ${variable}=https://host:port or http://127.0.0.1:port.`,
  );
}
