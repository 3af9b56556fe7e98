/** One sandbox, branch or standalone stack, by Amplify's CDK context (`amplify-backend-type`, `-namespace`, `-name`). */
export interface Deployment {
  readonly type: 'sandbox' | 'branch' | 'standalone';
  /** Branch: the Amplify app id. Sandbox: the name in package.json. Standalone: the identifier, or the literal `pipeline`. */
  readonly namespace: string;
  /** Branch: the git branch. Sandbox: the OS user or `--identifier`. Standalone: `backend`, or the stage of a pipeline. */
  readonly name: string;
}

/**
 * `secrets-manager`: AWS Secrets Manager. `amplify`: Amplify's own secrets in Parameter Store, which
 * `npx ampx sandbox secret set` and the Amplify console write.
 */
export type Store = 'secrets-manager' | 'amplify';

/** The deployment in a message: `branch "feature/checkout"`. */
export function describeDeployment(deployment: Deployment): string {
  if (deployment.type === 'sandbox') return `sandbox "${deployment.name}"`;
  if (deployment.type === 'branch') return `branch "${deployment.name}"`;
  return deployment.namespace === 'pipeline'
    ? `pipeline stage "${deployment.name}"`
    : `standalone deployment "${deployment.namespace}"`;
}
