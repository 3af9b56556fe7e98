import { lowerKeys } from '../../authorization/condition-keys.js';
import { AwsError } from '../../aws-error.js';
import { operation } from '../api/operation.js';
import { list, required, string, structure } from '../api/shape.js';
import type { Parameter } from './parameter.js';
import { accessParameter } from './parameter-access.js';
import type { ParameterStore } from './parameter-store.js';

export const parameterTags = list(
  structure({
    Key: required(string({ min: 1, max: 128, pattern: /^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$/u })),
    Value: required(string({ max: 256, pattern: /^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$/u })),
  }),
  { max: 1000 },
);

export function readTags(given: readonly { readonly Key: string; readonly Value: string }[] | undefined) {
  return new Map((given ?? []).map(({ Key, Value }) => [Key, Value]));
}

const target = { ResourceType: required(string()), ResourceId: required(string()) };

export const addTagsToResource = operation(
  structure({ ...target, Tags: required(parameterTags) }),
  (store: ParameterStore, input, call) => {
    const given = readTags(input.Tags);
    const context = { ...lowerKeys('aws:requesttag/', given), 'aws:tagkeys': [...given.keys()] };
    checkType(input.ResourceType);
    const { tags } = known(accessParameter(store, input.ResourceId, 'AddTagsToResource', call, context));
    if (new Set([...tags.keys(), ...given.keys()]).size > 50) {
      throw new AwsError('TooManyTagsError', 'A parameter can have at most 50 tags.');
    }
    for (const [key, value] of given) tags.set(key, value);
    return {};
  },
);

export const removeTagsFromResource = operation(
  structure({ ...target, TagKeys: required(list(string({ min: 1, max: 128 }))) }),
  (store: ParameterStore, { ResourceType, ResourceId, TagKeys }, call) => {
    checkType(ResourceType);
    const context = { 'aws:tagkeys': TagKeys };
    const { tags } = known(accessParameter(store, ResourceId, 'RemoveTagsFromResource', call, context));
    for (const key of TagKeys) tags.delete(key);
    return {};
  },
);

export const listTagsForResource = operation(
  structure(target),
  (store: ParameterStore, { ResourceType, ResourceId }, call) => {
    checkType(ResourceType);
    const { tags } = known(accessParameter(store, ResourceId, 'ListTagsForResource', call));
    return { TagList: [...tags].map(([Key, Value]) => ({ Key, Value })) };
  },
);

function checkType(resourceType: string): void {
  if (resourceType === 'Parameter') return;
  throw new AwsError(
    'InvalidResourceType',
    `ResourceType must be Parameter in the local AWS, and got ${resourceType}.`,
  );
}

function known(parameter: Parameter | undefined): Parameter {
  if (parameter === undefined) throw new AwsError('InvalidResourceId', 'The resource ID is not valid.');
  return parameter;
}
