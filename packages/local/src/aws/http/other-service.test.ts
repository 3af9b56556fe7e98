import { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalAws, startLocalAws } from '../../local-aws.js';

let aws: LocalAws;
beforeEach(async () => {
  aws = await startLocalAws();
});
afterEach(() => aws.close());

interface Asked {
  readonly service: string;
  readonly agent?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request as another service's client sends it; whether the signature is good does not matter. */
async function ask({ service, agent = 'aws-sdk-js/3.0.0', method = 'POST', headers = {} }: Asked) {
  const scope = `AKIAEXAMPLE/20260101/us-east-1/${service}/aws4_request`;
  const response = await fetch(aws.url, {
    method,
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=00`,
      'user-agent': agent,
      ...headers,
    },
    ...(method === 'POST' && { body: '{}' }),
  });
  return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
}

describe('local-other-services: a request for a service that the local AWS does not have', () => {
  it('names the service, its endpoint variable and the option, in JSON', async () => {
    const answer = await ask({ service: 'dynamodb', headers: { 'x-amz-target': 'DynamoDB_20120810.GetItem' } });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toEqual({
      __type: 'NotImplementedException',
      message:
        'The request must be for secretsmanager, ssm or sts, which the local AWS has, and got dynamodb. ' +
        'Send that service elsewhere: set AWS_ENDPOINT_URL_DYNAMODB to its endpoint ' +
        "(for invoke: { environment: { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:…' } }), " +
        'or give its client the option endpoint.',
    });
  });

  it('answers S3 in XML, whatever the method', async () => {
    for (const method of ['GET', 'PUT', 'POST', 'DELETE']) {
      const { type, body } = await ask({ service: 's3', method });
      expect(type).toBe('application/xml');
      expect(body).toMatch(/<Error><Code>NotImplementedException<\/Code><Message>.* set AWS_ENDPOINT_URL_S3 to its/);
    }
  });

  it('answers a form in the XML of the Query protocol', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const { body } = await ask({ service: 'sns', headers });
    expect(body).toMatch(/^<ErrorResponse .*<Code>NotImplementedException<\/Code><Message>.*AWS_ENDPOINT_URL_SNS /);
  });

  it('names the variable by the service id of the client, where it is signed under another name', async () => {
    const { body } = await ask({ service: 'email', agent: 'aws-sdk-js/3.0.0 api/sesv2#3.0.0' });
    expect(body).toContain('and got email. Send that service elsewhere: set AWS_ENDPOINT_URL_SESV2 ');
  });

  it('does not touch a request for a service that it has', async () => {
    const { AWS_ENDPOINT_URL: endpoint = '', AWS_REGION: region = '', ...keys } = aws.env();
    const credentials = {
      accessKeyId: keys.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: keys.AWS_SECRET_ACCESS_KEY ?? '',
    };
    expect(await new SecretsManager({ endpoint, region, credentials }).listSecrets({})).toMatchObject({
      SecretList: [],
    });
  });
});
