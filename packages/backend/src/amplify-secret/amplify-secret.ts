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
import { SECRET_REFERENCE } from '../targets/secret-reference.js';
import { labelOf } from '../targets/target.js';
import { checkUse, notForFunctions } from './invalid-use.js';

/** What Amplify takes wherever it takes `secret('NAME')`: its `BackendSecret`. */
export interface AmplifySecret {
  resolve(scope: Construct, backendIdentifier: Deployment): SecretValue;
  resolvePath(backendIdentifier: Deployment): { readonly branchSecretPath: string; readonly sharedSecretPath: string };
}

/** The fields of a JSON secret, as its type knows them. */
export type FieldOf<Output> = unknown extends Output ? string : Output extends string ? never : keyof Output & string;

/**
 * A declared secret for Amplify's own resources, in place of `secret('NAME')`: a text secret, or a field of a JSON secret.
 *
 * For the external providers of `defineAuth`, in every deployment. Where the store is AWS Secrets Manager they get a CloudFormation
 * dynamic reference, which CloudFormation resolves when it creates or changes the provider, and not when the secret changes. Where the
 * store is Amplify's own they get what `secret('mapsKey')` gives; a field is an Amplify secret of its own there, named like
 * `googleOauth.clientSecret`, for Amplify takes whole values alone.
 *
 * For the `environment` of `defineFunction`, a text secret. The function reads it when it starts, as it reads what `secret('NAME')` is;
 * one of AWS Secrets Manager through Parameter Store, for which it needs its own grant: `grantSecretRead(backend.myFunction,
 * secrets.mapsKey)`. The value is in no template and in no configuration of the function. `getSecret` is the better way: it is typed,
 * finds a value that is changed, and an absent one is an error.
 *
 * Throws AmplifySecretInvalidError here or while Amplify makes the resource; then also BranchUnmatchedError, DeploymentUnknownError,
 * SecretSetsDisagreeError or SecretNameTakenError.
 *
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
            `${labelOf(set, secret.key)}, whose name "${name}" Parameter Store does not take,`,
            secret,
          );
        }
        const path = SECRET_REFERENCE + name;
        return { branchSecretPath: path, sharedSecretPath: path };
      }
      // Without a shared folder (a scoped package has none that Parameter Store takes) the own one is asked twice.
      const [own, shared = own] = folders;
      return { branchSecretPath: `${own}/${name}`, sharedSecretPath: `${shared}/${name}` };
    },
  };
}

// Of the characters in a secret's name Parameter Store takes these; the path goes into a policy.
const PARAMETER_NAME = /^[\w.-][\w./-]*$/;

const require = createRequire(import.meta.url);

/** Amplify's `secret(name)`. Required and not imported: Amplify wants its answer at once, and without Amplify the kit works too. */
function amplifyOwn(name: string): AmplifySecret {
  const amplify: { secret(name: string): AmplifySecret } = require('@aws-amplify/backend');
  return amplify.secret(name);
}
