// For packages of the kit that are released with this one and pin its version: there is no stability promise.

export { type ArnScope, parameterArn, regionOfSecretArn, secretArnPattern } from './arns.js';
export { checkBranchPattern, isPreview, matchesDeployment, patternOf } from './branch-patterns.js';
export { checkEnvironments } from './check-environments.js';
export { checkedNameIn as secretNameIn, duplicateName } from './check-names.js';
export { checkSet } from './check-set.js';
export { type CommandPlace, commandLine } from './command-line.js';
export { credentialIn } from './credentials/credential-in.js';
export { isPublic as isPublicName, type Named, namedAs, wordsOf } from './credentials/credential-name.js';
export { isPlaceholder } from './credentials/no-credential.js';
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
export { kindOf } from './describe-value.js';
export {
  DESCRIPTOR_VARIABLE,
  type DescribedApp,
  type Descriptor,
  decodeDescriptor,
  encodeDescriptor,
} from './descriptor.js';
export { differsFrom, digestOf } from './digest.js';
export { encryptionKeyIn, isKeyArn } from './encryption-key.js';
export {
  allEnvironments,
  type BranchPatterns,
  type Environment,
  type EnvironmentOptions,
  type Environments,
  environmentOf,
  findEnvironment,
  optionsOf,
  patternsOf,
} from './environments.js';
export {
  DECLARATION_ERROR_NAMES,
  DeclarationError,
  isSecretsError,
  READING_ERROR_NAMES,
  ROTATION_ERROR_NAMES,
  SecretsError,
  type SecretsErrorName,
} from './errors.js';
export { matchesGlob } from './glob.js';
export { prefixedNameIn } from './locate.js';
export { checkAppName, checkSecretName, kebabCase } from './names.js';
export { ownProperties } from './own-properties.js';
export { owningService } from './owning-service.js';
export { parameterFolders } from './parameter-paths.js';
export { checkSecretPattern, strayMatch } from './patterns.js';
export { isPlainObject } from './plain-object.js';
export { printable } from './printable.js';
export { includesProduction } from './production.js';
export {
  expressionOf,
  isSecretReference,
  referencesOf,
  type SecretReference,
  type SecretSet,
  type Secrets,
  secretSetOf,
} from './secret-set.js';
export { shellLine } from './shell-line.js';
export { propertyKey, stringLiteral } from './source-code.js';
export { giveOrLeaveOut, undefinedOption } from './undefined-option.js';
