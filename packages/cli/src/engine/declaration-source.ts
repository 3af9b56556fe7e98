import { kindOf, propertyKey } from '@amplify-secrets/runtime/contract';
import type { CodeStyle } from '../amplify-project/code-style.js';
import type { ProposedEnvironments } from './propose-environments.js';
import type { ProposedSecret } from './propose-secrets.js';

/** What `amplify/secrets/resource.ts` declares. */
export interface ProposedDeclaration {
  readonly app: string;
  readonly environments: ProposedEnvironments;
  readonly secrets: readonly ProposedSecret[];
}

/** The file of a declaration, in the style of the project. */
export function declarationSource({ app, environments, secrets }: ProposedDeclaration, style: CodeStyle): string {
  const { indent, lineBreak, semicolon, string } = style;
  const functions = [...new Set(['defineSecrets', ...secrets.map(functionOf)])].sort();
  const literal = (value: unknown): string => {
    if (typeof value === 'string') return string(value);
    if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
    const properties = Object.entries(Object(value)).map(([name, each]) => `${keyOf(name)}: ${literal(each)}`);
    return kindOf(value) === 'undefined' ? 'undefined' : `{ ${properties.join(', ')} }`;
  };
  const keyOf = (name: string) => (propertyKey(name) === name ? name : string(name));
  const block = (name: string, entries: readonly (readonly [code: string, comment?: string])[]) => [
    `${indent}${name}: {`,
    ...entries.map(([code, comment = '']) => `${indent}${indent}${code},${comment}`),
    `${indent}},`,
  ];
  const definition = (secret: ProposedSecret) => {
    const given = [
      ...(secret.fields !== undefined && secret.fields.length > 0 ? [literal(secret.fields)] : []),
      ...(Object.keys(secret.names).length > 0 ? [`{ name: ${literal(secret.names)} }`] : []),
    ];
    // Fields that are not known are of an unknown type, and not no fields.
    const type = secret.fields?.length === 0 ? '<Record<string, unknown>>' : '';
    const code = `${secret.key}: ${functionOf(secret)}${type}(${given.join(', ')})`;
    const comment = ` // No code reads it. If its value is JSON: jsonSecret([${string('field')}])`;
    return isOfUnknownKind(secret) ? ([code, comment] as const) : ([code] as const);
  };
  return [
    `import { ${functions.join(', ')} } from ${string('@amplify-secrets/runtime')}${semicolon}`,
    '',
    '/** The secrets of the app, without their values: backend.ts grants them, handlers read them. */',
    'export const secrets = defineSecrets({',
    `${indent}app: ${string(app)},`,
    ...block(
      'environments',
      Object.entries(environments).map(([name, each]) => [`${keyOf(name)}: ${literal(each)}`]),
    ),
    ...block('secrets', secrets.map(definition)),
    `})${semicolon}`,
    '',
  ].join(lineBreak);
}

/** A secret of AWS Secrets Manager that is granted, and that no code asks for. */
function isOfUnknownKind({ fields, uses }: ProposedSecret): boolean {
  return (
    fields === undefined &&
    uses.length > 0 &&
    uses.every(({ store, isRead }) => store === 'secrets-manager' && isRead !== true)
  );
}

function functionOf({ fields }: ProposedSecret): string {
  return fields === undefined ? 'textSecret' : 'jsonSecret';
}
