import {
  type Deployment,
  expressionOf,
  isPlainObject,
  isSecretReference,
  kindOf,
  type SecretReference,
  stringLiteral,
} from '@amplify-secrets/runtime/contract';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BackendError } from '../backend-error.js';
import { ANYTHING, checkOptions } from '../check-options.js';

/** The string fields of a JSON secret. ECS would format a number or an object in its own way. */
export type EcsField<Value> = unknown extends Value
  ? string
  : Value extends object
    ? { [Field in keyof Value & string]-?: Value[Field] extends string ? Field : never }[keyof Value & string]
    : never;

interface EcsGrantOptions {
  /**
   * The customer-managed key that the secret is encrypted under, as in `grantSecretRead`.
   * @default the store's own key
   */
  readonly encryptionKey?: IKey | string;
  /**
   * Which deployment this is, as in `grantSecretRead`.
   * @default the deployment in Amplify's CDK context
   */
  readonly deployment?: Deployment;
}

export type EcsSecretsOptions<Value> = EcsGrantOptions &
  (
    | {
        /** Variable of the container → field of the JSON secret. Not for a secret in Amplify's store. */
        readonly fields: Readonly<Record<string, EcsField<Value>>>;
        readonly as?: never;
      }
    | {
        /** The variable of the container that gets the whole value: the string, or the JSON as it is stored. */
        readonly as: string;
        readonly fields?: never;
      }
  );

/** A variable of a container. It gets the field, or the whole value where there is none. */
export interface EcsVariable {
  readonly name: string;
  readonly field: string | undefined;
}

const TYPES = { fields: ANYTHING, as: ANYTHING, encryptionKey: ANYTHING, deployment: ANYTHING };

/**
 * Checks what the types say too, for JavaScript and for secrets whose fields the types do not know.
 * @throws {EcsSecretInvalidError} When ECS cannot fill the variables.
 */
export function ecsVariablesOf(
  reference: unknown,
  options: { readonly fields?: unknown; readonly as?: unknown },
): readonly EcsVariable[] {
  if (!isSecretReference(reference)) {
    throw ecsSecretInvalid(
      `The first argument of ecsSecrets must be a secret of defineSecrets, and got ${kindOf(reference)}`,
      "Write: ecsSecrets(secrets.stripe, { fields: { STRIPE_API_KEY: 'apiKey' } }). Check the spelling of the key against what defineSecrets was given.",
    );
  }
  const { fields, as } = checkOptions(options, {
    owner: 'ecsSecrets',
    types: TYPES,
    example: `ecsSecrets(${expressionOf(reference)}, { as: 'MY_VARIABLE' })`,
    error: 'EcsSecretInvalidError',
  });
  if (reference.definition.kind === 'binary') {
    throw ecsSecretInvalid(
      `Secret "${reference.key}" is binary, and a variable of a container is a string`,
      `Let the container read it: grantSecretRead(taskDefinition.taskRole, ${expressionOf(reference)}).`,
    );
  }
  if (typeof as === 'string' && fields === undefined) return [{ name: checkedName(as), field: undefined }];
  if (as === undefined && isPlainObject(fields) && Object.keys(fields).length > 0) {
    return Object.entries(fields).map(([name, field]) => ({
      name: checkedName(name),
      field: checkedField(reference, field),
    }));
  }
  throw ecsSecretInvalid(
    `The options of ecsSecrets must have either "fields" or "as", which say which variables get the value of secret "${reference.key}"`,
    `Write: ecsSecrets(${expressionOf(reference)}, { as: 'MY_VARIABLE' }).${fieldLine(reference)}`,
  );
}

export function ecsSecretInvalid(problem: string, resolution: string): BackendError {
  return new BackendError('EcsSecretInvalidError', `${problem}.`, resolution);
}

function checkedName(name: string): string {
  if (/^[A-Za-z_]\w*$/.test(name)) return name;
  throw ecsSecretInvalid(
    `The name of a variable must be letters, digits and _, not beginning with a digit, and got "${name}"`,
    `Write, for example: ${name.replace(/\W/g, '_').replace(/^(?=\d|$)/, 'SECRET_')}.`,
  );
}

function checkedField(reference: SecretReference, field: unknown): string {
  const { key, definition } = reference;
  const { kind, fields } = definition;
  if (kind !== 'json') {
    throw ecsSecretInvalid(
      `Secret "${key}" is declared by textSecret, and has no fields`,
      `Use the whole value: ecsSecrets(${expressionOf(reference)}, { as: 'MY_VARIABLE' }).`,
    );
  }
  // A colon would end the field in `valueFrom`: `<arn>:<field>:<stage>:<version>`.
  if (typeof field !== 'string' || !/^[^:]+$/.test(field)) {
    throw ecsSecretInvalid(
      `The name of a field that ECS reads must be a string without a colon, and got "${String(field)}" for secret "${key}"`,
      `Use the whole JSON: ecsSecrets(${expressionOf(reference)}, { as: 'MY_VARIABLE' }).`,
    );
  }
  if (fields !== undefined && !fields.includes(field)) {
    throw ecsSecretInvalid(
      `Secret "${key}" declares no field "${field}"`,
      `Use one of: ${fields.join(', ')}. Or add it to jsonSecret([${[...fields, field].map(stringLiteral).join(', ')}]).`,
    );
  }
  return field;
}

function fieldLine(reference: SecretReference): string {
  const field = reference.definition.fields?.[0];
  if (field === undefined) return '';
  return ` For single fields: ecsSecrets(${expressionOf(reference)}, { fields: { MY_VARIABLE: ${stringLiteral(field)} } }).`;
}
