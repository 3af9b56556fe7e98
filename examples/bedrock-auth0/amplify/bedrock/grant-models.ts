import { Stack } from 'aws-cdk-lib';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BEDROCK_REGION } from './models.js';

/** Lets a role invoke these models, and no others: with its own credentials. */
export function grantModels(role: IRole, models: readonly string[]): void {
  for (const model of models) {
    role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
        resources: arnsOf(model, Stack.of(role)),
      }),
    );
  }
}

/** Lets a role make short-term keys that do what the role may do. */
export function grantBearerTokens(role: IRole): void {
  // The action has no resource type.
  role.addToPrincipalPolicy(new PolicyStatement({ actions: ['bedrock:CallWithBearerToken'], resources: ['*'] }));
}

/** An inference profile sends a request to its model in any region of its geography, and both have to be allowed. */
function arnsOf(model: string, { partition, account }: Stack): string[] {
  const [, inProfile] = /^(?:us|eu|apac|jp|au|global)\.(.+)$/.exec(model) ?? [];
  return inProfile === undefined
    ? [`arn:${partition}:bedrock:${BEDROCK_REGION}::foundation-model/${model}`]
    : [
        `arn:${partition}:bedrock:${BEDROCK_REGION}:${account}:inference-profile/${model}`,
        `arn:${partition}:bedrock:*::foundation-model/${inProfile}`,
      ];
}
