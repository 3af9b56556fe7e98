import type { Stack } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-ecs';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';

/** Variables of the container, and the parameters that they come from. Both names: docs of the app and of the operator differ. */
export const SETTINGS = {
  AUTH0_DOMAIN: 'AUTH0_DOMAIN',
  AUTH0_CALLBACK_URL: 'AUTH0_CALLBACK_URL',
  BIND: 'GUNICORN_BIND',
  POOL_SIZE: 'GUNICORN_THREADS',
  REQUEST_TIMEOUT_SECONDS: 'GUNICORN_TIMEOUT',
  KEEP_ALIVE_SECONDS: 'GUNICORN_KEEPALIVE',
} as const;

/** `/papyrus/prd/AUTH0_DOMAIN`. They are put by hand: the template has no values, and a new one needs no deployment of it. */
export function settingsOf(stack: Stack, environment: string): Record<string, Secret> {
  return Object.fromEntries(
    Object.entries(SETTINGS).map(([variable, name]) => {
      const parameter = StringParameter.fromStringParameterName(stack, name, `/papyrus/${environment}/${name}`);
      return [variable, Secret.fromSsmParameter(parameter)];
    }),
  );
}
