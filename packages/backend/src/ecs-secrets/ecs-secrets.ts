import type { SecretReference } from '@amplify-secrets/runtime/contract';
import { Lazy } from 'aws-cdk-lib';
import type { Secret } from 'aws-cdk-lib/aws-ecs';
import { Grant, type IPrincipal } from 'aws-cdk-lib/aws-iam';
import { grantSecretRead } from '../grant.js';
import { granteeOf } from '../grantees/grantee.js';
import { type EcsSecretsOptions, ecsVariablesOf } from './ecs-secrets-options.js';
import { checkEcsNames, valueFrom } from './ecs-secrets-place.js';

/**
 * A secret as variables of an ECS container: what `addContainer({ secrets })`, `container.addSecret` and the `secretOptions` of log
 * drivers take. ECS reads it once, when a task starts, by the execution role, which is granted exactly that secret.
 *
 * In AWS Secrets Manager, ECS takes the whole value or single fields of JSON. In Amplify's store (sandboxes) it takes whole values
 * alone, from the deployment's own parameter; it does not go on to the shared one.
 *
 * Throws EcsSecretInvalidError, and for a `secretNamed` SandboxSecretNameInvalidError or SecretNameInvalidError; in `addContainer`
 * EcsSecretInvalidError for a field of a secret that is in Amplify's store, and what `grantSecretRead` throws.
 *
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
  const { fields, as, ...terms } = options;
  const granted = new WeakSet<IPrincipal>();

  return Object.fromEntries(
    variables.map(({ name, field }): [string, Secret] => [
      name,
      {
        // Only the template that it ends up in knows its deployment.
        arn: Lazy.uncachedString({ produce: ({ scope }) => valueFrom(reference, field, scope, terms.deployment) }),
        hasField: field !== undefined,
        grantRead(grantee) {
          // Judged here too: from within a token CDK would show the error wrapped.
          valueFrom(reference, field, granteeOf(grantee, 'ecsSecrets').construct, terms.deployment);
          if (!granted.has(grantee.grantPrincipal)) {
            // ECS reads one by one.
            grantSecretRead(grantee, reference, { ...terms, batch: false });
            granted.add(grantee.grantPrincipal);
          }
          // CDK wants a Grant back, and makes one only together with a statement of its own. What calls this for ECS drops it.
          return Grant.drop(grantee, 'granted by grantSecretRead');
        },
      },
    ]),
  );
}
