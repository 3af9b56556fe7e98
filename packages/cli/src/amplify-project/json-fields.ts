import type { TypeScript } from '../source/load-typescript.js';
import { nodesBelow, type SourceFile } from '../source/source-file.js';

/** Not strings in the secrets of AWS's databases, and perhaps not in others. */
const NUMBERS = new Set(['port', 'expiresAt', 'expiresIn', 'expires_at', 'expires_in']);

/**
 * The fields that a handler takes out of JSON: those of `const { apiKey } = JSON.parse(SecretString)`. Empty where it parses JSON in another
 * way, or a field may not be a string; undefined where it parses none. `word` is in what is parsed.
 */
export function jsonFields(
  typescript: TypeScript,
  { tree }: SourceFile,
  word: string | undefined,
): readonly string[] | undefined {
  if (word === undefined) return undefined;
  const parsed = nodesBelow(tree)
    .filter((node) => typescript.isCallExpression(node))
    .filter((call) => call.expression.getText(tree) === 'JSON.parse')
    .filter((call) => call.arguments.some((each) => new RegExp(`\\b${word}\\b`).test(each.getText(tree))));
  if (parsed.length === 0) return undefined;
  const fields = parsed.map(({ parent }) => {
    if (!typescript.isVariableDeclaration(parent) || !typescript.isObjectBindingPattern(parent.name)) return [];
    const { elements } = parent.name;
    if (elements.some(({ dotDotDotToken }) => dotDotDotToken !== undefined)) return [];
    return elements.map(({ name, propertyName }) =>
      (propertyName ?? name).getText(tree).replace(/^(['"])(.*)\1$/, '$2'),
    );
  });
  if (fields.some((each) => each.length === 0 || each.some((field) => NUMBERS.has(field)))) return [];
  return [...new Set(fields.flat())];
}
