export type { CallOptions, Operation, Operations, Transport } from '../transport/transport.js';
export { type SdkClients, sdkTransport } from './sdk-transport.js';
