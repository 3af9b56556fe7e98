export { parameterArn, regionOfSecretArn, type Scope, secretArnPattern } from './arns.js';
export { checkPattern, isPreview, matchesDeployment } from './branch-patterns.js';
export { checkEnvironments } from './check-environments.js';
export { checkedNameIn as secretNameIn, nameTaken } from './check-names.js';
export { checkSet } from './check-set.js';
export type {
  InputOf,
  OutputOf,
  SecretDefinition,
  SecretDefinitions,
  SecretKeyOption,
  SecretKind,
  SecretNameOption,
} from './definition.js';
export { type Deployment, describeDeployment, type Store } from './deployment.js';
export { DESCRIPTOR_VARIABLE, type Descriptor, decodeDescriptor, encodeDescriptor } from './descriptor.js';
export { encryptionKeyIn, isKeyArn } from './encryption-key.js';
export {
  allEnvironments,
  type BranchPatterns,
  type Environment,
  type EnvironmentOptions,
  type Environments,
  environmentOf,
  findEnvironment,
} from './environments.js';
export { isSecretsError, SECRETS_ERROR_NAMES, SecretsError, type SecretsErrorName } from './errors.js';
export { matchesGlob } from './glob.js';
export { familyNameIn } from './locate.js';
export { isPlainObject } from './message-text.js';
export { checkAppName, checkSecretName, kebabCase } from './names.js';
export { parameterFolders } from './parameter-paths.js';
export { checkSecretPattern, strayMatch } from './patterns.js';
export {
  expressionOf,
  isSecretReference,
  referencesOf,
  type SecretReference,
  type SecretSet,
  type Secrets,
  secretSetOf,
} from './secret-set.js';
