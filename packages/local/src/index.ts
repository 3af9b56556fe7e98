export {
  type AccessMatrixRow,
  accessMatrix,
  type MatrixResource,
  type MatrixResources,
} from './access/access-matrix.js';
export { can } from './access/can.js';
export { formatAccessMatrix } from './access/format-access-matrix.js';
export type { Authorize, CallDecision } from './authorization/access.js';
export type { Fault, FaultTarget } from './aws/faults/fault.js';
export type { FaultHandle, Faults } from './aws/faults/faults.js';
export type { Call, CallFilter, Calls } from './aws/http/calls.js';
export type { Rotation, RotationHistory } from './aws/secrets-manager/rotation/rotations.js';
export type { KeySeeds, SeededKey } from './aws/seeds/key-seeds.js';
export type { ParameterPutOptions, ParameterSeeds, SeededParameter } from './aws/seeds/parameter-seeds.js';
export type { SecretPutOptions, SecretSeeds, SeededSecret } from './aws/seeds/secret-seeds.js';
export { findFunction } from './backend/find-function.js';
export { type LoadBackendOptions, loadBackend } from './backend/load-backend.js';
export type {
  Backend,
  BackendFunction,
  BackendRotation,
  BackendSecret,
  Deployment,
  PasswordRules,
  TemplateValue,
} from './backend/model.js';
export type { Decision, Role } from './iam/model.js';
export type { ContainerPool } from './lambda/container-pool.js';
export type { InvocationError } from './lambda/ending.js';
export { type Invocation, type InvokeOptions, invoke } from './lambda/invoke.js';
export { type LocalAws, startLocalAws } from './local-aws.js';
export type { EnvOptions, IssuedAccessKey, LocalAwsOptions } from './local-aws-options.js';
export { LOCAL_ERROR_NAMES, LocalError, type LocalErrorName } from './local-error.js';
export { SynthesisFailedError } from './synthesis/synthesis-failed-error.js';
export type { SynthesisFault } from './synthesis/synthesis-runner.js';
export {
  type BackendsOf,
  type SynthesizeEachOptions,
  type SynthesizeOptions,
  synthesize,
  synthesizeEach,
} from './synthesis/synthesize.js';
