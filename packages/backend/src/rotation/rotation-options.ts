import type { BranchPatterns, Deployment } from '@amplify-secrets/runtime/contract';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { BackendError } from '../backend-error.js';
import { ANYTHING, BOOLEAN, checkOptions } from '../check-options.js';
import type { AmplifyFunction } from '../grantees/grantee.js';
import { COPY_ARN } from '../targets/encryption-key.js';
import { checkSchedule } from './schedule.js';

export interface SecretRotationOptions {
  /**
   * The function that rotates the secret, with `rotationHandler` of `@amplify-secrets/runtime/rotation`: `backend.rotateDatabase`, or a CDK
   * function of this backend. Its timeout is at least 30 seconds, which `defineFunction` has only with `timeoutSeconds`.
   */
  readonly function: AmplifyFunction | (IGrantable & Pick<IFunction, 'functionArn'>);
  /**
   * When to rotate, in UTC: `cron(0 <hours> <day of month> <month> <day of week> *)`, `rate(<number> days)` or `rate(<number> hours)`; every
   * four hours at most. Prefer cron: after a change of a `rate()` the rotation that was planned before may still happen.
   * https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html
   */
  readonly schedule: string;
  /**
   * How long after the hour of the schedule AWS may begin, in whole hours: `'3h'`. It ends before the next window and before the end of
   * the UTC day.
   * @default one hour where the schedule is in hours, and to the end of the UTC day where it is in days
   */
  readonly window?: string;
  /**
   * The deployment that owns the rotation, as in the options of a grant: `'main'`. Elsewhere nothing is made. Required where an
   * environment has more than one deployment: the last one deployed would win, and deleting it would end the rotation.
   * @default every deployment
   */
  readonly branches?: BranchPatterns;
  /**
   * Whether to rotate at once when the schedule is deployed or changed. Otherwise AWS only runs the function's test.
   * @default false
   */
  readonly onDeployment?: boolean;
  /**
   * The customer-managed KMS key that the secret is encrypted under, as in the options of a grant.
   * @default the key in the secret's definition, or `aws/secretsmanager`, which needs no permission
   */
  readonly encryptionKey?: IKey | string;
  /**
   * Which deployment this is, as in the options of a grant.
   * @default the deployment in Amplify's CDK context
   */
  readonly deployment?: Deployment;
}

export const CALL = 'defineSecretRotation';
/** `target` and `more` are code. */
export const rotationLine = (target = 'secrets.mySecret', more = '') =>
  `defineSecretRotation(backend, ${target}, { function: backend.myFunction${more}, schedule: 'cron(0 3 1 * ? *)' })`;

const TYPES = {
  function: ANYTHING,
  schedule: ANYTHING,
  window: ANYTHING,
  branches: {
    ...ANYTHING,
    howToGive: `For example: ${rotationLine(undefined, ", branches: 'main'")}.`,
  },
  onDeployment: BOOLEAN,
  encryptionKey: { ...ANYTHING, howToGive: COPY_ARN },
  deployment: ANYTHING,
};

/**
 * The options alone, without what an object inherits.
 * @throws {RotationInvalidError} When one is unknown, missing, or AWS would refuse it.
 */
export function checkRotationOptions(written: SecretRotationOptions): SecretRotationOptions {
  const options = checkOptions(written, {
    owner: CALL,
    types: TYPES,
    example: rotationLine(),
    error: 'RotationInvalidError',
  });
  for (const name of ['function', 'schedule'] as const) {
    if (Object.hasOwn(options, name)) continue;
    throw new BackendError(
      'RotationInvalidError',
      `${CALL} must be given the option "${name}".`,
      `Write, for example: ${rotationLine()}.`,
    );
  }
  checkSchedule(options.schedule, options.window);
  return options;
}
