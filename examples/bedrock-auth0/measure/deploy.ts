import { type Backend, type LocalAws, type Role, startLocalAws, synthesize } from '@amplify-secrets/local';
import { getToken } from '@aws/bedrock-token-generator';
import { BEDROCK_REGION } from '../amplify/bedrock/models.js';
import { type Bedrock, startBedrock } from '../counterpart/bedrock.js';
import { makeCertificate } from '../counterpart/certificate.js';
import { MAIN, models } from '../local/deployment.js';

export interface Measured {
  readonly backend: Backend;
  readonly aws: LocalAws;
  readonly bedrock: Bedrock;
  /** Those in the variables, and the long-term key in the secret. */
  readonly keys: { readonly shortTerm: string; readonly longTerm: string; readonly stored: string };
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

const DAY = 24 * 3_600_000;

/** Whoever makes a key in the console, with the policy of the guide; without the last action no key works. */
const DEVELOPER: Role = {
  arn: 'arn:aws:iam::123456789012:role/developer',
  name: 'developer',
  account: '123456789012',
  policies: [
    {
      name: 'guide',
      document: {
        Statement: {
          Effect: 'Allow',
          Action: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream', 'bedrock:CallWithBearerToken'],
          Resource: '*',
        },
      },
    },
  ],
};

/** Both secrets, five functions, and what they need. */
export async function deployMeasured(): Promise<Measured> {
  const certificate = await makeCertificate();
  const aws = await startLocalAws({ region: BEDROCK_REGION });
  const bedrock = await startBedrock(aws, certificate, { region: BEDROCK_REGION, models: models() });
  const close = async () => {
    await bedrock.close();
    await aws.close();
    certificate.remove();
  };
  try {
    const stored = bedrock.longTermKeys.issue(Date.now() + 30 * DAY);
    const longTerm = bedrock.longTermKeys.issue(Date.now() + 30 * DAY);
    const shortTerm = await keyOf(aws);
    const backend = await synthesize({
      entry: 'measure/backend.ts',
      deployment: MAIN,
      region: BEDROCK_REGION,
      environment: { SHORT_TERM_KEY: shortTerm, LONG_TERM_KEY: longTerm },
    });
    aws.secrets.put('bedrock-chat/prod/bedrock-key', '{"key":"none","expiresAt":0}');
    aws.secrets.put('bedrock-chat/prod/bedrock-long-term-key', stored);
    aws.load({ ...backend, roles: [...backend.roles, DEVELOPER] });
    await aws.rotations.settled();
    const environment = {
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: bedrock.url,
      NODE_EXTRA_CA_CERTS: certificate.authorityFile,
    };
    return { backend, aws, bedrock, keys: { shortTerm, longTerm, stored }, environment, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function keyOf(aws: LocalAws): Promise<string> {
  const env = aws.env(DEVELOPER);
  return getToken({
    credentials: {
      accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '',
      sessionToken: env.AWS_SESSION_TOKEN ?? '',
    },
    region: BEDROCK_REGION,
    expiresInSeconds: 43_200,
  });
}
