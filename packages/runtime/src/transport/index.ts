export type { AwsCredentials, CredentialsOption } from './aws-credentials.js';
export { type FaultDetails, type FaultKind, TransportFault } from './fault.js';
export type { Signal } from './signal.js';
export type { CallOptions, Operation, Operations, Parameter, SecretValue, Transport } from './transport.js';
