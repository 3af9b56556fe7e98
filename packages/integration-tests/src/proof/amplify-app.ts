import type { Deployment } from '@amplify-secrets/local';
import { App } from 'aws-cdk-lib';

/** A CDK app with Amplify's context of a deployment, or without it. */
export function amplifyApp(deployment: Deployment | undefined, outdir?: string): App {
  return new App({
    ...(outdir !== undefined && { outdir }),
    analyticsReporting: false,
    treeMetadata: false,
    // CDK's own validation of the templates takes most of a synthesis and checks nothing that matters here.
    builtinCloudFormationValidation: false,
    ...(deployment && {
      context: {
        'amplify-backend-type': deployment.type,
        'amplify-backend-namespace': deployment.namespace,
        'amplify-backend-name': deployment.name,
      },
    }),
  });
}
