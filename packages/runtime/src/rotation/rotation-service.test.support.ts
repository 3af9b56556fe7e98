import { randomUUID } from 'node:crypto';
import { type LocalAws, type LocalAwsOptions, startLocalAws } from '@amplify-secrets/local';
import { configureSecrets } from '../client/default-client.js';
import { httpsTransport } from '../transport/https-transport.js';
import type { Operation, Operations, Transport } from '../transport/transport.js';
import type { RotationHandler } from './rotation-handler.js';

export const STEPS = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const;
export const SECRET = 'myapp/prod/database';

/** What ends an invocation at one of its calls to AWS, as the end of its process would: nothing after it reaches AWS. */
export interface Crash {
  /** The number of the call in the invocation, from 1. */
  readonly call: number;
  /** Whether the call still takes effect. */
  readonly when: 'before' | 'after';
}

export class Crashed extends Error {}

/**
 * Secrets Manager as it rotates a secret: a version with AWSPENDING and no value, then the four steps. The rest is the local AWS, over
 * HTTP; what DescribeSecret says of the rotation is added to its answers here.
 */
export async function rotationService(options: LocalAwsOptions & { readonly value?: string } = {}) {
  const { value = '{"password":"first-password"}', ...localOptions } = options;
  const aws: LocalAws = await startLocalAws(localOptions);
  const env = aws.env();
  const { arn } = aws.secrets.put(SECRET, value);
  const inner = httpsTransport({
    region: aws.region,
    credentials: { accessKeyId: env.AWS_ACCESS_KEY_ID ?? '', secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '' },
    env: { AWS_ENDPOINT_URL: aws.url },
    now: localOptions.now ?? Date.now,
    random: () => 0,
  });
  let isEnabled = true;
  /** The versions that RotateSecret has made, until they have a value. */
  const empty = new Set<string>();
  let inputs: { readonly operation: Operation; readonly input: Operations[Operation]['input'] }[] = [];
  let crash: Crash | undefined;

  function described(output: Operations['DescribeSecret']['output']): Operations['DescribeSecret']['output'] {
    const versions = Object.entries(output.VersionIdsToStages ?? {}).map(([id, stages]) => [
      id,
      empty.size > 0 ? stages.filter((stage) => stage !== 'AWSPENDING') : stages,
    ]);
    const added = [...empty].map((id) => [id, ['AWSPENDING']]);
    return { ...output, RotationEnabled: isEnabled, VersionIdsToStages: Object.fromEntries([...versions, ...added]) };
  }

  const transport: Transport = {
    region: inner.region,
    call: async (operation, input, callOptions) => {
      inputs.push({ operation, input });
      const number = inputs.length;
      const isOver = crash !== undefined && number > crash.call;
      if (isOver || (crash?.call === number && crash.when === 'before')) throw new Crashed();
      const output = await inner.call(operation, input, callOptions);
      if (operation === 'PutSecretValue' && 'ClientRequestToken' in input) empty.delete(input.ClientRequestToken);
      if (crash?.call === number) throw new Crashed();
      return operation === 'DescribeSecret' ? described(output as Operations['DescribeSecret']['output']) : output;
    },
  };
  configureSecrets({
    transport,
    descriptor: { apps: { myapp: { environment: 'prod', store: 'secrets-manager' } } },
    ...(localOptions.now && { now: localOptions.now }),
  });

  /** Invokes the handler for one step. Whether it was ended by the crash. */
  async function invoke(
    handler: RotationHandler,
    token: string,
    Step: string,
    at?: Crash,
    more = {},
  ): Promise<boolean> {
    inputs = [];
    crash = at;
    try {
      await handler({ Step, SecretId: arn, ClientRequestToken: token, ...more });
    } catch (error) {
      if (crash === undefined || inputs.length < crash.call) throw error;
    }
    const isCrashed = crash !== undefined && inputs.length >= crash.call;
    crash = undefined;
    return isCrashed;
  }

  const call = <O extends Operation>(operation: O, input: Operations[O]['input']): Promise<Operations[O]['output']> =>
    inner.call(operation, input, { signal: AbortSignal.timeout(5000) });

  async function textAt(VersionStage: string): Promise<string | undefined> {
    try {
      return (await call('GetSecretValue', { SecretId: SECRET, VersionStage })).SecretString;
    } catch {
      return undefined;
    }
  }

  return {
    aws,
    arn,
    call,
    invoke,
    transport,
    /** What the last invocation has called. */
    asked: () => inputs.map(({ operation }) => operation),
    inputs: () => inputs,
    begin: (token: string = randomUUID()) => {
      empty.clear();
      empty.add(token);
      return token;
    },
    cancel: () => {
      isEnabled = false;
    },
    /** A whole rotation. Returns its token. */
    rotate: async (handler: RotationHandler, token: string = randomUUID()) => {
      empty.add(token);
      for (const step of STEPS) await invoke(handler, token, step);
      return token;
    },
    stages: () => aws.secrets.list().find(({ name }) => name === SECRET)?.stages ?? {},
    values: async () => ({
      current: await textAt('AWSCURRENT'),
      previous: await textAt('AWSPREVIOUS'),
      pending: await textAt('AWSPENDING'),
    }),
    close: async () => {
      configureSecrets({});
      await aws.close();
    },
  };
}

export type RotationService = Awaited<ReturnType<typeof rotationService>>;
