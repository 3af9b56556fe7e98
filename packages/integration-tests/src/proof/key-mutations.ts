import { type Mutation, mutationsIn } from './mutation.js';

/** About customer-managed keys: which may be used, for what and through which service. */
export const KEY_MUTATIONS: readonly Mutation[] = [
  ...mutationsIn('backend/statements/key-use.js', [
    ['keys used by whichever service', "'kms:ViaService': service", ''],
    [
      'keys used through stores of one region',
      `$\{service}.$\{region}.amazonaws.com`,
      `$\{service}.us-east-1.amazonaws.com`,
    ],
    [
      'keys used through every store',
      "StringEquals: { 'kms:ViaService': service }",
      "StringLike: { 'kms:ViaService': '*' }",
    ],
    [
      'keys used for every secret',
      'ArnLike: { [contextKey]: arns }',
      "Null: { [contextKey]: 'false' }, ArnLike: { 'aws:nothing': arns }",
      'stops synthesis',
    ],
    ['the context of secrets for parameters', 'kms:EncryptionContext:PARAMETER_ARN', 'kms:EncryptionContext:SecretARN'],
    [
      'reading makes data keys',
      "read: ['kms:Decrypt'], write: ['kms:GenerateDataKey'",
      "read: ['kms:Decrypt', 'kms:GenerateDataKey'], write: ['kms:GenerateDataKey'",
    ],
    ['writing makes no data key', "write: ['kms:GenerateDataKey', 'kms:Decrypt']", "write: ['kms:Decrypt']"],
    ['writing cannot decrypt', "write: ['kms:GenerateDataKey', 'kms:Decrypt']", "write: ['kms:GenerateDataKey']"],
    ['writing a parameter uses the key', 'write: []', "write: ['kms:Decrypt']"],
  ]),
  ...mutationsIn('backend/grant.js', [
    ['the key of a definition ignored', 'key ?? located?.key', 'key'],
    ['the key of a grant ignored', 'key ?? located?.key', 'located?.key'],
  ]),
  ...mutationsIn('runtime/contract/encryption-key.js', [
    [
      'one key for all counts in the store of Amplify',
      "store === 'secrets-manager' ? encryptionKey : undefined",
      'encryptionKey',
    ],
    [
      'the key of any environment',
      'Object.hasOwn(encryptionKey, name) ? encryptionKey[name] : undefined',
      'true ? Object.values(encryptionKey)[0] : undefined',
    ],
  ]),
  ...mutationsIn('backend/statements/principal-statements.js', [
    [
      'two keys in one statement',
      `$\{actions.join(' ')} $\{key} $\{use.service}`,
      `$\{actions.join(' ')} $\{use.service}`,
      'stops synthesis',
    ],
    [
      'two regions in one statement',
      `$\{actions.join(' ')} $\{key} $\{use.service}`,
      `$\{actions.join(' ')} $\{key}`,
      'stops synthesis',
    ],
  ]),
];
