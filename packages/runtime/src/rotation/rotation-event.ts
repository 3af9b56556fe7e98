import { SecretsError } from '../contract/errors.js';
import type { Location } from '../stores/location.js';
import { subject } from '../stores/remedies.js';
import { rotateLine, rotationLine } from './remedies.js';

/** What AWS Secrets Manager invokes a rotation function with. */
export interface RotationEvent {
  /** `createSecret`, `setSecret`, `testSecret` or `finishSecret`. */
  readonly Step: string;
  /** The ARN of the secret. */
  readonly SecretId: string;
  /** Becomes the id of the new version. */
  readonly ClientRequestToken: string;
  /** Belongs into the PutSecretValue of this rotation. */
  readonly RotationToken?: string | undefined;
}

const STEPS = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const;
export type StepName = (typeof STEPS)[number];

/** An event that was checked. */
export interface CheckedEvent extends RotationEvent {
  readonly Step: StepName;
}

// AWS adds a hyphen and six characters to the name.
const ARN = /^arn:[^:]+:secretsmanager:([^:]+):\d{12}:secret:(.+)-[A-Za-z0-9]{6}$/;
// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
const TOKEN = /^[\w-]{32,64}$/;

/**
 * The event, if it is one of Secrets Manager about the secret at `location`.
 *
 * @throws {RotationEventInvalidError} When it is not.
 */
export function checkEvent(given: unknown, location: Location): CheckedEvent {
  const { Step, SecretId, ClientRequestToken, RotationToken }: Readonly<Record<string, unknown>> = Object(given);
  const { id, store, expression } = location;
  if (store === 'amplify') {
    throw invalid(
      `${subject(location)} cannot be rotated: only AWS Secrets Manager rotates secrets.`,
      "In defineSecrets set store: 'secrets-manager' in this environment, or rotate only in environments that have it.",
    );
  }
  const invoke = `Do not invoke this function yourself. To rotate now, run: ${rotateLine(id)}`;
  const step = STEPS.find((each) => each === Step);
  if (step === undefined) {
    const got = typeof Step === 'string' && /^\w{1,40}$/.test(Step) ? `"${Step}"` : 'none of them';
    throw invalid(`The "Step" of a rotation event must be ${STEPS.join(', ')}, and got ${got}.`, invoke);
  }
  if (typeof ClientRequestToken !== 'string' || !TOKEN.test(ClientRequestToken)) {
    throw invalid(
      'The "ClientRequestToken" of a rotation event must be 32 to 64 letters, digits, hyphens and underscores.',
      invoke,
    );
  }
  if (typeof SecretId !== 'string' || (SecretId !== id && ARN.exec(SecretId)?.[2] !== id)) {
    throw invalid(
      `The "SecretId" of the rotation event must be that of "${id}", which ${expression} is in this deployment, and got another one.`,
      `Give each secret a rotation function of its own. In amplify/backend.ts write: ${rotationLine(expression)}`,
    );
  }
  const token = typeof RotationToken === 'string' ? RotationToken : undefined;
  return { Step: step, SecretId, ClientRequestToken, RotationToken: token };
}

function invalid(message: string, resolution: string): SecretsError {
  return new SecretsError('RotationEventInvalidError', message, resolution);
}
