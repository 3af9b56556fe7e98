import { SecretsError } from '../contract/errors.js';
import type { ClientParts } from '../reading/client-parts.js';
import { type WaitOptions, waitFor } from '../reading/deadline.js';
import type { Location } from '../stores/location.js';
import { checkRaw, type Payload, type RawSecret } from '../stores/raw-secret.js';
import { storeError, timeoutError } from '../stores/store-errors.js';
import { invalidResponse, isTransportFault } from '../transport/fault.js';
import type { Operation, Operations, Transport } from '../transport/transport.js';
import { CALL_MS, FIRST_PAUSE_MS, READ_ATTEMPTS } from './limits.js';
import { rotationLine } from './remedies.js';
import type { CheckedEvent } from './rotation-event.js';

/** The value of one version, and when the version was made, in milliseconds since 1970 (NaN if that is not known). */
export interface Version extends RawSecret {
  readonly createdAt: number;
}

type Description = Operations['DescribeSecret']['output'];

/** The secret of a rotation event, in AWS Secrets Manager. Its functions reject with a SecretsError. */
export interface RotatedSecret {
  readonly describe: () => Promise<Description>;
  /** Undefined where the version has no value, as AWSPENDING at the beginning of a rotation. */
  readonly read: (version: string) => Promise<Version | undefined>;
  /** The same for a version that must have a value: one that was written a moment ago may not be found at once. */
  readonly readWritten: (version: string) => Promise<Version | undefined>;
  /** Writes the value of the event's version. False where it has another value already. */
  readonly writePending: (payload: Payload) => Promise<boolean>;
  /** Moves or removes a stage. False where Secrets Manager refuses that, as it does when the stage is on another version. */
  readonly updateStage: (change: {
    readonly VersionStage: string;
    readonly RemoveFromVersionId?: string;
    readonly MoveToVersionId?: string;
  }) => Promise<boolean>;
}

export function rotatedSecret(
  transport: Transport,
  { setTimer }: Pick<ClientParts, 'setTimer'>,
  location: Location,
  { SecretId, ClientRequestToken, RotationToken }: CheckedEvent,
  context: WaitOptions['context'],
): RotatedSecret {
  async function call<O extends Operation>(
    operation: O,
    input: Operations[O]['input'],
  ): Promise<Operations[O]['output']> {
    const upstream = new AbortController();
    try {
      return await waitFor(transport.call(operation, input, { signal: upstream.signal }), {
        context,
        budget: CALL_MS,
        most: CALL_MS,
        setTimer,
        onTimeout: (milliseconds) => timeoutError(location, milliseconds),
        leave: () => upstream.abort(),
      });
    } catch (error) {
      throw rotationError(error, location, operation);
    }
  }

  async function read(version: string): Promise<Version | undefined> {
    let answer: Operations['GetSecretValue']['output'];
    try {
      answer = await call('GetSecretValue', { SecretId, VersionId: version });
    } catch (error) {
      if (codeOf(error).startsWith('ResourceNotFound')) return undefined;
      throw error;
    }
    const { Name, VersionId, SecretString: text, SecretBinary: bytes, CreatedDate } = answer;
    const isOther = (Name ?? location.id) !== location.id || (VersionId ?? version) !== version;
    const raw = isOther ? invalidResponse('GetSecretValue', 200) : checkRaw('GetSecretValue', { version, text, bytes });
    if ('kind' in raw) throw rotationError(raw, location, 'GetSecretValue');
    // AWS sends seconds.
    const createdAt = Number(CreatedDate) * (typeof CreatedDate === 'number' ? 1000 : 1);
    return { ...raw, createdAt };
  }

  /** Whether Secrets Manager did it; false where it refused with one of these codes. */
  async function whether(work: Promise<unknown>, refusals: RegExp): Promise<boolean> {
    try {
      await work;
      return true;
    } catch (error) {
      if (refusals.test(codeOf(error))) return false;
      throw error;
    }
  }

  return {
    describe: () => call('DescribeSecret', { SecretId }),
    read,
    readWritten: async (version) => {
      const { setTimeout: pause } = process.getBuiltinModule('node:timers/promises');
      for (let tried = 1; ; tried++) {
        const found = await read(version);
        if (found || tried === READ_ATTEMPTS) return found;
        await pause(FIRST_PAUSE_MS * 2 ** (tried - 1));
      }
    },
    writePending: (payload) => {
      const value = 'text' in payload ? { SecretString: payload.text } : { SecretBinary: payload.bytes };
      const token = RotationToken === undefined ? {} : { RotationToken };
      const input = { SecretId, ClientRequestToken, VersionStages: ['AWSPENDING'], ...token, ...value };
      return whether(call('PutSecretValue', input), /^ResourceExists/);
    },
    updateStage: (change) => {
      return whether(call('UpdateSecretVersionStage', { SecretId, ...change }), /^Invalid(Parameter|Request)/);
    },
  };
}

function rotationError(error: unknown, location: Location, operation: Operation): SecretsError {
  const action = `secretsmanager:${operation}`;
  const key = 'kms:Decrypt and kms:GenerateDataKey';
  const access = { done: 'rotated', grant: 'Write', 'secrets-manager': action, amplify: action, key } as const;
  const mapped = storeError(error, location, access);
  if (mapped.name !== 'SecretAccessDeniedError') return mapped;
  const resolution = `In amplify/backend.ts add: ${rotationLine(location.expression)} If it is there, deploy again: it grants the function ${action}.`;
  return new SecretsError(mapped.name, mapped.message, resolution, { cause: mapped.cause });
}

/** The code of AWS behind an error, or ''. */
function codeOf(error: unknown): string {
  const { cause } = Object(error);
  return isTransportFault(cause) ? cause.code : '';
}
