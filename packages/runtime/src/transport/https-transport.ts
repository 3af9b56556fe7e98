import { Agent } from 'node:https';
import { type CredentialsOption, credentialsFrom } from './credentials.js';
import { endpointOf } from './endpoint.js';
import { exchange } from './exchange.js';
import { faultOfWireError, garbledAnswer } from './fault.js';
import { regionFrom } from './region.js';
import { withRetries } from './retry.js';
import { signedHeaders } from './sign.js';
import { type Operation, type Operations, serviceOf, type Transport } from './transport.js';
import { fromWire, toWire } from './wire.js';

export interface HttpsTransportConfig {
  readonly region?: string | undefined;
  readonly credentials?: CredentialsOption | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
}

const TARGETS = { secretsmanager: 'secretsmanager', ssm: 'AmazonSSM' } as const;

/** AWS JSON 1.1 over HTTPS with connections kept alive, signed by ourselves: no SDK. */
export function httpsTransport({ region, credentials, env, now, random }: HttpsTransportConfig): Transport {
  const getCredentials = credentialsFrom(credentials, env, now);
  const agents = new Map<string, Agent>();

  async function attempt<O extends Operation>(operation: O, body: string, signal: AbortSignal) {
    const service = serviceOf(operation);
    const regionHere = regionFrom(region, env);
    const url = endpointOf(service, regionHere, env);
    const signable = {
      host: url.host,
      target: `${TARGETS[service]}.${operation}`,
      body,
      service,
      region: regionHere,
    };
    // A fresh signature for each attempt: a container may have been frozen in between.
    const headers = signedHeaders(signable, await getCredentials(), new Date(now()));
    const answer = await exchange({ url, method: 'POST', headers, body, agent: agentFor(url) }, signal);
    return read(operation, answer.status, answer.body);
  }

  function agentFor({ protocol }: URL): Agent {
    const known = agents.get(protocol);
    if (known !== undefined) return known;
    const { Agent: HttpAgent } = protocol === 'http:' ? process.getBuiltinModule('node:http') : { Agent };
    // An https agent is an http agent, and plain http takes only the latter.
    const agent = new HttpAgent({ keepAlive: true }) as Agent;
    agents.set(protocol, agent);
    return agent;
  }

  return {
    region: () => regionFrom(region, env),
    call: async (operation, input, { signal }) => {
      const body = toWire(input);
      return withRetries(() => attempt(operation, body, signal), random, signal);
    },
  };
}

function read<O extends Operation>(operation: O, status: number, body: string): Operations[O]['output'] {
  const answer = parse(body);
  if (answer === undefined) throw garbledAnswer(operation, status);
  if (status === 200) return fromWire(answer);
  const type = answer.__type ?? answer.code;
  if (status < 400 || typeof type !== 'string') throw garbledAnswer(operation, status);
  const message = answer.message ?? answer.Message;
  throw faultOfWireError(operation, { type, message: typeof message === 'string' ? message : '', statusCode: status });
}

function parse(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
