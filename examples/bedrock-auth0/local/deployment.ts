import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { type Backend, type LocalAws, startLocalAws, synthesize } from '@amplify-secrets/local';
import { BEDROCK_REGION, CHAT_MODEL } from '../amplify/bedrock/models.js';
import { type Auth0, startAuth0 } from '../counterpart/auth0.js';
import { type Bedrock, startBedrock } from '../counterpart/bedrock.js';
import { makeCertificate } from '../counterpart/certificate.js';
import type { Model } from '../counterpart/models.js';
import { freePort } from './free-port.js';
import { buildNext, startNext } from './next.js';
import { runCli } from './run-cli.js';
import type { ServerProcess } from './server-process.js';
import { writeOutputs } from './write-outputs.js';

/** Branch main of the app, deployed to the local AWS, with counterparts in place of Auth0 and Amazon Bedrock. */
export interface Deployment {
  readonly backend: Backend;
  readonly aws: LocalAws;
  readonly auth0: Auth0;
  readonly bedrock: Bedrock;
  /** That of every certificate. */
  readonly authority: string;
  readonly url: string;
  /** Those of the server in Amplify Hosting; and where the services are, and the authority of their certificates. */
  readonly variables: Readonly<Record<string, string>>;
  /** `npx amplify-secrets set …`, of each secret. Values go through standard input. */
  setSecrets(): Promise<string>;
  /** Loads the backend, which begins the rotation of the short-term key, and waits for it. */
  deploy(): Promise<void>;
  startServer(variables?: Readonly<Record<string, string>>): Promise<ServerProcess>;
  close(): Promise<void>;
}

const DAYS = 86_400_000;
export const MAIN = { type: 'branch', namespace: 'd1a2b3c4d5e6f7', name: 'main' } as const;

/** The models of the counterpart's region. */
export const models = (): readonly Model[] => [
  { id: CHAT_MODEL.replace(/^us\./, ''), profiles: ['us'], isGranted: true },
  { id: 'amazon.nova-lite-v1:0', profiles: [], isGranted: true },
  { id: 'anthropic.claude-3-sonnet-20240229-v1:0', profiles: [], isGranted: true, isRetired: true },
];

export async function startDeployment(entry = 'amplify/backend.ts'): Promise<Deployment> {
  const closers: (() => unknown)[] = [];
  const close = async () => {
    for (const each of closers.splice(0).reverse()) await each();
  };
  try {
    const certificate = await makeCertificate();
    closers.push(certificate.remove);
    const auth0 = await startAuth0(certificate);
    closers.push(auth0.close);
    const url = `http://127.0.0.1:${await freePort()}`;
    auth0.application.callbackUrls = [`${url}/auth/callback`];
    auth0.application.logoutUrls = [url];
    const backend = await synthesize({ entry, deployment: MAIN, region: BEDROCK_REGION });
    const aws = await startLocalAws({ region: BEDROCK_REGION });
    closers.push(aws.close);
    const bedrock = await startBedrock(aws, certificate, { region: BEDROCK_REGION, models: models() });
    closers.push(bedrock.close);
    writeOutputs(backend);
    await buildNext();
    const variables = () => ({
      ...aws.env('AmplifySecretsComputeRole'),
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: bedrock.url,
      NODE_EXTRA_CA_CERTS: certificate.authorityFile,
      NODE_OPTIONS: `--require ${JSON.stringify(resolve('local/auth0-route.cjs'))}`,
      AUTH0_COUNTERPART_PORT: new URL(auth0.url).port,
      AUTH0_DOMAIN: auth0.domain,
      AUTH0_CLIENT_ID: auth0.application.clientId,
      APP_BASE_URL: url,
    });
    return {
      backend,
      aws,
      auth0,
      bedrock,
      authority: certificate.authority,
      url,
      get variables() {
        return variables();
      },
      async setSecrets() {
        const { clientSecret } = auth0.application;
        const sessionSecret = randomBytes(32).toString('hex');
        const key = bedrock.longTermKeys.issue(Date.now() + 10 * DAYS);
        const prod = ['--env', 'prod', '--confirm', 'prod'];
        const day = new Date(Date.now() + 10 * DAYS).toISOString().slice(0, 10);
        const printed = await Promise.all([
          runCli(aws, ['set', 'auth0', '-', ...prod], { input: JSON.stringify({ clientSecret, sessionSecret }) }),
          // The first rotation replaces it.
          runCli(aws, ['set', 'bedrockKey', '-', ...prod], { input: '{"key":"none","expiresAt":0}' }),
          runCli(aws, ['set', 'bedrockLongTermKey', '-', ...prod, '--tags', `expires-on=${day}`], { input: key }),
        ]);
        return printed.join('\n');
      },
      async deploy() {
        aws.load(backend);
        const rotations = await aws.rotations.settled();
        const failed = rotations.find(({ outcome }) => outcome === 'failed');
        if (failed !== undefined) throw new Error(`The rotation failed: ${failed.error?.errorMessage}`);
      },
      async startServer(others = {}) {
        const server = await startNext(url, { ...variables(), ...others });
        return server;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
