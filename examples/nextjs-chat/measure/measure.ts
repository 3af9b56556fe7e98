import { rmSync, writeFileSync } from 'node:fs';
import { evaluate, type PolicyDocument } from '@amplify-secrets/local/iam';
import { type ChatApp, COMPUTE_ROLE, deployChat, SECRET_NAME } from '../local/deploy-chat.js';
import { filesWith } from '../local/find-values.js';
import { buildNext, type NextServer, startNext } from '../local/next.js';

export const WAYS = ['per-request', 'kept', 'variable', 'kit'] as const;
type Way = (typeof WAYS)[number];

/** What one way does in one server. */
export interface Measurement {
  readonly way: Way;
  /** Calls to Secrets Manager: of the first answer, and of the 49 that follow. */
  readonly firstCalls: number;
  readonly laterCalls: number;
  /** Of ten answers after the key was replaced, and the old one revoked. */
  readonly failed: number;
  /** Whether the key is in what `next build` writes. */
  readonly isInBuild: boolean;
  /** How many characters of a key that was stored without JSON around it are in the logs. */
  readonly charactersInLogs: number;
  /** How many of two other secrets, with similar names, the policy opens. */
  readonly otherSecrets: number;
}

const ENV_FILE = 'measure/.env.production';
const secretOf = (OPENAI_API_KEY: string) => JSON.stringify({ OPENAI_API_KEY });

export async function measure(): Promise<readonly Measurement[]> {
  const chat = await deployChat();
  try {
    const variable = chat.openai.keys.issue();
    writeFileSync(ENV_FILE, `OPENAI_API_KEY=${variable}\n`);
    await buildNext('measure');
    const stored = chat.openai.keys.issue();
    chat.aws.secrets.put(SECRET_NAME, secretOf(stored));
    const isInBuild = (way: Way) => filesWith('measure/.next', [way === 'variable' ? variable : stored]).length > 0;

    const counted = await withServer(chat, async (server) => {
      const calls: Record<string, readonly [number, number]> = {};
      for (const way of WAYS)
        calls[way] = [(await ask(chat, server, way, 1)).calls, (await ask(chat, server, way, 49)).calls];
      chat.aws.secrets.put(SECRET_NAME, secretOf(chat.openai.keys.issue()));
      for (const key of [variable, stored]) chat.openai.keys.revoke(key);
      const failed: Record<string, number> = {};
      for (const way of WAYS) failed[way] = (await ask(chat, server, way, 10)).failed;
      return { calls, failed };
    });

    const measurements: Measurement[] = [];
    for (const way of WAYS) {
      const [firstCalls = 0, laterCalls = 0] = counted.calls[way] ?? [];
      measurements.push({
        way,
        firstCalls,
        laterCalls,
        failed: counted.failed[way] ?? 0,
        isInBuild: isInBuild(way),
        charactersInLogs: await charactersInLogs(chat, way),
        otherSecrets: otherSecrets(chat, way),
      });
    }
    return measurements;
  } finally {
    rmSync(ENV_FILE, { force: true });
    await chat.close();
  }
}

async function withServer<Result>(chat: ChatApp, use: (server: NextServer) => Promise<Result>): Promise<Result> {
  const server = await startNext({ ...chat.aws.env(COMPUTE_ROLE), ...chat.elsewhere }, 'measure');
  try {
    return await use(server);
  } finally {
    await server.close();
  }
}

async function ask({ aws }: ChatApp, { url }: NextServer, way: Way, times: number) {
  const before = aws.calls.length;
  let failed = 0;
  for (let i = 0; i < times; i++) {
    const response = await fetch(`${url}/api/${way}`, {
      method: 'POST',
      body: JSON.stringify([{ role: 'user', content: 'Hello' }]),
    });
    await response.text();
    if (!response.ok) failed++;
  }
  return { calls: aws.calls.length - before, failed };
}

/** The secret is the key itself, as where somebody used the text field of the console. */
async function charactersInLogs(chat: ChatApp, way: Way): Promise<number> {
  const key = chat.openai.keys.issue();
  chat.aws.secrets.put(SECRET_NAME, key);
  const logs = await withServer(chat, async (server) => {
    await ask(chat, server, way, 1);
    return server.logs();
  });
  return longestIn(logs, key);
}

/** The length of the longest beginning of a key that is in a text. All keys begin alike. */
function longestIn(text: string, key: string): number {
  for (let length = key.length; length > 'sk-proj-'.length; length--)
    if (text.includes(key.slice(0, length))) return length;
  return 0;
}

/** The document's policy ends in `-*`. */
function otherSecrets({ backend }: ChatApp, way: Way): number {
  if (way === 'variable') return 0;
  const role = backend.roles.find(({ logicalId }) => logicalId === COMPUTE_ROLE);
  if (role === undefined) throw new Error('The backend has no compute role.');
  const arn = `arn:aws:secretsmanager:${backend.region}:${backend.account}:secret:${SECRET_NAME}`;
  const document: PolicyDocument = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: `${arn}-*` }],
  };
  const policies = way === 'kit' ? role.policies : [{ name: 'by hand', document }];
  const action = 'secretsmanager:GetSecretValue';
  const isOpen = (resource: string) => evaluate({ role: { ...role, policies }, action, resource }).effect === 'allow';
  if (!isOpen(`${arn}-AbCdEf`)) throw new Error('The policy must open the secret itself.');
  return ['-admin', '-billing'].filter((name) => isOpen(`${arn}${name}-AbCdEf`)).length;
}
