import type { SecretDefinition } from './definition.js';
import { checkAmplifySecretName } from './names.js';
import { makeReference, type SecretReference, type SecretSet } from './secret-set.js';

/** What `secretNamed` returns. It brings the check of its name along, so that a bundle without such references has none. */
export function undeclaredReference<Output, Input>(
  set: SecretSet,
  name: string,
  definition: SecretDefinition<Output, Input>,
): SecretReference<Output, Input> {
  const write = (accepted: string) => `secretNamed(secrets, '${accepted}')`;
  return makeReference(set, name, definition, ({ name: environment }) =>
    checkAmplifySecretName(name, 'secretNamed', environment, write),
  );
}
