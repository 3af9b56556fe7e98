import { lowerKeys } from '../../authorization/condition-keys.js';
import { AwsError } from '../../aws-error.js';
import { operation } from '../api/operation.js';
import { flag, required, string, structure } from '../api/shape.js';
import { accessParameter, checkParameterKey } from './parameter-access.js';
import { validation } from './parameter-errors.js';
import { checkNewName, parameterName } from './parameter-name.js';
import { type ParameterStore, toArn } from './parameter-store.js';
import { parameterTags, readTags } from './parameter-tags.js';
import { append, nextVersion } from './parameter-versions.js';

export const putParameter = operation(
  structure({
    Name: required(parameterName),
    Value: required(string({ min: 1, sensitive: true })),
    Description: string({ max: 1024 }),
    Type: string({ oneOf: ['String', 'StringList', 'SecureString'] }),
    KeyId: string({ min: 1, max: 256, pattern: /^([a-zA-Z0-9:/_-]+)$/ }),
    Overwrite: flag,
    AllowedPattern: string({ max: 1024 }),
    Tags: parameterTags,
    Tier: string({ oneOf: ['Standard', 'Advanced', 'Intelligent-Tiering'] }),
    Policies: string({ min: 1, max: 4096 }),
    DataType: string({ max: 128 }),
  }),
  (store: ParameterStore, input, call) => {
    const { Name, Overwrite = false } = input;
    const arn = toArn(store, Name);
    checkNewName(Name, arn);
    const tags = readTags(input.Tags);
    const parameter = accessParameter(store, Name, 'PutParameter', call, {
      'ssm:overwrite': String(Overwrite),
      ...(tags.size > 0 && { ...lowerKeys('aws:requesttag/', tags), 'aws:tagkeys': [...tags.keys()] }),
    });
    if (tags.size > 0) accessParameter(store, Name, 'AddTagsToResource', call, lowerKeys('aws:requesttag/', tags));
    if (Overwrite && tags.size > 0) {
      const remedy = 'To create a parameter with tags, please remove overwrite flag.';
      throw validation(`Invalid request: tags and overwrite can't be used together. ${remedy}`);
    }
    if (parameter && !Overwrite) {
      const remedy = 'To overwrite this value, set the overwrite option in the request to true.';
      throw new AwsError('ParameterAlreadyExists', `The parameter already exists. ${remedy}`);
    }
    const version = nextVersion(parameter, input, { at: call.at, by: call.access.caller });
    if (version.type === 'SecureString') checkParameterKey('write', { ...version, arn }, call);
    if (parameter === undefined) store.add({ name: Name, arn, tags, versions: [version] });
    else append(parameter, version);
    return { Version: version.version, Tier: version.tier };
  },
);
