import { propertyKey, stringLiteral } from '@amplify-secrets/runtime/contract';
import type { ImportedVariable, ImportPlan, ProposedSecret } from './import-plan.js';
import { variableName } from './secret-variables.js';

/** Lines to paste. None has a value: the author of the file knows where they are. */
export interface ImportCode {
  /** For amplify/secrets/resource.ts: the secrets that it has not yet, or not with all of their fields. */
  readonly declaration: readonly string[];
  /** For package.json: secret or field → the variable that `run` and `export` give it, where that is not its usual name. */
  readonly variables: Readonly<Record<string, string>>;
  /** For amplify/backend.ts: plain configuration. */
  readonly backend: readonly string[];
}

/** `file` is only for comments. Without a declaration, `app` is the app of a whole one. */
export function importCode({ variables, secrets }: ImportPlan, file: string, app: string | undefined): ImportCode {
  const missing = secrets.filter(({ state }) => state !== 'declared');
  return {
    declaration: missing.length === 0 ? [] : declarationOf(missing, app),
    variables: ownNames(variables),
    backend: backendLines(variables, file),
  };
}

function declarationOf(secrets: readonly ProposedSecret[], app: string | undefined): readonly string[] {
  const makers = [...new Set(secrets.map(({ kind }) => `${kind}Secret`))].sort();
  const entry = ({ key, kind, fields = [], state }: ProposedSecret) =>
    `    ${propertyKey(key)}: ${kind}Secret(${kind === 'json' ? `[${fields.map(stringLiteral).join(', ')}]` : ''}),${state === 'extended' ? ' // has more fields now' : ''}`;
  const entries = secrets.map(entry);
  if (app === undefined) {
    return [
      `// amplify/secrets/resource.ts, with ${makers.join(' and ')} of @amplify-secrets/runtime`,
      '  secrets: {',
      ...entries,
      '  },',
    ];
  }
  return [
    '// amplify/secrets/resource.ts',
    `import { ${['defineSecrets', ...makers].join(', ')} } from '@amplify-secrets/runtime';`,
    '',
    'export const secrets = defineSecrets({',
    `  app: ${stringLiteral(app)},`,
    "  environments: { prod: 'main', preview: { branches: 'pr-*', store: 'amplify' }, dev: '*' },",
    '  secrets: {',
    ...entries,
    '  },',
    '});',
  ];
}

function ownNames(variables: readonly ImportedVariable[]): Readonly<Record<string, string>> {
  const names: Record<string, string> = {};
  for (const { name, slot } of variables) {
    if (slot === undefined) continue;
    const from = slot.field === undefined ? slot.key : `${slot.key}.${slot.field}`;
    if (variableName(from) !== name && !Object.hasOwn(names, from)) names[from] = name;
  }
  return names;
}

function backendLines(variables: readonly ImportedVariable[], file: string): readonly string[] {
  const of = (destination: ImportedVariable['destination']) =>
    variables.filter((each) => each.destination === destination);
  const [parameters, constants] = [of('parameter'), of('variable')];
  const inParameters = [
    "import { StringParameter } from 'aws-cdk-lib/aws-ssm';",
    '',
    'const configuration = {',
    ...parameters.map(({ name, line }) => `  ${name}: '…', // ${file}, line ${line}`),
    '};',
    "const stack = backend.createStack('configuration');",
    'for (const [name, stringValue] of Object.entries(configuration)) {',
    '  const parameter = new StringParameter(stack, name, { stringValue });',
    '  backend.myFunction.addEnvironment(name, parameter.stringValue);',
    '}',
  ];
  const lines = [
    ...(parameters.length === 0 ? [] : inParameters),
    ...constants.map(
      ({ name, line }) => `backend.myFunction.addEnvironment(${stringLiteral(name)}, '…'); // ${file}, line ${line}`,
    ),
  ];
  return lines.length === 0 ? [] : ['// amplify/backend.ts', ...lines];
}
