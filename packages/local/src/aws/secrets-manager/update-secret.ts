import { operation } from '../api/operation.js';
import { structure } from '../api/shape.js';
import { description, kmsKeyId, requestToken, secretBinary, secretId, secretString } from './members.js';
import { accessLiveSecret, checkSecretKey } from './secret-access.js';
import { applyDetails, written } from './secret-details.js';
import { isReplica } from './secret-errors.js';
import type { SecretStore } from './secret-store.js';
import { givenValue, writeVersion } from './write-version.js';

/** Changes the description and the key; a given value becomes a version, as with PutSecretValue. */
export const updateSecret = operation(
  structure({
    SecretId: secretId,
    ClientRequestToken: requestToken,
    Description: description,
    KmsKeyId: kmsKeyId,
    SecretString: secretString,
    SecretBinary: secretBinary,
  }),
  (store: SecretStore, input, call) => {
    const { Description, KmsKeyId } = input;
    const value = givenValue(input);
    const secret = accessLiveSecret(store, input.SecretId, 'UpdateSecret', call, {
      ...(Description !== undefined && { 'secretsmanager:description': Description }),
      ...(KmsKeyId !== undefined && { 'secretsmanager:kmskeyid': KmsKeyId }),
    });
    // Of a replica, only the key can be changed: AWS's page on standalone secrets.
    const onlyKey = KmsKeyId && Description === undefined && value === undefined;
    if (secret.primaryRegion !== undefined && !onlyKey) throw isReplica();
    if (KmsKeyId) {
      // The labelled versions are encrypted again: read with the old key, written with the new one.
      for (const version of secret.versions.values()) {
        if (version.stages.size === 0) continue;
        checkSecretKey('read', secret, version.id, call);
        checkSecretKey('write', { arn: secret.arn, kmsKeyId: KmsKeyId }, version.id, call);
        version.kmsKeyId = KmsKeyId;
      }
    }
    const write = value && { value, token: input.ClientRequestToken, kmsKeyId: KmsKeyId || secret.kmsKeyId };
    const version = write && writeVersion(secret, write, call);
    applyDetails(secret, { Description, KmsKeyId });
    secret.changedAt = call.at;
    return written(secret, version?.id);
  },
);
