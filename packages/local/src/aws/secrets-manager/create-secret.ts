import { secretArn } from '../../arn/arn.js';
import { AwsError, notHere } from '../../aws-error.js';
import { operation } from '../api/operation.js';
import { list, required, structure, text } from '../api/shape.js';
import { description, kmsKeyId, requestToken, secretBinary, secretId, secretString, tags } from './members.js';
import { type Secret, sameValue } from './secret.js';
import { checkName, demandSecretKey, reachLiveSecret } from './secret-access.js';
import { invalidRequest } from './secret-errors.js';
import type { SecretStore } from './secret-store.js';
import { readTags, requestTagKeys } from './secret-tags.js';
import { givenValue, writeVersion } from './write-value.js';

export const createSecret = operation(
  structure({
    Name: required(text({ min: 1, max: 512 })),
    ClientRequestToken: requestToken,
    Description: description,
    KmsKeyId: kmsKeyId,
    SecretString: secretString,
    SecretBinary: secretBinary,
    Tags: tags,
    AddReplicaRegions: list(structure({ Region: text() })),
  }),
  (store: SecretStore, input, invocation) => {
    const { Name, ClientRequestToken, Description, KmsKeyId } = input;
    checkName(Name);
    if (input.AddReplicaRegions) throw notHere('replicas (AddReplicaRegions)');
    const value = givenValue(input);
    const given = readTags(input.Tags);
    // There is no suffix yet: AWS judges creation by the name.
    invocation.access.demand('secretsmanager:CreateSecret', secretArn(store, Name), {
      shownAs: Name,
      context: {
        'secretsmanager:name': Name,
        ...(Description !== undefined && { 'secretsmanager:description': Description }),
        ...(KmsKeyId !== undefined && { 'secretsmanager:kmskeyid': KmsKeyId }),
        ...requestTagKeys(given),
      },
    });
    if (given.size > 0)
      invocation.access.demand('secretsmanager:TagResource', secretArn(store, Name), {
        shownAs: Name,
        context: { 'secretsmanager:secretid': Name, ...requestTagKeys(given) },
      });
    const existing = store.find(Name);
    if (existing) {
      const version = ClientRequestToken === undefined ? undefined : existing.versions.get(ClientRequestToken);
      if (existing.removeAt !== undefined) {
        const scheduled = 'a secret with this name is already scheduled for deletion';
        throw invalidRequest(`You can't create this secret because ${scheduled}.`);
      }
      if (version && value && sameValue(version.value, value)) return written(existing, version.id);
      throw new AwsError('ResourceExistsException', `The operation failed because the secret ${Name} already exists.`);
    }
    const secret = store.draft(Name);
    applyDetails(secret, { Description, KmsKeyId });
    for (const [key, tag] of given) secret.tags.set(key, tag);
    const version = value && writeVersion(secret, { value, token: ClientRequestToken }, invocation);
    store.add(secret);
    return written(secret, version?.id);
  },
);

/** Changes description and key, and with a value given adds a version as PutSecretValue does. */
export const updateSecret = operation(
  structure({
    SecretId: secretId,
    ClientRequestToken: requestToken,
    Description: description,
    KmsKeyId: kmsKeyId,
    SecretString: secretString,
    SecretBinary: secretBinary,
  }),
  (store: SecretStore, input, invocation) => {
    const { Description, KmsKeyId } = input;
    const value = givenValue(input);
    const secret = reachLiveSecret(store, input.SecretId, 'UpdateSecret', invocation, {
      ...(Description !== undefined && { 'secretsmanager:description': Description }),
      ...(KmsKeyId !== undefined && { 'secretsmanager:kmskeyid': KmsKeyId }),
    });
    if (KmsKeyId) {
      // The labelled versions are encrypted again: read under the old key, written under the new one.
      for (const version of secret.versions.values()) {
        if (version.stages.size === 0) continue;
        demandSecretKey('read', secret, version.id, invocation);
        demandSecretKey('write', { arn: secret.arn, kmsKeyId: KmsKeyId }, version.id, invocation);
      }
    }
    const write = value && { value, token: input.ClientRequestToken, kmsKeyId: KmsKeyId || secret.kmsKeyId };
    const version = write && writeVersion(secret, write, invocation);
    applyDetails(secret, { Description, KmsKeyId });
    secret.changedAt = invocation.at;
    return written(secret, version?.id);
  },
);

interface Details {
  readonly Description: string | undefined;
  readonly KmsKeyId: string | undefined;
}

function applyDetails(secret: Secret, { Description, KmsKeyId }: Details): void {
  if (Description !== undefined) secret.description = Description;
  if (KmsKeyId) secret.kmsKeyId = KmsKeyId;
}

function written(secret: Secret, versionId: string | undefined) {
  return { ARN: secret.arn, Name: secret.name, ...(versionId !== undefined && { VersionId: versionId }) };
}
