import type { ObjectLiteralExpression } from 'typescript';
import { applyEdits } from '../source/edit.js';
import type { TypeScript } from '../source/load-typescript.js';
import { lineBreakOf } from '../source/source-file.js';

/** The scripts of package.json, by name. */
export const SCRIPTS: Readonly<Record<string, string>> = {
  secrets: 'amplify-secrets',
  'secrets:check': 'amplify-secrets check',
};

/** A package.json with the scripts that it lacks. A script of the same name stays, and so does everything else. */
export function withScripts(typescript: TypeScript, text: string): string {
  const tree = typescript.parseJsonText('package.json', text);
  const root = tree.statements[0]?.expression;
  if (root === undefined || !typescript.isObjectLiteralExpression(root)) return text;
  const scripts = root.properties.find((property) => property.name?.getText(tree) === '"scripts"');
  const members = (lines: Readonly<Record<string, string>>) =>
    Object.entries(lines).map(([name, line]) => `${JSON.stringify(name)}: ${JSON.stringify(line)}`);
  if (scripts === undefined) {
    const [, indent = '  '] = /^\s*\{\r?\n([ \t]+)"/.exec(text) ?? [];
    const lineBreak = lineBreakOf(text);
    const inner = members(SCRIPTS).map((line) => `${lineBreak}${indent}${indent}${line}`);
    return inserted(root, `"scripts": {${inner.join(',')}${lineBreak}${indent}}`);
  }
  if (!typescript.isPropertyAssignment(scripts) || !typescript.isObjectLiteralExpression(scripts.initializer))
    return text;
  const object = scripts.initializer;
  const present = new Set(object.properties.map(({ name }) => name?.getText(tree).slice(1, -1)));
  const missing = Object.entries(SCRIPTS).filter(([name]) => !present.has(name));
  return missing.length === 0 ? text : inserted(object, ...members(Object.fromEntries(missing)));

  /** After the last member, with what is between two others before each. */
  function inserted(object: ObjectLiteralExpression, ...lines: readonly string[]): string {
    const last = object.properties.at(-1);
    const first = object.properties[0];
    const start = object.getStart(tree) + 1;
    const space = first === undefined ? ' ' : text.slice(start, first.getStart(tree));
    const added = lines.map((line, index) => `${last === undefined && index === 0 ? '' : ','}${space}${line}`).join('');
    const position = last?.end ?? start;
    const after = last === undefined && text[start] === '}' ? ' ' : '';
    return applyEdits(text, [{ start: position, end: position, text: added + after }]);
  }
}
