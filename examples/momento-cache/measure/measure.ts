import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Momento } from '../counterpart/momento.js';
import { deployShop, SECRET_NAME, type Shop } from '../local/shop.js';

export const WAYS = ['per-invocation', 'per-container', 'variable', 'kit'] as const;
type Way = (typeof WAYS)[number];

/** What one way does in one container. */
export interface Measurement {
  readonly way: Way;
  /** Calls to Secrets Manager: of the first invocation, of the 49 that follow at once, and of one each minute for an hour. */
  readonly firstCalls: number;
  readonly laterCalls: number;
  readonly hourlyCalls: number;
  /** Connections to Momento that the first 50 invocations opened. */
  readonly connections: number;
  /** Of ten invocations after the token was replaced, and the old one revoked. */
  readonly failed: number;
  /** Whether the token is in a template. */
  readonly isInTemplate: boolean;
  /** How many characters of a token that was pasted incompletely are in the logs. */
  readonly charactersInLogs: number;
}

export async function measure(): Promise<readonly Measurement[]> {
  let variable = '';
  const shop = await deployShop('measure/backend.ts', ({ tokens }: Momento) => {
    variable = tokens.issue();
    return { MOMENTO_TOKEN: variable };
  });
  try {
    const measurements: Measurement[] = [];
    for (const way of WAYS) {
      const token = way === 'variable' ? variable : shop.momento.tokens.issue();
      measurements.push(await measureWay(shop, way, token));
    }
    return measurements;
  } finally {
    await shop.close();
  }
}

async function measureWay(shop: Shop, way: Way, token: string): Promise<Measurement> {
  const { aws, momento } = shop;
  /** Calls to the store, and invocations that failed. */
  const invoke = async (times: number, minutesBetween = 0) => {
    const before = aws.calls.length;
    let failed = 0;
    for (let i = 0; i < times; i++) {
      if (minutesBetween > 0) await aws.advance(minutesBetween * 60_000);
      const { payload } = await shop.invoke(way, { id: 'kettle' });
      if (payload !== 'ok') failed++;
    }
    return { calls: aws.calls.length - before, failed };
  };

  aws.secrets.put(SECRET_NAME, token);
  const connectionsBefore = momento.connections;
  const { calls: firstCalls } = await invoke(1);
  const { calls: laterCalls } = await invoke(49);
  const connections = momento.connections - connectionsBefore;
  const { calls: hourlyCalls } = await invoke(60, 1);

  aws.secrets.put(SECRET_NAME, momento.tokens.issue());
  momento.tokens.revoke(token);
  const { failed } = await invoke(10);

  return {
    way,
    firstCalls,
    laterCalls,
    hourlyCalls,
    connections,
    failed,
    isInTemplate: templatesOf(shop).some((template) => template.includes(token)),
    charactersInLogs: await charactersOfKeyInLogs(shop, way),
  };
}

/** The token is stored without its first half, as where somebody has copied a part of it. */
async function charactersOfKeyInLogs(shop: Shop, way: Way): Promise<number> {
  const token = shop.momento.tokens.issue();
  // A multiple of four, so that it is still base64.
  const part = token.slice(Math.floor(token.length / 8) * 4);
  shop.aws.containers.stop(shop.backend);
  shop.aws.secrets.put(SECRET_NAME, part);
  const { logs, error } = await shop.invoke(way, { id: 'kettle' });
  const printed = JSON.stringify([logs, error]).replaceAll('\\', '');
  const longest = longestIn(printed, Buffer.from(part, 'base64').toString('latin1'));
  // Shorter pieces are in every text.
  return longest < 6 ? 0 : longest;
}

/** The length of the longest piece of a value that is in a text. */
function longestIn(text: string, value: string): number {
  let longest = 0;
  for (let start = 0; start < value.length; start++) {
    while (text.includes(value.slice(start, start + longest + 1)) && start + longest < value.length) longest++;
  }
  return longest;
}

function templatesOf({ backend }: Shop): readonly string[] {
  return readdirSync(backend.cdkOut)
    .filter((file) => file.endsWith('.template.json'))
    .map((file) => readFileSync(join(backend.cdkOut, file), 'utf8'));
}
