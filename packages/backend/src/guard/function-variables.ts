import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { templateOf } from '../attached-policies.js';
import { shownText } from '../policy/arn-text.js';
import { idOf } from '../policy/principals.js';
import { isRecord } from '../policy/template-choices.js';

/** The environment of a function as its template has it; what is known only at deployment stands in `${…}`. */
export interface FunctionVariables {
  readonly where: string;
  readonly variables: ReadonlyMap<string, string>;
}

export function functionVariables(constructs: readonly IConstruct[]): FunctionVariables[] {
  return constructs.flatMap((resource) => {
    if (!CfnResource.isCfnResource(resource) || resource.cfnResourceType !== 'AWS::Lambda::Function') return [];
    const environment = templateOf(resource)?.Properties?.Environment;
    const variables = isRecord(environment) && isRecord(environment.Variables) ? environment.Variables : {};
    const texts = Object.entries(variables).map(([name, value]) => [name, shownText(value)] as const);
    return [{ where: idOf(resource), variables: new Map(texts) }];
  });
}
