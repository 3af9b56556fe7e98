import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Backend, type Deployment, synthesizeEach } from '@amplify-secrets/local';
import { generateClientConfig } from '@aws-amplify/client-config';
import { repositoryRoot } from './repository.js';

const RESOURCE = `
import { defineSecrets, jsonSecret, textSecret } from '@amplify-secrets/runtime';

export const secrets = defineSecrets({
  app: 'shop',
  environments: { prod: 'main', dev: '*' },
  secrets: { stripe: jsonSecret(['apiKey', 'webhookSecret']), slackSigningSecret: textSecret(), bank: textSecret() },
});
`;

const BACKEND = `
import { defineComputeRole, grantSecretRead } from '@amplify-secrets/backend';
import { defineBackend } from '@aws-amplify/backend';
import { secrets } from './secrets/resource.js';

const backend = defineBackend({});
backend.addOutput({ custom: { theirs: { kept: true } } });
const computeRole = defineComputeRole(backend);
grantSecretRead(computeRole, [secrets.stripe, secrets.slackSigningSecret]);
`;

/** A project whose server in Amplify Hosting may read two of three secrets. */
export function makeProject() {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'compute-role-'));
  const write = (path: string, text: string) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write('package.json', JSON.stringify({ name: 'shop', type: 'module' }));
  write('package-lock.json', '{}');
  write('amplify/secrets/resource.ts', RESOURCE);
  write('amplify/backend.ts', BACKEND);
  symlinkSync(join(repositoryRoot, 'node_modules'), join(folder, 'node_modules'));
  return {
    folder,
    write,
    synthesizeEach: <const Deployments extends readonly Deployment[]>(deployments: Deployments) =>
      synthesizeEach({ cwd: folder, deployments }),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** The root stack's template. */
export function rootTemplate({ cdkOut }: Backend) {
  const file = readdirSync(cdkOut).find((name) => /^amplify-[^.]*\.template\.json$/.test(name));
  if (file === undefined) throw new Error(`no root template in ${cdkOut}`);
  return JSON.parse(readFileSync(join(cdkOut, file), 'utf8'));
}

/** What Amplify's own generator writes into amplify_outputs.json, with a CloudFormation that answers from the template. */
export async function outputsOf(backend: Backend): Promise<object> {
  const { Metadata, Outputs } = rootTemplate(backend);
  const values = Object.entries<{ Value: unknown }>(Outputs).map(([OutputKey, { Value }]) => ({
    OutputKey,
    OutputValue: resolved(Value, backend),
  }));
  const answers: Record<string, object> = {
    GetTemplateSummaryCommand: { Metadata: JSON.stringify(Metadata) },
    DescribeStacksCommand: { Stacks: [{ Outputs: values }] },
  };
  const client = () => ({ send: async (command: object) => answers[command.constructor.name] });
  // Without data in the backend it asks only CloudFormation.
  const clients = { getCloudFormationClient: client, getAmplifyClient: client, getS3Client: client };
  return generateClientConfig(
    { stackName: 'amplify-shop' },
    '1.4',
    clients as unknown as Parameters<typeof generateClientConfig>[2],
  );
}

function resolved(value: unknown, place: Pick<Backend, 'region' | 'account'>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const [intrinsic = '', argument] = Object.entries(value)[0] ?? [];
  if (intrinsic === 'Ref')
    return { 'AWS::Region': place.region, 'AWS::AccountId': place.account }[String(argument)] ?? argument;
  if (intrinsic === 'Fn::Join') return argument[1].map((part: unknown) => resolved(part, place)).join('');
  return intrinsic;
}
