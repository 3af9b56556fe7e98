import { SecretsError, type SecretsErrorName, type UnsavedValue } from '../contract/errors.js';
import type { Location } from '../stores/location.js';
import { subject } from '../stores/remedies.js';
import { type Access, storeError } from '../stores/store-errors.js';
import { isTransportFault } from '../transport/fault.js';
import { redacted } from '../values/protect.js';
import { ATTEMPTS } from './limits.js';
import type { Phase } from './update-task.js';

const KEY = 'kms:GenerateDataKey and kms:Decrypt';
const READ = { done: 'read', grant: 'ReadWrite', amplify: 'ssm:GetParameters', key: 'kms:Decrypt' } as const;
const WRITE = { done: 'updated', grant: 'ReadWrite', amplify: 'ssm:PutParameter', key: KEY } as const;

/** What errors say of each operation of an update. Each needs a permission of its own, and `grantSecretReadWrite` gives all. */
export const UPDATE_ACCESS = {
  get: { ...READ, 'secrets-manager': 'secretsmanager:GetSecretValue' },
  put: { ...WRITE, 'secrets-manager': 'secretsmanager:PutSecretValue' },
  move: { ...WRITE, 'secrets-manager': 'secretsmanager:UpdateSecretVersionStage' },
} satisfies Readonly<Record<string, Access>>;

/** Another writer changed what the update changes, and what it was to write was not written. */
export function conflictError(location: Location, value: unknown): SecretsError {
  return withValue(
    new SecretsError(
      'SecretConflictError',
      `${subject(location)} was not updated: another writer changed it meanwhile.`,
      `If the new value counts, write it: putSecret(${location.expression}, error.value.reveal()). If not, read the current one.`,
    ),
    value,
  );
}

/** Parameter Store has no compare-and-set, so the other writer's value is found when it is overwritten already. */
export function overwroteError(location: Location, value: unknown, version: number): SecretsError {
  return withValue(
    new SecretsError(
      'SecretConflictError',
      `${subject(location)} was updated, and so overwrote version ${version}, which another writer wrote at the same time: Parameter Store has no compare-and-set.`,
      `Read what was overwritten, and write what counts: getSecret(${location.expression}, { version: '${version}' }).`,
    ),
    value,
  );
}

/** The new value could not be stored. `cause` is what the store said last, or what is wrong with the value. */
export function lostError(location: Location, value: unknown, cause: SecretsError, isPut: boolean): SecretsError {
  const place = isPut
    ? 'It is in a version that is not current: unless the secret changes within an hour, the next updateSecret makes it current.'
    : 'It is stored nowhere.';
  return withValue(
    new SecretsError(
      'SecretUpdateLostError',
      `${subject(location)} was not updated, and what \`change\` returned may not be had again. ${place} ${cause.message}`,
      `Keep error.value.reveal() in a safe place, not in a log. ${cause.resolution}`,
      { cause },
    ),
    value,
  );
}

const MORE_TIME =
  'Give updateSecret the context of the function, { context }, and the function more time: defineFunction({ timeoutSeconds: 30 }).';
const LATE = {
  waiting: {
    what: 'the turn of another caller did not end',
    resolution: `Look for what \`change\` threw in the logs of the functions that update it: after any other error than SecretNotChanged, a turn lasts to the end of its caller's time. If it threw nothing: ${MORE_TIME}`,
  },
  reading: { what: '`change` could not begin', resolution: MORE_TIME },
  changing: { what: '`change`, whose result is still written if it comes, did not end', resolution: MORE_TIME },
} as const;

/** What the update was doing did not end in time. */
export function lateError(location: Location, phase: Exclude<Phase, 'writing'>, milliseconds: number): SecretsError {
  const { what, resolution } = LATE[phase];
  const message = `${subject(location)} was not updated: ${what} within ${Math.round(milliseconds)} ms.`;
  return new SecretsError('SecretUpdateTimeoutError', message, resolution);
}

/** The turn that this caller waited for, or one a moment ago, failed and consumed nothing. `until` is when the next one may begin. */
export function turnFailedError(location: Location, error: string, until: number): SecretsError {
  return new SecretsError(
    'SecretTurnFailedError',
    `${subject(location)} was not updated: the caller whose turn it was failed with ${error}, and the next turn begins at ${timeOf(until)}.`,
    `Look for ${error} in the logs of the functions that update it, and call updateSecret again after that time.`,
  );
}

/** Every attempt allowed on this version was made. */
export function exhaustedError(location: Location, until: number): SecretsError {
  return new SecretsError(
    'SecretTurnFailedError',
    `${subject(location)} was not updated: ${ATTEMPTS} attempts of the last hour changed nothing, and the next turn begins at ${timeOf(until)}.`,
    'Look for what `change` threw in the logs of the functions that update it. Whoever writes the secret ends the wait.',
  );
}

function timeOf(milliseconds: number): string {
  return Number.isFinite(milliseconds) ? new Date(milliseconds).toISOString() : 'an unknown time';
}

/** The error of a fault of the store, which names the permission that the operation needs. */
export function updateError(error: unknown, location: Location, access: Access): SecretsError {
  if (!isTransportFault(error) || !error.code.startsWith('LimitExceeded')) return storeError(error, location, access);
  return new SecretsError(
    'SecretVersionLimitError',
    `${subject(location)} has 100 versions of the last 24 hours, and AWS Secrets Manager accepts no more.`,
    'Update it at most every 15 minutes, and with turns every 30 minutes; a version is removed 24 hours after it was written.',
    { cause: error },
  );
}

/** An error with the value that was not written: neither logs nor JSON show it. */
function withValue(error: SecretsError<SecretsErrorName>, value: unknown): SecretsError {
  // Of the type that the caller says, as `jsonSecret<Value>()` is.
  const unsaved: UnsavedValue = Object.freeze(redacted({ reveal: <Value>() => value as Value }));
  return Object.defineProperty(error, 'value', { value: unsaved });
}
