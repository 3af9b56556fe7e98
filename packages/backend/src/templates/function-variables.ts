import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { templateOf } from './attached-policies.js';
import { isRecord } from './choices.js';
import { idOf } from './principals.js';
import { shown } from './shown.js';

/** The environment of a function as its template has it; what is known only at deployment stands in `${…}`. */
export interface FunctionVariables {
  readonly where: string;
  readonly variables: ReadonlyMap<string, string>;
  /** Variables that Amplify's code fills from a parameter when the function starts, each with the parameter's path. */
  readonly parameters: ReadonlyMap<string, string>;
}

export function functionVariables(constructs: readonly IConstruct[]): FunctionVariables[] {
  return constructs.flatMap((resource) => {
    if (!CfnResource.isCfnResource(resource) || resource.cfnResourceType !== 'AWS::Lambda::Function') return [];
    const environment = templateOf(resource)?.Properties?.Environment;
    const variables = isRecord(environment) && isRecord(environment.Variables) ? environment.Variables : {};
    const texts = Object.entries(variables).map(([name, value]) => [name, shown(value)] as const);
    const all = new Map(texts);
    return [{ where: idOf(resource), variables: all, parameters: parametersIn(all.get(CONFIG)) }];
  });
}

// Amplify's own: variable → the parameters that its value is read from.
const CONFIG = 'AMPLIFY_SSM_ENV_CONFIG';

function parametersIn(config: string | undefined): ReadonlyMap<string, string> {
  try {
    const entries: Readonly<Record<string, { readonly path?: unknown }>> = JSON.parse(config ?? '{}');
    const paths = Object.entries(entries).map(([variable, { path }]) => [variable, path] as const);
    return new Map(paths.filter((entry): entry is readonly [string, string] => typeof entry[1] === 'string'));
  } catch {
    return new Map();
  }
}
