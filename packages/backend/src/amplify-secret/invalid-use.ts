import { expressionOf, isSecretReference, type SecretReference } from '@amplify-secrets/runtime/contract';
import { BackendError } from '../backend-error.js';
import { labelOf } from '../targets/target.js';

/** Throws AmplifySecretInvalidError for what can be given to nothing of Amplify's. */
export function checkUse(secret: unknown, field: string | undefined): void {
  if (!isSecretReference(secret)) {
    throw invalid(
      `${secret === undefined ? 'undefined' : `a value of type ${typeof secret}`}, which is no secret of defineSecrets`,
      'Write: amplifySecret(secrets.mySecret). Check the spelling of the key.',
    );
  }
  const { kind, fields } = secret.definition;
  const line = expressionOf(secret);
  if (kind === 'binary') {
    throw invalid(
      `${labelOf(secret.set, secret.key)}, which is binary, and Amplify takes texts`,
      'Declare it with textSecret().',
    );
  }
  if (kind === 'text') {
    if (field === undefined) return;
    throw invalid(`a field of ${labelOf(secret.set, secret.key)}, which is one text`, `Write: amplifySecret(${line}).`);
  }
  if (field === undefined) {
    const [example = 'clientSecret'] = fields ?? [];
    throw invalid(
      `${labelOf(secret.set, secret.key)}, a JSON secret, without the field to take`,
      `Write: amplifySecret(${line}, '${example}').`,
    );
  }
  if (fields !== undefined && !fields.includes(field)) {
    throw invalid(
      `a field that ${labelOf(secret.set, secret.key)} does not declare`,
      `It has: ${fields.map((each) => `'${each}'`).join(', ')}.`,
    );
  }
  // What both a dynamic reference of CloudFormation and the name of an Amplify secret may hold.
  if (!/^[\w.-]+$/.test(field)) {
    throw invalid(
      `a field of ${labelOf(secret.set, secret.key)} whose name has more than letters, digits and _.-`,
      'Rename the field, or make it a textSecret() of its own.',
    );
  }
}

/** For what a function's environment cannot take. */
export function notForFunctions(what: string, secret: SecretReference): BackendError {
  const line = expressionOf(secret);
  return invalid(
    `${what} for a function's environment`,
    `Grant it and read it where it is used: grantSecretRead(backend.myFunction, ${line}); await getSecret(${line}).`,
  );
}

function invalid(what: string, resolution: string): BackendError {
  return new BackendError('AmplifySecretInvalidError', `amplifySecret was given ${what}.`, resolution);
}
