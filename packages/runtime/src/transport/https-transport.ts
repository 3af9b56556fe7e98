import type { Agent } from 'node:https';
import type { AwsCredentials, CredentialsOption } from './aws-credentials.js';
import { credentialsFrom, environmentCredentials } from './credentials.js';
import { endpointOf } from './endpoint.js';
import { type Answer, DEAD_CONNECTION, exchange, moduleFor } from './exchange.js';
import {
  faultOfWireError,
  invalidResponse,
  isExpired,
  isTransportFault,
  proxyUnused,
  type TransportFault,
} from './fault.js';
import { CLOCK_TOLERANCE_MS, IDLE_LIMIT_MS, PATIENCE_MS } from './limits.js';
import { regionFrom } from './region.js';
import { retrier } from './retry.js';
import { signedHeaders } from './sign.js';
import { type CallOptions, type Operation, type Operations, serviceOf, type Transport } from './transport.js';
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

const OFF_CLOCK = /Signature|RequestTimeTooSkewed|RequestExpired/;

/** AWS JSON 1.1 over HTTPS, with its own signatures and with connections kept alive. Needs no SDK. */
export function httpsTransport(config: HttpsTransportConfig): Transport {
  return environmentTransport(config, credentialsFrom(config.credentials, config.env, config.now));
}

/** The same, with the credentials of the environment: all that a handler without a configuration needs. */
export function environmentTransport(
  { region, env, now, random }: HttpsTransportConfig,
  getCredentials = environmentCredentials(env, now),
): Transport {
  const attempts = retrier(random);
  const agents: Record<string, Agent> = {};
  let usedAt = 0;
  let clockOffset = 0;

  function agentFor(url: URL): Agent {
    if (Math.abs(now() - usedAt) > IDLE_LIMIT_MS) dropIdle();
    usedAt = now();
    const { protocol } = url;
    agents[protocol] ??= new (moduleFor(url).Agent)({ keepAlive: true });
    return agents[protocol];
  }

  function dropIdle(): void {
    for (const { freeSockets } of Object.values(agents)) {
      for (const socket of Object.values(freeSockets).flat()) socket?.destroy();
    }
  }

  /** Whether the cause is repaired, so that the same call may succeed at once: a closed connection, a wrong clock, expired credentials. */
  async function isRepaired(fault: TransportFault, answer: Answer | undefined, signedAt: number, used: AwsCredentials) {
    if (fault.code === DEAD_CONNECTION) {
      dropIdle();
      return true;
    }
    if (answer && OFF_CLOCK.test(fault.code)) {
      // After a freeze, only the signature is old: the clock is right, and the new offset is about 0.
      const isOff = Math.abs(answer.date - signedAt) > CLOCK_TOLERANCE_MS;
      if (isOff) clockOffset = answer.date - now();
      return isOff;
    }
    return isExpired(fault) && (await getCredentials(used)).secretAccessKey !== used.secretAccessKey;
  }

  return {
    region: () => regionFrom(region, env),
    call: async <O extends Operation>(operation: O, input: Operations[O]['input'], options: CallOptions) => {
      const body = toWire(input);
      return attempts(async (mayRetry, mayRepair) => {
        const service = serviceOf(operation);
        const here = regionFrom(region, env);
        const url = endpointOf(service, here, env);
        const used = await getCredentials();
        const signedAt = now() + clockOffset;
        let answer: Answer | undefined;
        try {
          answer = await exchange(url, {
            method: 'POST',
            headers: signedHeaders(
              { host: url.host, service, operation, region: here, body },
              used,
              new Date(signedAt),
            ),
            body,
            agent: agentFor(url),
            signal: options.signal,
            patience: mayRetry ? PATIENCE_MS : undefined,
          });
          return outputOf(operation, answer);
        } catch (fault) {
          if (!isTransportFault(fault)) throw fault;
          if (mayRepair && (await isRepaired(fault, answer, signedAt, used))) return undefined;
          const isOffline = !answer && fault.kind === 'unreachable' && url.protocol === 'https:';
          throw isOffline && (env.HTTPS_PROXY || env.https_proxy) ? proxyUnused(fault) : fault;
        }
      }, options);
    },
  };
}

function outputOf<O extends Operation>(operation: O, { status, body }: Answer): Operations[O]['output'] {
  const answer = fromWire(body);
  if (answer && status === 200) return answer;
  const type = answer?.__type ?? answer?.code;
  if (status < 400 || typeof type !== 'string') throw invalidResponse(operation, status);
  const message = `${answer?.message ?? answer?.Message ?? ''}`;
  throw faultOfWireError(operation, { type, message, statusCode: status });
}
