import { parseArn } from '../../../arn/arn.js';
import { AwsError } from '../../../aws-error.js';
import { allowsService } from '../../../iam/allows-service.js';
import type { NamedPolicy } from '../../../iam/model.js';

export type RotationStep = 'createSecret' | 'setSecret' | 'testSecret' | 'finishSecret';

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html */
export interface RotationEvent {
  readonly Step: RotationStep;
  /** The secret's ARN. */
  readonly SecretId: string;
  /** The id of the new version. */
  readonly ClientRequestToken: string;
  readonly RotationToken: string;
}

/** How a function ended, as Lambda reports it. */
export interface StepResult {
  readonly error?: { readonly errorType: string; readonly errorMessage: string };
  readonly logs: readonly string[];
}

/** A Lambda function that is deployed here. */
export interface RotationFunction {
  readonly arn: string;
  /** Its resource policy: the permissions of the templates. */
  readonly policy?: NamedPolicy;
  invoke(event: RotationEvent): Promise<StepResult>;
}

/** Throws unless the function is deployed and its policy lets Secrets Manager invoke it for this secret. */
export function checkInvocable(fn: RotationFunction | undefined, secretArn: string): RotationFunction {
  const { account = '', region = '' } = parseArn(secretArn) ?? {};
  const context = {
    'aws:sourcearn': secretArn,
    'aws:sourceaccount': account,
    'aws:requestedregion': region,
    'aws:principalservicename': SERVICE,
    'aws:principalisawsservice': 'true',
    'aws:securetransport': 'true',
  };
  const request = { service: SERVICE, action: 'lambda:InvokeFunction', resource: fn?.arn ?? '', context };
  if (fn !== undefined && allowsService(fn.policy, request) === true) return fn;
  const remedy = `Ensure that the function policy grants access to the principal ${SERVICE}.`;
  throw new AwsError('AccessDeniedException', `Secrets Manager cannot invoke the specified Lambda function. ${remedy}`);
}

const SERVICE = 'secretsmanager.amazonaws.com';
