import { operation } from '../api/operation.js';
import { list, string, structure } from '../api/shape.js';
import { requestToken, secretBinary, secretId, secretString, stageName } from './members.js';
import { shownStages } from './secret.js';
import { accessPrimarySecret } from './secret-access.js';
import { invalidRequest } from './secret-errors.js';
import type { SecretStore } from './secret-store.js';
import { givenValue, writeVersion } from './write-version.js';

export const putSecretValue = operation(
  structure({
    SecretId: secretId,
    ClientRequestToken: requestToken,
    SecretString: secretString,
    SecretBinary: secretBinary,
    VersionStages: list(stageName, { min: 1, max: 20 }),
    RotationToken: string({ min: 36, max: 256, pattern: /^[a-zA-Z0-9-]+$/, sensitive: true }),
  }),
  (store: SecretStore, input, call) => {
    const value = givenValue(input);
    if (value === undefined) throw invalidRequest('You must provide either SecretString or SecretBinary.');
    const secret = accessPrimarySecret(store, input.SecretId, 'PutSecretValue', call);
    const version = writeVersion(secret, { value, token: input.ClientRequestToken, stages: input.VersionStages }, call);
    return { ARN: secret.arn, Name: secret.name, VersionId: version.id, VersionStages: shownStages(version) };
  },
);
