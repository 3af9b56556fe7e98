import type { CfnResource } from 'aws-cdk-lib';
import { isRecord } from './choices.js';
import { shown } from './shown.js';
import { idOf, type StageResources, type Template } from './stage-resources.js';

/** The environment of a function as in its template, with `${…}` for what is known only at deployment. */
export interface FunctionVariables {
  readonly where: string;
  readonly variables: ReadonlyMap<string, string>;
  /** Variables that Amplify's code fills from a parameter when the function starts, each with the parameter's path. */
  readonly parameters: ReadonlyMap<string, string>;
}

export function functionVariables(resource: CfnResource, { templateOf }: StageResources): FunctionVariables {
  const variables = new Map(
    Object.entries(variablesIn(templateOf(resource))).map(([name, value]) => [name, shown(value)]),
  );
  return { where: idOf(resource), variables, parameters: parametersIn(variables.get(CONFIG)) };
}

export function variablesIn(template: Template | undefined): Readonly<Record<string, unknown>> {
  const environment = template?.Properties?.Environment;
  return isRecord(environment) && isRecord(environment.Variables) ? environment.Variables : {};
}

// Set by Amplify: variable → the parameters that its value is read from.
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
