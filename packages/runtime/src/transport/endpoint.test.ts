import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { endpointOf } from './endpoint.js';
import type { Service } from './transport.js';

const REGIONS = [
  'us-east-1',
  'eu-west-1',
  'ca-central-1',
  'mx-central-1',
  'il-central-1',
  'ap-southeast-7',
  'cn-north-1',
  'cn-northwest-1',
  'us-gov-west-1',
  'us-gov-east-1',
  'us-iso-east-1',
  'us-iso-west-1',
  'us-isob-east-1',
  'us-isof-south-1',
  'eu-isoe-west-1',
  'eusc-de-east-1',
];
const MODES: readonly { AWS_USE_FIPS_ENDPOINT?: string; AWS_USE_DUALSTACK_ENDPOINT?: string }[] = [
  {},
  { AWS_USE_FIPS_ENDPOINT: 'true' },
  { AWS_USE_DUALSTACK_ENDPOINT: 'true' },
  { AWS_USE_FIPS_ENDPOINT: 'true', AWS_USE_DUALSTACK_ENDPOINT: 'true' },
];

/** Where the official client would send a call; undefined where it refuses. */
function sdkEndpoint(service: Service, region: string, mode: (typeof MODES)[number]): string | undefined {
  const Client = service === 'ssm' ? SSMClient : SecretsManagerClient;
  const { endpointProvider } = new Client({ region }).config;
  try {
    return endpointProvider({
      Region: region,
      UseFIPS: mode.AWS_USE_FIPS_ENDPOINT === 'true',
      UseDualStack: mode.AWS_USE_DUALSTACK_ENDPOINT === 'true',
    }).url.href;
  } catch {
    return undefined;
  }
}

describe('endpointOf', () => {
  for (const service of ['secretsmanager', 'ssm'] as const) {
    it.each(REGIONS)(`returns the endpoint of the AWS SDK for ${service} in %s`, (region) => {
      for (const mode of MODES) {
        // China has no FIPS endpoints.
        if (region.startsWith('cn-') && mode.AWS_USE_FIPS_ENDPOINT) continue;
        const expected = sdkEndpoint(service, region, mode);
        if (expected !== undefined) expect(endpointOf(service, region, mode).href, JSON.stringify(mode)).toBe(expected);
      }
    });
  }
});

describe('a configured endpoint', () => {
  const at = (env: Record<string, string>) => endpointOf('secretsmanager', 'eu-west-1', env).href;

  it('is preferred for the service to that for all services', () => {
    const env = {
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
      AWS_ENDPOINT_URL_SECRETS_MANAGER: 'https://vpce.example:8443',
    };
    expect(at(env)).toBe('https://vpce.example:8443/');
    expect(endpointOf('ssm', 'eu-west-1', env).href).toBe('http://127.0.0.1:1/');
    expect(endpointOf('ssm', 'eu-west-1', { ...env, AWS_ENDPOINT_URL_SSM: 'http://[::1]:2' }).href).toBe(
      'http://[::1]:2/',
    );
  });

  it('is ignored when the environment says so', () => {
    expect(at({ AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' })).toBe(
      'https://secretsmanager.eu-west-1.amazonaws.com/',
    );
  });

  it.each(['http://localhost:4566', 'http://127.9.9.9', 'http://[::1]:80', 'http://0x7f.1:9'])(
    'may be http to this machine: %s',
    (url) => {
      expect(at({ AWS_ENDPOINT_URL: url })).toBe(new URL(url).href);
    },
  );

  it.each([
    'http://10.0.0.1',
    'http://169.254.170.2',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'http://[::2]',
    'http://localhost@evil.example',
    'http://evil.example#127.0.0.1',
    'https://user:secret@host',
    'https://host/path',
    'https://host?q',
    'ftp://127.0.0.1',
    'file:///etc/passwd',
    'nonsense',
    '//host',
  ])('is refused: %s', (url) => {
    expect(() => at({ AWS_ENDPOINT_URL: url })).toThrow(
      expect.objectContaining({ name: 'ClientOptionInvalidError', message: expect.not.stringContaining('secret@') }),
    );
  });
});
