import type { CodeStyle } from '../amplify-project/code-style.js';

/** A function for a backend that has none, which reads a secret and returns nothing of it. */
export const EXAMPLE_FUNCTION = { name: 'readSecret', folder: 'amplify/functions/read-secret' } as const;

export function exampleResource({ indent, lineBreak, semicolon, string }: CodeStyle): string {
  return [
    `import { defineFunction } from ${string('@aws-amplify/backend')}${semicolon}`,
    '',
    `export const ${EXAMPLE_FUNCTION.name} = defineFunction({`,
    `${indent}name: ${string('read-secret')},`,
    `})${semicolon}`,
    '',
  ].join(lineBreak);
}

export function exampleHandler(
  secret: string,
  declaration: string,
  { indent, lineBreak, semicolon, string }: CodeStyle,
): string {
  return [
    `import { getSecret } from ${string('@amplify-secrets/runtime')}${semicolon}`,
    `import { secrets } from ${string(declaration)}${semicolon}`,
    '',
    'export const handler = async () => {',
    `${indent}const ${secret} = await getSecret(secrets.${secret})${semicolon}`,
    `${indent}// Use it here. What is returned or logged leaves the function.`,
    `${indent}return { statusCode: 200, isRead: Boolean(${secret}) }${semicolon}`,
    `}${semicolon}`,
    '',
  ].join(lineBreak);
}
