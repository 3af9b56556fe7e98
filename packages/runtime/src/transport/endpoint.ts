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
  ['', 'amazonaws.com', 'api.aws'],
];

/**
 * Where a service is, by the variables that all AWS SDKs honour: AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL,
 * AWS_IGNORE_CONFIGURED_ENDPOINT_URLS, AWS_USE_FIPS_ENDPOINT, AWS_USE_DUALSTACK_ENDPOINT. Throws ClientOptionInvalidError.
 */
export function endpointOf(service: Service, region: string, env: Env): URL {
  if (env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS !== 'true') {
    const own = service === 'ssm' ? 'AWS_ENDPOINT_URL_SSM' : 'AWS_ENDPOINT_URL_SECRETS_MANAGER';
    const variable = [own, 'AWS_ENDPOINT_URL'].find((name) => env[name]);
    if (variable !== undefined) return configuredEndpoint(variable, env[variable] ?? '');
  }
  const isFips = env.AWS_USE_FIPS_ENDPOINT === 'true';
  const [, domain, dualStack] = DOMAINS.find(([prefix]) => region.startsWith(prefix)) ?? ['', '', ''];
  // In the older partitions Secrets Manager's plain endpoints are the dual-stack ones.
  const isPlainDualStack = service === 'secretsmanager' && domain.startsWith('amazonaws.com');
  const isDualStack = env.AWS_USE_DUALSTACK_ENDPOINT === 'true' && !isPlainDualStack;
  // GovCloud's plain Systems Manager endpoints are the FIPS ones.
  const isPlainFips = service === 'ssm' && region.startsWith('us-gov-') && !isDualStack;
  const host = isFips && !isPlainFips ? `${service}-fips` : service;
  return new URL(`https://${host}.${region}.${isDualStack ? dualStack : domain}`);
}

/** Whether plain http stays on this machine. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

function configuredEndpoint(variable: string, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin = url !== undefined && url.href === `${url.origin}/` && /^https?:$/.test(url.protocol);
  if (isOrigin && (url.protocol === 'https:' || isLoopback(url))) return url;
  throw new SecretsError(
    'ClientOptionInvalidError',
    isOrigin
      ? `${variable} is a plain http address of another machine: secrets would cross the network unencrypted.`
      : `${variable} is no address of the form https://host or https://host:port.`,
    `Set ${variable} to an https address, or to http://127.0.0.1:<port> for a local one.`,
  );
}
