export type { AwsCredentials, CredentialsOption } from './aws-credentials.js';
export { type FaultDetails, type FaultKind, TransportFault } from './fault.js';
export type { CallOptions, Operation, Operations, Parameter, SecretValue, Transport } from './transport.js';
