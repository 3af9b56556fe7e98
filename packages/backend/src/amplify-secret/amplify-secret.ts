import { createRequire } from 'node:module';
import {
  type Deployment,
  environmentOf,
  parameterFolders,
  type SecretReference,
  secretNameIn,
} from '@amplify-secrets/runtime/contract';
import { SecretValue, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { openBackend } from '../open-backend.js';
import { REFERENCE_PREFIX } from '../targets/parameter-store-reference.js';
import { labelOf } from '../targets/target.js';
import { checkUse, notForFunctions } from './invalid-use.js';

/** Amplify's `BackendSecret`, which `secret('NAME')` returns too. */
export interface AmplifySecret {
  resolve(scope: Construct, backendIdentifier: Deployment): SecretValue;
  resolvePath(backendIdentifier: Deployment): { readonly branchSecretPath: string; readonly sharedSecretPath: string };
}

/** The fields of a JSON secret, from its type. */
export type FieldOf<Output> = unknown extends Output ? string : Output extends string ? never : keyof Output & string;

/**
 * A declared secret for Amplify's own resources, in place of `secret('NAME')`: a `textSecret`, or a field of a `jsonSecret`.
 *
 * For the external providers of `defineAuth`, in every deployment. Where the store is AWS Secrets Manager, they get a dynamic reference,
 * which CloudFormation resolves when it creates or changes the provider, and not when the secret changes. Where the store is Amplify's,
 * they get what `secret('mapsKey')` returns. There a field is a separate Amplify secret with a name like `googleOauth.clientSecret`, since
 * Amplify reads whole values only.
 *
 * For the `environment` of `defineFunction`, a `textSecret` only. The function reads it when it starts, as it does for `secret('NAME')`.
 * A secret in AWS Secrets Manager it reads through Parameter Store, for which it needs a grant: `grantSecretRead(backend.myFunction,
 * secrets.mapsKey)`. The value is in no template and in no configuration of the function. `getSecret` is the better way: it is typed,
 * sees a changed value, and fails for a missing one.
 *
 * @throws {AmplifySecretInvalidError} Here, or while Amplify creates the resource, when Amplify cannot use it.
 * @throws {BranchUnmatchedError} While Amplify creates the resource, when the deployment is of no environment.
 * @throws {DeploymentUnknownError} Then, when two calls name two deployments.
 * @throws {SecretSetsDisagreeError} Then, when two sets of one app differ in what they both declare.
 * @throws {SecretNameTakenError} Then, when two secrets would be one.
 * @example
 * ```ts
 * export const auth = defineAuth({
 *   loginWith: {
 *     email: true,
 *     externalProviders: {
 *       google: {
 *         clientId: amplifySecret(secrets.googleOauth, 'clientId'),
 *         clientSecret: amplifySecret(secrets.googleOauth, 'clientSecret'),
 *       },
 *       callbackUrls: ['http://localhost:3000/'],
 *       logoutUrls: ['http://localhost:3000/'],
 *     },
 *   },
 * });
 * ```
 */
export function amplifySecret(secret: SecretReference<string, string>): AmplifySecret;
export function amplifySecret<Output, Input>(
  secret: SecretReference<Output, Input>,
  field: FieldOf<Output>,
): AmplifySecret;
export function amplifySecret(secret: SecretReference, field?: string): AmplifySecret {
  checkUse(secret, field);
  const { set, definition } = secret;

  function locate({ type, namespace, name: branch }: Deployment) {
    const deployment = { type, namespace, name: branch };
    const environment = environmentOf(set.environments, deployment);
    const name = secretNameIn(environment, secret);
    const folders = environment.store === 'amplify' ? parameterFolders(deployment) : undefined;
    return { deployment, name, folders };
  }

  return {
    resolve(scope, backendIdentifier) {
      const { deployment, name, folders } = locate(backendIdentifier);
      const state = openBackend(scope, deployment);
      state.sets.register(set);
      const { region } = Stack.of(scope);
      if (folders === undefined) {
        const { kind, fields } = definition;
        state.addAmplifySecretUse({
          reference: secret,
          secret: { store: 'secrets-manager', name, ids: [name], region, kind, fields },
        });
        return SecretValue.secretsManager(name, field === undefined ? {} : { jsonField: field });
      }
      const own = field === undefined ? name : `${name}.${field}`;
      const ids = folders.map((folder) => `${folder}/${own}`);
      state.addAmplifySecretUse({
        reference: secret,
        secret: { store: 'amplify', name: own, ids, region, kind: 'text', fields: undefined },
      });
      return amplifyOwn(own).resolve(scope, backendIdentifier);
    },

    resolvePath(backendIdentifier) {
      if (field !== undefined) throw notForFunctions(`a field of ${labelOf(set, secret.key)}`, secret);
      const { name, folders } = locate(backendIdentifier);
      if (folders === undefined) {
        if (!PARAMETER_NAME.test(name)) {
          throw notForFunctions(
            `${labelOf(set, secret.key)}: Parameter Store does not accept its name "${name}"`,
            secret,
          );
        }
        const path = REFERENCE_PREFIX + name;
        return { branchSecretPath: path, sharedSecretPath: path };
      }
      // A scoped package has no shared folder that Parameter Store accepts: then Amplify reads the deployment's own parameter twice.
      const [own, shared = own] = folders;
      return { branchSecretPath: `${own}/${name}`, sharedSecretPath: `${shared}/${name}` };
    },
  };
}

// Of the characters in a secret's name, Parameter Store accepts these. The path becomes part of a policy.
const PARAMETER_NAME = /^[\w.-][\w./-]*$/;

const require = createRequire(import.meta.url);

/** Amplify's `secret(name)`. Loaded when it is needed, since the kit works without Amplify, and by `require`, which is synchronous. */
function amplifyOwn(name: string): AmplifySecret {
  const amplify: { secret(name: string): AmplifySecret } = require('@aws-amplify/backend');
  return amplify.secret(name);
}
