export { type SdkClients, sdkTransport } from './sdk-transport.js';
