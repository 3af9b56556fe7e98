import type { BackendFunction } from '../backend/model.js';
import type { InvocationHost } from './invocation-host.js';

export interface FunctionEnvironment {
  readonly fn: BackendFunction;
  readonly aws: Pick<InvocationHost, 'env'>;
  /** Variables besides the function's own. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * The environment of a function's process: the template's variables, Lambda's, the credentials of its role and the endpoint of
 * the local AWS. Lambda's variables cannot be overridden:
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function lambdaEnvironment({ fn, aws, environment }: FunctionEnvironment, codeDirectory: string) {
  const region = fn.arn.split(':')[3] ?? 'us-east-1';
  return {
    ...fn.environment,
    ...environment,
    _HANDLER: fn.handler,
    AWS_EXECUTION_ENV: `AWS_Lambda_${fn.runtime}`,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMegabytes),
    AWS_LAMBDA_FUNCTION_NAME: fn.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: logGroupName(fn),
    AWS_LAMBDA_LOG_STREAM_NAME: LOG_STREAM_NAME,
    LAMBDA_TASK_ROOT: codeDirectory,
    LANG: 'en_US.UTF-8',
    PATH: '/usr/local/bin:/usr/bin:/bin:/opt/bin',
    TZ: ':UTC',
    ...aws.env(fn.role, { sessionName: fn.functionName, region }),
  };
}

export function logGroupName(fn: BackendFunction): string {
  return `/aws/lambda/${fn.functionName}`;
}

export const LOG_STREAM_NAME = '2026/01/01/[$LATEST]00000000000000000000000000000000';
