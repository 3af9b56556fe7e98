import { secretArn } from '../../arn/arn.js';
import { AwsError } from '../../aws-error.js';
import { operation } from '../api/operation.js';
import { flag, required, string, structure } from '../api/shape.js';
import { description, kmsKeyId, requestToken, secretBinary, secretString, tags } from './members.js';
import { checkReplicaRegions, namedRegions, replicaRegions, replicate, replicationKeys } from './replicate-secret.js';
import { replicationStatus } from './replication-status.js';
import { sameValue } from './secret.js';
import { checkName } from './secret-access.js';
import { applyDetails, written } from './secret-details.js';
import { invalidRequest, tokenInUse } from './secret-errors.js';
import type { SecretStore } from './secret-store.js';
import { readTags, requestTagKeys } from './secret-tags.js';
import { givenValue, writeVersion } from './write-version.js';

export const createSecret = operation(
  structure({
    Name: required(string({ min: 1, max: 512 })),
    ClientRequestToken: requestToken,
    Description: description,
    KmsKeyId: kmsKeyId,
    SecretString: secretString,
    SecretBinary: secretBinary,
    Tags: tags,
    AddReplicaRegions: replicaRegions,
    ForceOverwriteReplicaSecret: flag,
  }),
  (store: SecretStore, input, call) => {
    const { Name, ClientRequestToken, Description, KmsKeyId } = input;
    checkName(Name);
    const value = givenValue(input);
    const given = readTags(input.Tags);
    // There is no suffix yet: AWS authorises the creation by the name.
    call.access.check('secretsmanager:CreateSecret', secretArn(store, Name), {
      shownAs: Name,
      context: {
        'secretsmanager:name': Name,
        ...(Description !== undefined && { 'secretsmanager:description': Description }),
        ...(KmsKeyId !== undefined && { 'secretsmanager:kmskeyid': KmsKeyId }),
        ...requestTagKeys(given),
        ...replicationKeys(input),
      },
    });
    if (given.size > 0)
      call.access.check('secretsmanager:TagResource', secretArn(store, Name), {
        shownAs: Name,
        context: { 'secretsmanager:secretid': Name, ...requestTagKeys(given) },
      });
    if (input.AddReplicaRegions)
      call.access.check('secretsmanager:ReplicateSecretToRegions', secretArn(store, Name), {
        shownAs: Name,
        context: { 'secretsmanager:secretid': Name, ...replicationKeys(input) },
      });
    checkReplicaRegions(store, input);
    const existing = store.find(Name);
    if (existing) {
      const version = existing.versions.get(ClientRequestToken);
      if (existing.removeAt !== undefined) {
        const scheduled = 'a secret with this name is already scheduled for deletion';
        throw invalidRequest(`You can't create this secret because ${scheduled}.`);
      }
      if (version && value && sameValue(version.value, value)) return written(existing, version.id);
      if (version) throw tokenInUse(version.id, existing.arn);
      throw new AwsError('ResourceExistsException', `The operation failed because the secret ${Name} already exists.`);
    }
    const secret = store.draft(Name, { at: call.at });
    applyDetails(secret, { Description, KmsKeyId });
    for (const [key, tag] of given) secret.tags.set(key, tag);
    const version = value && writeVersion(secret, { value, token: ClientRequestToken }, call);
    store.add(secret);
    replicate(store, secret, input, call);
    const begun = new Set(namedRegions(input.AddReplicaRegions));
    const ReplicationStatus = replicationStatus(store, secret, begun);
    return { ...written(secret, version?.id), ...(begun.size > 0 && { ReplicationStatus }) };
  },
);
