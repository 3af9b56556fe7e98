import { SecretsError } from '../contract/errors.js';
import { ownProperties } from '../contract/own-properties.js';
import { checkOptions } from '../reading/check-options.js';
import type { WaitOptions } from '../reading/deadline.js';
import type { Signal } from '../transport/signal.js';

/** What `change` returns for a JSON object: the fields to write. Others, and those that are undefined, stay as they are. */
type Fields<Input> = { readonly [Field in keyof Input]?: Input[Field] | undefined };

/** What `change` returns: the fields of a JSON object that change, and otherwise the whole value. */
export type ChangedValue<Input> = Input extends Uint8Array | readonly unknown[]
  ? Input
  : Input extends object
    ? Fields<Input>
    : Input;

/** The deadline is that of `context` or `signal`, and 30 s without either. */
export type UpdateSecretOptions<Value> = WaitOptions &
  (
    | {
        /** Whether the secret still has to be changed. Asked before `change`, and again where another writer was faster. */
        readonly when: (value: Value) => boolean | Promise<boolean>;
        /**
         * Whether callers take turns, in all containers and deployments, so that `change` is called once for all of them. In AWS Secrets
         * Manager alone. Costs one more version of the secret.
         * @default true
         */
        readonly turns?: boolean | undefined;
      }
    | { readonly when?: undefined; readonly turns?: false | undefined }
  );

/** What `change` is given beside the value. */
export interface ChangeContext {
  /** Aborts shortly before the deadline, while there is time to write. */
  readonly signal: Signal;
}

/** `change` and the options, checked. */
export interface UpdateRequest extends WaitOptions {
  readonly change: (value: unknown, context: ChangeContext) => unknown;
  readonly when: ((value: unknown) => unknown) | undefined;
  readonly turns: boolean;
}

/** @throws {ClientOptionInvalidError} When `change` is not a function, or an option is unknown or not valid. */
export function requestOf(change: unknown, given: object = {}): UpdateRequest {
  const options: Partial<UpdateRequest> = ownProperties(given);
  checkOptions(options, ['when', 'turns', 'signal', 'context'], 'updateSecret');
  const { when, turns = when !== undefined, signal, context } = options;
  if (!isFunction(change)) throw invalid('The second argument of updateSecret must be a function.');
  if (when !== undefined && !isFunction(when)) throw invalid('The option "when" of updateSecret must be a function.');
  if (typeof turns !== 'boolean') throw invalid('The option "turns" of updateSecret must be a boolean.');
  if (turns && !when) {
    throw invalid(
      'The option "turns" of updateSecret needs "when": each caller would change the secret again, one after the other.',
    );
  }
  return { change, when, turns, signal, context };
}

function isFunction(value: unknown): value is (...given: unknown[]) => unknown {
  return typeof value === 'function';
}

function invalid(message: string): SecretsError {
  return new SecretsError(
    'ClientOptionInvalidError',
    message,
    'Write, for example: updateSecret(secrets.tokens, refresh, { when: ({ expiresAt }) => expiresAt < Date.now() + 60_000 }).',
  );
}
