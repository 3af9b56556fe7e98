import type { CodeStyle } from '../amplify-project/code-style.js';
import type { DefinedBackend } from '../amplify-project/defined-backend.js';
import type { Edit } from '../source/edit.js';
import { addImports, type NeededImport } from '../source/imports.js';
import type { TypeScript } from '../source/load-typescript.js';
import type { SourceFile } from '../source/source-file.js';

/** A function that backend.ts is to define. */
export interface NewFunction {
  readonly name: string;
  readonly module: string;
}

/** What backend.ts is to say: which function reads which secrets. */
export interface ReadGrant {
  /** Its name in `defineBackend`. */
  readonly function: string;
  /** Keys of the declaration. */
  readonly secrets: readonly string[];
  /** The declaration, as backend.ts imports it. */
  readonly declaration: string;
  readonly define?: NewFunction | undefined;
}

/** The imports, the variable of the backend where it has none, and the grant, at the end of the file. */
export function grantEdits(
  typescript: TypeScript,
  source: SourceFile,
  backend: DefinedBackend,
  grant: ReadGrant,
  style: CodeStyle,
): readonly Edit[] {
  const { text, tree } = source;
  const variable = backend.variable ?? 'backend';
  const references = grant.secrets.map((key) => `secrets.${key}`);
  const what = references.length === 1 ? references[0] : `[${references.join(', ')}]`;
  const line = `grantSecretRead(${variable}.${grant.function}, ${what})${style.semicolon}`;
  const imports: readonly NeededImport[] = [
    { module: '@amplify-secrets/backend', names: ['grantSecretRead'] },
    ...(grant.define === undefined ? [] : [{ module: grant.define.module, names: [grant.define.name] }]),
    { module: grant.declaration, names: ['secrets'] },
  ];
  const lastEnd = tree.statements.at(-1)?.end ?? text.length;
  const lineEnd = lastEnd + (/^[^\r\n]*/.exec(text.slice(lastEnd))?.[0].length ?? 0);
  return [
    ...addImports(typescript, source, imports),
    ...(backend.variable === undefined ? [insertion(backend.statement.getStart(tree), `const ${variable} = `)] : []),
    ...(grant.define === undefined ? [] : [propertyEdit(source, backend, grant.define.name, style)]),
    insertion(lineEnd, `${style.lineBreak}${style.lineBreak}${line}`),
  ];
}

/** After the last resource; a comma after that one stays after the new one. */
function propertyEdit({ text, tree }: SourceFile, { resources }: DefinedBackend, name: string, style: CodeStyle): Edit {
  const { properties } = resources;
  const [first, last] = [properties[0], properties.at(-1)];
  const start = resources.getStart(tree) + 1;
  if (first === undefined || last === undefined)
    return insertion(start, text[start] === '}' ? ` ${name} ` : ` ${name}`);
  const between = text.slice(start, first.getStart(tree));
  const [, indent] = /\n([ \t]*)$/.exec(between) ?? [];
  return insertion(last.end, indent === undefined ? `, ${name}` : `,${style.lineBreak}${indent}${name}`);
}

function insertion(position: number, text: string): Edit {
  return { start: position, end: position, text };
}
