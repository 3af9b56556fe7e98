import {
  type Environments,
  optionsOf,
  patternsOf,
  propertyKey,
  stringLiteral,
} from '@amplify-secrets/runtime/contract';

/** An environment as its declaration would have it in AWS Secrets Manager. */
export function storeLine(name: string, environments: Environments): string {
  const declared = Object.hasOwn(environments, name) ? environments[name] : undefined;
  const { branches, appId } = declared === undefined ? {} : optionsOf(declared);
  const parts = [
    ...(branches === undefined ? [] : [`branches: ${branchesLiteral(patternsOf(branches))}`]),
    ...(appId === undefined ? [] : [`appId: ${stringLiteral(appId)}`]),
    `store: 'secrets-manager'`,
  ];
  return `${propertyKey(name)}: { ${parts.join(', ')} }`;
}

function branchesLiteral(patterns: readonly string[]): string {
  const literals = patterns.map(stringLiteral).join(', ');
  return patterns.length === 1 ? literals : `[${literals}]`;
}
