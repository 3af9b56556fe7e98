/** What an answer of AWS always has, by the name of the SDK's command; of a list, one of them is enough. */
const ALWAYS: Readonly<Record<string, readonly string[]>> = {
  CreateSecretCommand: ['VersionId'],
  DeleteSecretCommand: ['DeletionDate'],
  DescribeSecretCommand: ['ARN'],
  GetSecretValueCommand: ['SecretString', 'SecretBinary'],
  ListSecretVersionIdsCommand: ['Versions'],
  ListSecretsCommand: ['SecretList'],
  PutSecretValueCommand: ['VersionId'],
  RestoreSecretCommand: ['ARN'],
  RotateSecretCommand: ['ARN'],
  UpdateSecretVersionStageCommand: ['ARN'],
  DescribeParametersCommand: ['Parameters'],
  GetParameterHistoryCommand: ['Parameters'],
  GetParametersCommand: ['Parameters'],
  PutParameterCommand: ['Version'],
  GetCallerIdentityCommand: ['Account'],
};

/** The SDK does not look at the types of what it was sent. */
const IS_OF_ITS_TYPE: Readonly<Record<string, (member: unknown) => boolean>> = {
  ARN: isString,
  Account: isString,
  VersionId: isString,
  SecretString: isString,
  SecretBinary: (member) => member instanceof Uint8Array,
  Version: (member) => typeof member === 'number',
  DeletionDate: (member) => member instanceof Date,
  SecretList: Array.isArray,
  Versions: Array.isArray,
  Parameters: Array.isArray,
};

/** What a client of the SDK has, of which this needs one method. */
interface Client {
  readonly middlewareStack: {
    add(
      middleware: (
        next: (call: never) => Promise<Answer>,
        context: { readonly commandName?: string },
      ) => (call: never) => Promise<Answer>,
      options: { readonly step: 'initialize' },
    ): void;
  };
}

interface Answer {
  readonly output: object;
}

/**
 * Refuses answers that are not those of AWS, such as that of a proxy, which the SDK takes for an empty one: a write would count as done, and a value
 * as empty.
 */
export function checkAnswers({ middlewareStack }: Client): void {
  middlewareStack.add(
    (next, { commandName = '' }) =>
      async (call) => {
        const answer = await next(call);
        const members: Readonly<Record<string, unknown>> = Object(answer.output);
        const expected = ALWAYS[commandName];
        if (expected === undefined || expected.some((name) => IS_OF_ITS_TYPE[name]?.(members[name]))) return answer;
        const { $metadata } = members;
        throw Object.assign(new Error('Not an answer of AWS.'), { $metadata });
      },
    { step: 'initialize' },
  );
}

function isString(member: unknown): boolean {
  return typeof member === 'string';
}
