import { type ConditionKeys, lowerKeys } from '../../authorization/condition-keys.js';
import { operation } from '../api/operation.js';
import { list, required, string, structure } from '../api/shape.js';
import { secretId, tags } from './members.js';
import { accessPrimarySecret } from './secret-access.js';
import { invalidParameter } from './secret-errors.js';
import type { SecretStore } from './secret-store.js';

type GivenTags = readonly { readonly Key: string | undefined; readonly Value: string | undefined }[];

/** Each key once, none reserved for AWS, and at most 50 on a secret. */
export function readTags(given: GivenTags | undefined, held: ReadonlyMap<string, string> = new Map()) {
  const read = new Map<string, string>();
  for (const { Key, Value } of given ?? []) {
    if (Key === undefined) throw invalidParameter('You must provide a key for every tag.');
    if (/^aws:/i.test(Key)) throw invalidParameter('Tag keys that begin with aws: are reserved for AWS.');
    if (read.has(Key)) throw invalidParameter('You provided the same tag key more than once.');
    read.set(Key, Value ?? '');
  }
  if (new Set([...held.keys(), ...read.keys()]).size > 50) {
    throw invalidParameter('The number of tags on a secret is limited to 50.');
  }
  return read;
}

export function requestTagKeys(given: ReadonlyMap<string, string>): ConditionKeys {
  return given.size === 0 ? {} : { ...lowerKeys('aws:requesttag/', given), 'aws:tagkeys': [...given.keys()] };
}

export const tagResource = operation(
  structure({ SecretId: secretId, Tags: required(tags) }),
  (store: SecretStore, { SecretId, Tags }, call) => {
    const given = readTags(Tags);
    const secret = accessPrimarySecret(store, SecretId, 'TagResource', call, requestTagKeys(given));
    readTags(Tags, secret.tags);
    for (const [key, value] of given) secret.tags.set(key, value);
    return {};
  },
);

export const untagResource = operation(
  structure({ SecretId: secretId, TagKeys: required(list(string({ min: 1, max: 128 }))) }),
  (store: SecretStore, { SecretId, TagKeys }, call) => {
    const secret = accessPrimarySecret(store, SecretId, 'UntagResource', call, { 'aws:tagkeys': TagKeys });
    if (secret.tags.size > 0) secret.wasTagged = true;
    for (const key of TagKeys) secret.tags.delete(key);
    return {};
  },
);
