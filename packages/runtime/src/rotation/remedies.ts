import { shellLine } from '../contract/shell-line.js';

/** The line for amplify/backend.ts that declares a rotation, and grants its function all that it needs. */
export function rotationLine(expression: string): string {
  return `defineSecretRotation(backend, ${expression}, { function: backend.myFunction, schedule: 'rate(30 days)' });`;
}

/** How to begin a rotation that Secrets Manager does not take up again by itself. */
export function rotateLine(id: string): string {
  return shellLine`aws secretsmanager rotate-secret --secret-id ${id}`;
}

/** How to give up a rotation, so that the next one makes another value. */
export function abandonLine(id: string, version: string): string {
  return shellLine`aws secretsmanager update-secret-version-stage --version-stage AWSPENDING --secret-id ${id} --remove-from-version-id ${version}`;
}
