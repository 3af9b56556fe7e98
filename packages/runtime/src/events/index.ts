export { type EmfEvents, type EmfEventsOptions, emfEvents } from './emf-events.js';
export type { OnSecretEvent, SecretEvent } from './events.js';
