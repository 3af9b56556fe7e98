import {
  expressionOf,
  isSecretReference,
  kindOf,
  type SecretReference,
  stringLiteral,
} from '@amplify-secrets/runtime/contract';
import { BackendError } from '../backend-error.js';
import { labelOf } from '../targets/target.js';

/** @throws {AmplifySecretInvalidError} When no resource of Amplify's can use it. */
export function checkUse(secret: unknown, field: string | undefined): void {
  if (!isSecretReference(secret)) {
    throw invalid(
      `The first argument of amplifySecret must be a secret of defineSecrets, and got ${kindOf(secret)}`,
      'Write: amplifySecret(secrets.mySecret). Check the spelling of the key.',
    );
  }
  const { kind, fields } = secret.definition;
  const line = expressionOf(secret);
  const label = `Secret ${labelOf(secret.set, secret.key)}`;
  if (kind === 'binary') {
    throw invalid(`${label} is binary, and Amplify accepts strings only`, 'Declare it with textSecret().');
  }
  if (kind === 'text') {
    if (field === undefined) return;
    throw invalid(`${label} is declared by textSecret, and has no fields`, `Write: amplifySecret(${line}).`);
  }
  if (field === undefined) {
    const [example = 'clientSecret'] = fields ?? [];
    throw invalid(
      `${label} is JSON, so the second argument of amplifySecret must be one of its fields`,
      `Write: amplifySecret(${line}, ${stringLiteral(example)}).`,
    );
  }
  if (fields !== undefined && !fields.includes(field)) {
    throw invalid(`${label} declares no field "${field}"`, `Use one of: ${fields.map(stringLiteral).join(', ')}.`);
  }
  // What both a dynamic reference of CloudFormation and the name of an Amplify secret may contain.
  if (!/^[\w.-]+$/.test(field)) {
    throw invalid(
      `The name of a field that Amplify reads must be letters, digits and _.-, and got "${field}" for secret ${labelOf(secret.set, secret.key)}`,
      'Rename the field, or declare it as a separate textSecret().',
    );
  }
}

/** `what` cannot be in the environment of a function. */
export function notForFunctions(what: string, secret: SecretReference): BackendError {
  const line = expressionOf(secret);
  return invalid(
    `The environment of a function cannot have ${what}`,
    `Grant it, and read it where it is used: grantSecretRead(backend.myFunction, ${line}); await getSecret(${line}).`,
  );
}

function invalid(problem: string, resolution: string): BackendError {
  return new BackendError('AmplifySecretInvalidError', `${problem}.`, resolution);
}
