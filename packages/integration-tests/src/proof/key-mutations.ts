import type { Mutation } from './mutation.js';

const GRANT = 'backend/grant.js';
const STATEMENTS = 'backend/statements/principal-statements.js';
const USE = 'backend/statements/key-use.js';
const DECLARED = 'runtime/contract/encryption-key.js';

/** Of customer-managed keys: which may be used, for what and through whom. */
export const KEY_MUTATIONS: readonly Mutation[] = [
  { name: 'keys used by whichever service', file: USE, find: "'kms:ViaService': service", replace: '' },
  {
    name: 'keys used through stores of one region',
    file: USE,
    find: `$\{service}.$\{region}.amazonaws.com`,
    replace: `$\{service}.us-east-1.amazonaws.com`,
  },
  {
    name: 'keys used through every store',
    file: USE,
    find: "StringEquals: { 'kms:ViaService': service }",
    replace: "StringLike: { 'kms:ViaService': '*' }",
  },
  {
    name: 'keys used for every secret',
    file: USE,
    find: 'ArnLike: { [contextKey]: arns }',
    replace: "Null: { [contextKey]: 'false' }, ArnLike: { 'aws:nothing': arns }",
    stopsSynthesis: true,
  },
  {
    name: 'the context of secrets for parameters',
    file: USE,
    find: 'kms:EncryptionContext:PARAMETER_ARN',
    replace: 'kms:EncryptionContext:SecretARN',
  },
  {
    name: 'reading makes data keys',
    file: USE,
    find: "read: ['kms:Decrypt'], write: ['kms:GenerateDataKey'",
    replace: "read: ['kms:Decrypt', 'kms:GenerateDataKey'], write: ['kms:GenerateDataKey'",
  },
  {
    name: 'writing makes no data key',
    file: USE,
    find: "write: ['kms:GenerateDataKey', 'kms:Decrypt']",
    replace: "write: ['kms:Decrypt']",
  },
  {
    name: 'writing cannot decrypt',
    file: USE,
    find: "write: ['kms:GenerateDataKey', 'kms:Decrypt']",
    replace: "write: ['kms:GenerateDataKey']",
  },
  { name: 'writing a parameter uses the key', file: USE, find: 'write: []', replace: "write: ['kms:Decrypt']" },
  { name: 'the key of a definition ignored', file: GRANT, find: 'key ?? located?.key', replace: 'key' },
  { name: 'the key of a grant ignored', file: GRANT, find: 'key ?? located?.key', replace: 'located?.key' },
  {
    name: 'one key for all counts in the store of Amplify',
    file: DECLARED,
    find: "store === 'secrets-manager' ? encryptionKey : undefined",
    replace: 'encryptionKey',
  },
  {
    name: 'the key of any environment',
    file: DECLARED,
    find: 'Object.hasOwn(encryptionKey, name) ? encryptionKey[name] : undefined',
    replace: 'true ? Object.values(encryptionKey)[0] : undefined',
  },
  {
    name: 'two keys in one statement',
    file: STATEMENTS,
    find: `$\{actions.join(' ')} $\{key} $\{use.service}`,
    replace: `$\{actions.join(' ')} $\{use.service}`,
    stopsSynthesis: true,
  },
  {
    name: 'two regions in one statement',
    file: STATEMENTS,
    find: `$\{actions.join(' ')} $\{key} $\{use.service}`,
    replace: `$\{actions.join(' ')} $\{key}`,
    stopsSynthesis: true,
  },
];
