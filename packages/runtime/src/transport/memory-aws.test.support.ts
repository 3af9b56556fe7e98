import { faultOfWireError } from './fault.js';
import type { Operation, Operations, SecretValue, Transport } from './transport.js';

/** What AWS would answer with an error. */
export interface AwsError {
  readonly type: string;
  readonly message: string;
  readonly statusCode: number;
}

export function awsError(type: string, message = `${type} happened.`, statusCode = 400): AwsError {
  return { type, message, statusCode };
}

const isAwsError = (value: unknown): value is AwsError =>
  typeof value === 'object' && value !== null && 'type' in value;

/** What needs versions and stages is tested on `@amplify-secrets/local`. */
function notHere(): never {
  throw awsError('UnknownOperationException');
}

type Stored = { text?: string; bytes?: Uint8Array; version: number };

/**
 * A little of Secrets Manager and Parameter Store in memory. `deny` has what may not be read, written or called: a name, a path,
 * or an operation.
 */
export function memoryAws() {
  const secrets = new Map<string, Stored | AwsError>();
  const parameters = new Map<string, Stored>();
  const deny = new Set<string>();
  const calls: { operation: Operation; input: Operations[Operation]['input'] }[] = [];
  const arnOf = (name: string) => `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}-AbCdEf`;
  const denied = (action: string, what: string) =>
    awsError(
      'AccessDeniedException',
      `User: arn:aws:sts::111122223333:assumed-role/r/s is not authorized to perform: ${action} on resource: ${what}`,
    );

  function secret(id: string): SecretValue {
    const name = id.startsWith('arn:') ? (/:secret:(.*)-\w{6}$/.exec(id)?.[1] ?? '') : id;
    if (deny.has(name)) throw denied('secretsmanager:GetSecretValue', name);
    const stored = secrets.get(name);
    if (stored === undefined)
      throw awsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    if (isAwsError(stored)) throw stored;
    return {
      ARN: arnOf(name),
      Name: name,
      VersionId: `version-${stored.version}`,
      ...(stored.text === undefined ? {} : { SecretString: stored.text }),
      ...(stored.bytes === undefined ? {} : { SecretBinary: stored.bytes }),
    };
  }

  const parameter = (name: string) => {
    const stored = parameters.get(name);
    return (
      stored && {
        ARN: `arn:aws:ssm:eu-west-1:111122223333:parameter${name}`,
        Name: name,
        Value: stored.text,
        Version: stored.version,
      }
    );
  };

  const answers: { [O in Operation]: (input: Operations[O]['input']) => Operations[O]['output'] } = {
    GetSecretValue: ({ SecretId }) => secret(SecretId),
    BatchGetSecretValue: ({ SecretIdList }) => {
      const SecretValues: SecretValue[] = [];
      const Errors: { SecretId: string; ErrorCode: string; Message: string }[] = [];
      for (const id of SecretIdList) {
        try {
          SecretValues.push(secret(id));
        } catch (error) {
          if (!isAwsError(error)) throw error;
          Errors.push({ SecretId: id, ErrorCode: error.type, Message: error.message });
        }
      }
      return { SecretValues, Errors };
    },
    PutSecretValue: ({ SecretId, SecretString, SecretBinary }) => {
      if (deny.has(SecretId)) throw denied('secretsmanager:PutSecretValue', SecretId);
      secret(SecretId);
      const before = secrets.get(SecretId);
      const version = before === undefined || isAwsError(before) ? 1 : before.version + 1;
      secrets.set(SecretId, {
        ...(SecretString === undefined ? {} : { text: SecretString }),
        ...(SecretBinary === undefined ? {} : { bytes: SecretBinary }),
        version,
      });
      return { ARN: arnOf(SecretId), VersionId: `version-${version}` };
    },
    UpdateSecretVersionStage: notHere,
    DescribeSecret: notHere,
    GetParameters: ({ Names }) => {
      const blocked = Names.find((name) => deny.has(name));
      if (blocked !== undefined) throw denied('ssm:GetParameters', blocked);
      const found = Names.map(parameter).filter((one) => one !== undefined);
      return { Parameters: found, InvalidParameters: Names.filter((name) => !parameters.has(name)) };
    },
    PutParameter: ({ Name, Value }) => {
      if (deny.has(Name)) throw denied('ssm:PutParameter', Name);
      const version = (parameters.get(Name)?.version ?? 0) + 1;
      parameters.set(Name, { text: Value, version });
      return { Version: version };
    },
  };

  /** Answers as AWS does; throws an AwsError. */
  function answer<O extends Operation>(operation: O, input: Operations[O]['input']): Operations[O]['output'] {
    calls.push({ operation, input });
    if (deny.has(operation)) throw denied(operation, '*');
    return answers[operation](input);
  }

  const transport: Transport = {
    region: () => 'eu-west-1',
    call: async (operation, input) => {
      try {
        return answer(operation, input);
      } catch (error) {
        throw isAwsError(error) ? faultOfWireError(operation, error) : error;
      }
    },
  };

  return {
    calls,
    deny,
    answer,
    transport,
    asked: () => calls.map(({ operation }) => operation),
    secret: (name: string, value: string | Uint8Array | object) => {
      const before = secrets.get(name);
      const version = before === undefined || isAwsError(before) ? 1 : before.version + 1;
      const content =
        value instanceof Uint8Array
          ? { bytes: value }
          : { text: typeof value === 'string' ? value : JSON.stringify(value) };
      secrets.set(name, { ...content, version });
    },
    fails: (name: string, error: AwsError) => void secrets.set(name, error),
    parameter: (name: string, text: string) =>
      void parameters.set(name, { text, version: (parameters.get(name)?.version ?? 0) + 1 }),
    textOf: (name: string) => {
      const stored = secrets.get(name) ?? parameters.get(name);
      return stored === undefined || isAwsError(stored) ? undefined : stored.text;
    },
    bytesOf: (name: string) => {
      const stored = secrets.get(name);
      return stored === undefined || isAwsError(stored) ? undefined : stored.bytes;
    },
  };
}

export type MemoryAws = ReturnType<typeof memoryAws>;
