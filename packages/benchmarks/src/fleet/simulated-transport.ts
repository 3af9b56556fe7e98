import type { Operation, Operations, Transport, TransportFault } from '@amplify-secrets/runtime/transport';
// The retries of the built-in transport, here on virtual time. Its package does not export them, so they are imported as built.
import { retrier } from '../../../runtime/dist/transport/retry.js';
import type { ReaderParts } from './policy.js';
import type { CallKind } from './simulated-store.js';

/** The built-in transport with the simulated store in place of HTTPS. Without `mayBatch` the role is not granted the batch. */
export function simulatedTransport({ store, random }: ReaderParts, mayBatch: boolean): Transport {
  const attempt = async (kind: CallKind, names: readonly string[]): Promise<readonly string[]> => {
    if (kind === 'batch' && !mayBatch) throw fault('refused', 'AccessDeniedException', 400);
    const ended = await store.attempt(kind, names);
    if ('values' in ended) return ended.values;
    throw ended.error === 'ThrottlingException'
      ? fault('throttled', ended.error, 400)
      : fault('unreachable', ended.error, 500);
  };
  const answers: { readonly [O in Operation]?: (input: Operations[O]['input']) => Promise<Operations[O]['output']> } = {
    GetSecretValue: async ({ SecretId }) => {
      const [SecretString] = await attempt('single', [SecretId]);
      return secretValue(SecretId, SecretString);
    },
    BatchGetSecretValue: async ({ SecretIdList }) => {
      const values = await attempt('batch', SecretIdList);
      return { SecretValues: SecretIdList.map((id, index) => secretValue(id, values[index])), Errors: [] };
    },
  };
  const attempts = retrier(random);
  return {
    region: () => 'eu-west-1',
    call: async (operation, input, options) => {
      const answer = answers[operation];
      if (answer === undefined) throw fault('refused', 'UnknownOperationException', 400);
      return attempts(() => answer(input), options);
    },
  };
}

function secretValue(Name: string, SecretString: string | undefined) {
  return {
    ARN: `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${Name}-AbCdEf`,
    Name,
    VersionId: SecretString,
    SecretString,
  };
}

function fault(kind: TransportFault['kind'], code: string, statusCode: number): Error {
  return Object.assign(new Error(`The simulated store answers ${code}.`), { kind, code, statusCode });
}
