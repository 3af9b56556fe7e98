export type { DatabaseConnection } from './database-connection.js';
export type { DatabaseUserOptions, LoginFields } from './database-options.js';
export { mysqlUser } from './mysql-user.js';
export type { PasswordOptions } from './password.js';
export { postgresUser } from './postgres-user.js';
export type { RotationEvent } from './rotation-event.js';
export { type RotationHandler, rotationHandler } from './rotation-handler.js';
export type { PendingRotationStep, RotationStep, RotationStrategy } from './strategy.js';
