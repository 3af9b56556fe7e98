export type { RotationEvent } from './rotation-event.js';
export { type RotationHandler, rotationHandler } from './rotation-handler.js';
export type { PendingRotationStep, RotationStep, RotationStrategy } from './strategy.js';
