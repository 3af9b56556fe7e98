export type { PendingRotationStep, RotationStep, RotationStrategy } from './strategy.js';
