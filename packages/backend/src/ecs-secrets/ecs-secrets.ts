import { ownProperties, type SecretReference } from '@amplify-secrets/runtime/contract';
import { Lazy } from 'aws-cdk-lib';
import type { Secret } from 'aws-cdk-lib/aws-ecs';
import { Grant, type IPrincipal } from 'aws-cdk-lib/aws-iam';
import { grantSecretRead } from '../grant.js';
import { granteeOf } from '../grantees/grantee.js';
import { type EcsSecretsOptions, ecsVariablesOf } from './ecs-secrets-options.js';
import { checkEcsNames, valueFrom } from './value-from.js';

/**
 * A secret as variables of an ECS container, for `addContainer({ secrets })`, `container.addSecret` and the `secretOptions` of log drivers.
 * ECS reads it once, when a task starts, with the execution role, which is granted exactly that secret.
 *
 * From AWS Secrets Manager, ECS reads the whole value or single fields of JSON. From Amplify's store (sandboxes) it reads whole values
 * only, from the deployment's own parameter and never from the shared one.
 *
 * @throws {EcsSecretInvalidError} When ECS cannot read it, or an option is not valid; in `addContainer`, for a field of a secret that is
 * in Amplify's store.
 * @throws {SandboxSecretNameInvalidError} When a sandbox cannot have a secret of the name given to `secretNamed`.
 * @throws {SecretNameInvalidError} When no secret can have the name.
 * @throws {DeploymentUnknownError} In `addContainer`, with the other errors of `grantSecretRead`.
 * @example
 * ```ts
 * taskDefinition.addContainer('app', {
 *   image,
 *   secrets: {
 *     ...ecsSecrets(secrets.stripe, { fields: { STRIPE_API_KEY: 'apiKey' } }),
 *     ...ecsSecrets(secrets.databasePassword, { as: 'DATABASE_PASSWORD' }),
 *   },
 * });
 * ```
 */
export function ecsSecrets<Value>(
  reference: SecretReference<unknown, Value>,
  options: EcsSecretsOptions<Value>,
): Record<string, Secret> {
  const variables = ecsVariablesOf(reference, options);
  checkEcsNames(reference);
  const { fields, as, ...rest } = options;
  const terms = ownProperties(rest);
  const granted = new WeakSet<IPrincipal>();

  return Object.fromEntries(
    variables.map(({ name, field }): [string, Secret] => [
      name,
      {
        // Its deployment is known only from the stack that uses it.
        arn: Lazy.uncachedString({ produce: ({ scope }) => valueFrom(reference, field, scope, terms.deployment) }),
        hasField: field !== undefined,
        grantRead(grantee) {
          // Checked here too: CDK wraps an error that a token throws.
          valueFrom(reference, field, granteeOf(grantee, 'ecsSecrets').construct, terms.deployment);
          if (!granted.has(grantee.grantPrincipal)) {
            // ECS reads one by one.
            grantSecretRead(grantee, reference, { ...terms, batch: false });
            granted.add(grantee.grantPrincipal);
          }
          // CDK expects a Grant, and creates one only with a statement. Its caller, which adds a container, ignores this one.
          return Grant.drop(grantee, 'granted by grantSecretRead');
        },
      },
    ]),
  );
}
