import { invoke } from '@amplify-secrets/local';
import { CHAT_MODEL } from '../amplify/bedrock/models.js';
import { textsIn } from '../local/texts-in.js';
import { deployMeasured, type Measured } from './deploy.js';

export const WAYS = ['short-term-variable', 'long-term-variable', 'short-term-key', 'long-term-key', 'no-key'] as const;
type Way = (typeof WAYS)[number];

/** What one way does in one container. */
export interface Measurement {
  readonly way: Way;
  readonly secrets: number;
  /** Calls to Secrets Manager: of the first invocation, of the 49 that follow at once, and of one each minute for an hour. */
  readonly firstCalls: number;
  readonly laterCalls: number;
  readonly hourlyCalls: number;
  /** Of the function that renews the key, in a day. */
  readonly rotationCalls: number;
  readonly isInTemplate: boolean;
  readonly isInVariables: boolean;
  /** Whether a model is answered that the backend does not name. */
  readonly isOtherModelAnswered: boolean;
  /** Of ten invocations after the key has ended: a day later, or where it was replaced and deleted. */
  readonly failed: number;
}

interface Invocations {
  readonly calls: number;
  readonly failed: number;
  readonly isKeyInVariables: boolean;
}

const OTHER_MODEL = 'amazon.nova-lite-v1:0';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const STORED: readonly Way[] = ['short-term-key', 'long-term-key'];

export async function measure(): Promise<readonly Measurement[]> {
  const measured = await deployMeasured();
  try {
    const first = await ofEachWay((way) => invokeTimes(measured, way, 1));
    const later = await ofEachWay((way) => invokeTimes(measured, way, 49));
    const other = await ofEachWay((way) => invokeTimes(measured, way, 1, OTHER_MODEL));
    const hourly = await callsOfAnHour(measured);
    const rotationCalls = await callsOfRotationsInADay(measured);
    replaceLongTermKeys(measured);
    const ended = await ofEachWay((way) => invokeTimes(measured, way, 10));
    return WAYS.map((way) => ({
      way,
      secrets: STORED.includes(way) ? 1 : 0,
      firstCalls: first[way].calls,
      laterCalls: later[way].calls,
      hourlyCalls: hourly[way],
      rotationCalls: way === 'short-term-key' ? rotationCalls : 0,
      isInTemplate: isInTemplate(measured, way),
      isInVariables: first[way].isKeyInVariables,
      isOtherModelAnswered: other[way].failed === 0,
      failed: ended[way].failed,
    }));
  } finally {
    await measured.close();
  }
}

async function ofEachWay(measureWay: (way: Way) => Promise<Invocations>): Promise<Readonly<Record<Way, Invocations>>> {
  const measured: Partial<Record<Way, Invocations>> = {};
  for (const way of WAYS) measured[way] = await measureWay(way);
  return measured as Record<Way, Invocations>;
}

/** An invocation of each a minute. */
async function callsOfAnHour(measured: Measured): Promise<Readonly<Record<Way, number>>> {
  const calls = {
    'short-term-variable': 0,
    'long-term-variable': 0,
    'short-term-key': 0,
    'long-term-key': 0,
    'no-key': 0,
  };
  for (let i = 0; i < 60; i++) {
    await measured.aws.advance(MINUTE);
    for (const way of WAYS) calls[way] += (await invokeTimes(measured, way, 1)).calls;
  }
  return calls;
}

/** Of six rotations: one every four hours. How many begin in the day after a deployment depends on its hour. */
async function callsOfRotationsInADay({ aws }: Measured): Promise<number> {
  const [calls, rotations] = [aws.calls.length, aws.rotations.list().length];
  await aws.advance(DAY);
  return (6 * (aws.calls.length - calls)) / (aws.rotations.list().length - rotations);
}

/** Another one is in the secret, and the older ones are deleted. */
function replaceLongTermKeys({ aws, bedrock, keys }: Measured): void {
  aws.secrets.put('bedrock-chat/prod/bedrock-long-term-key', bedrock.longTermKeys.issue(Date.now() + 30 * DAY));
  for (const key of [keys.longTerm, keys.stored]) bedrock.longTermKeys.revoke(key);
}

async function invokeTimes(
  { backend, aws, environment }: Measured,
  way: Way,
  times: number,
  model = CHAT_MODEL,
): Promise<Invocations> {
  const before = aws.calls.length;
  let failed = 0;
  let isKeyInVariables = false;
  for (let i = 0; i < times; i++) {
    const { payload, error } = await invoke(backend, way, { model }, { aws, environment });
    if (error === undefined) isKeyInVariables = Object(payload).isKeyInVariables;
    else failed++;
  }
  return { calls: aws.calls.length - before, failed, isKeyInVariables };
}

function isInTemplate({ backend, keys }: Measured, way: Way): boolean {
  const key = { 'short-term-variable': keys.shortTerm, 'long-term-variable': keys.longTerm }[String(way)];
  const templates = textsIn(backend.cdkOut).filter(([file]) => file.endsWith('.template.json'));
  return key !== undefined && templates.some(([, text]) => text.includes(key));
}
