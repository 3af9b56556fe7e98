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
 * Where a service is, by the variables that all AWS SDKs honour: AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL,
 * AWS_IGNORE_CONFIGURED_ENDPOINT_URLS, AWS_USE_FIPS_ENDPOINT, AWS_USE_DUALSTACK_ENDPOINT. Throws ClientOptionInvalidError.
 */
export function endpointOf(service: Service, region: string, env: Env): URL {
  if (!isTrue(env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS)) {
    const own = service === 'ssm' ? 'SSM' : 'SECRETS_MANAGER';
    for (const variable of [`AWS_ENDPOINT_URL_${own}`, 'AWS_ENDPOINT_URL']) {
      const text = env[variable];
      if (text) return configuredEndpoint(variable, text);
    }
  }
  const isFips = isTrue(env.AWS_USE_FIPS_ENDPOINT);
  const [, domain, dualStack] = DOMAINS.find(([prefix]) => region.startsWith(prefix)) ?? COMMERCIAL;
  // In the older partitions Secrets Manager's plain endpoints are the dual-stack ones.
  const isPlainDualStack = service !== 'ssm' && domain.startsWith('amazonaws.com');
  const isDualStack = isTrue(env.AWS_USE_DUALSTACK_ENDPOINT) && !isPlainDualStack;
  // GovCloud's plain Systems Manager endpoints are the FIPS ones.
  const isPlainFips = service === 'ssm' && region.startsWith('us-gov-') && !isDualStack;
  const host = isFips && !isPlainFips ? `${service}-fips` : service;
  return new URL(`https://${host}.${region}.${isDualStack ? dualStack : domain}`);
}

/** Whether what is sent there is encrypted, or stays on this machine, or goes to one of the hosts given. */
export function staysPrivate({ protocol, hostname }: URL, hosts: readonly string[] = []): boolean {
  const isHere = /^(localhost|\[::1]|127\.\d+\.\d+\.\d+)$/.test(hostname) || hosts.includes(hostname);
  return protocol === 'https:' || (protocol === 'http:' && isHere);
}

/** In any case: who asks for FIPS with `TRUE` is not to be sent elsewhere without a word. */
function isTrue(text: string | undefined): boolean {
  return text?.toLowerCase() === 'true';
}

function configuredEndpoint(variable: string, text: string): URL {
  const url = URL.canParse(text) && new URL(text);
  if (url && url.href === `${url.origin}/` && staysPrivate(url)) return url;
  // Over plain http, secrets would cross the network unencrypted.
  throw new SecretsError(
    'ClientOptionInvalidError',
    `${variable} is neither an https address without a path nor a plain http address of this machine.`,
    `Set ${variable}=https://host:port, or http://127.0.0.1:port for a local one.`,
  );
}
