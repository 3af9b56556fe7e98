import { posix } from 'node:path';
import { codeStyleOf } from '../amplify-project/code-style.js';
import type { AmplifyProject } from '../amplify-project/read-amplify-project.js';
import { applyEdits } from '../source/edit.js';
import type { FileChange } from '../source/unified-diff.js';
import { declarationSource, type ProposedDeclaration } from './declaration-source.js';
import { grantEdits } from './edit-backend.js';
import { readEdits, readLines } from './edit-handler.js';
import { EXAMPLE_FUNCTION, exampleHandler, exampleResource } from './example-function.js';
import { withIgnoreLines } from './ignore-lines.js';
import { withScripts } from './package-scripts.js';

/** What the kit needs in a project. */
export interface InitPlan {
  /** The declaration last: a project that has it has everything. */
  readonly changes: readonly FileChange[];
  /** Lines that are left to the user, by file, since they could not be put in with certainty. */
  readonly left: readonly { readonly file: string; readonly lines: readonly string[] }[];
}

export interface InitAnswers {
  readonly declaration: ProposedDeclaration;
  /** The function that gets the read, as `defineBackend` names it. Undefined for a new one. */
  readonly function: string | undefined;
  /** Keys of the secrets that it reads. */
  readonly secrets: readonly string[];
}

/** The files of a project of the kit: `ignored` are the texts of its .gitignore and of those above. */
export function planInit(
  project: AmplifyProject,
  { declaration, function: chosen, secrets }: InitAnswers,
  ignored: { readonly own: string | undefined; readonly above: readonly string[] },
): InitPlan {
  const { typescript, backend, defined, manifest } = project;
  const style = codeStyleOf(typescript, backend);
  const imported = (from: string) => moduleOf(from, project.declaration, style.extension);
  const changes: FileChange[] = [];
  const left: { file: string; lines: readonly string[] }[] = [];

  const handler =
    chosen === undefined
      ? `${EXAMPLE_FUNCTION.folder}/handler.ts`
      : project.functions.find(({ name }) => name === chosen)?.handler;
  if (defined === undefined) {
    left.push({
      file: backend.path,
      lines: [
        `import { grantSecretRead } from ${style.string('@amplify-secrets/backend')}${style.semicolon}`,
        `import { secrets } from ${style.string(imported(backend.path))}${style.semicolon}`,
        `grantSecretRead(backend.${chosen ?? '<function>'}, secrets.${secrets[0]})${style.semicolon}`,
      ],
    });
  } else {
    const name = chosen ?? EXAMPLE_FUNCTION.name;
    const resource = `${EXAMPLE_FUNCTION.folder}/resource.ts`;
    const define =
      chosen === undefined ? { name, module: moduleOf(backend.path, resource, style.extension) } : undefined;
    const grant = { function: name, secrets, declaration: imported(backend.path), define };
    const edits = grantEdits(typescript, backend, defined, grant, style);
    changes.push({ path: backend.path, before: backend.text, after: applyEdits(backend.text, edits) });
    if (define !== undefined && handler !== undefined) {
      changes.push({ path: resource, before: undefined, after: exampleResource(style) });
      const text = exampleHandler(secrets[0] ?? '', imported(handler), style);
      changes.push({ path: handler, before: undefined, after: text });
    } else readIn(handler);
  }
  if (manifest !== undefined) {
    changes.push({ path: 'package.json', before: manifest, after: withScripts(typescript, manifest) });
  }
  changes.push({ path: '.gitignore', before: ignored.own, after: withIgnoreLines(ignored.own, ignored.above) });
  changes.push({ path: project.declaration, before: undefined, after: declarationSource(declaration, style) });
  return { changes: changes.filter(({ before, after }) => (before ?? '') !== after), left };

  /** The read in a handler that is there, or the lines for it. */
  function readIn(file: string | undefined): void {
    const source = project.files.find(({ path }) => path === file);
    if (source === undefined) return;
    const own = codeStyleOf(typescript, source, style);
    const module = moduleOf(source.path, project.declaration, own.extension);
    const edits = project.refusesUnused ? undefined : readEdits(typescript, source, secrets, module, own);
    if (edits !== undefined) {
      changes.push({ path: source.path, before: source.text, after: applyEdits(source.text, edits) });
      return;
    }
    left.push({
      file: source.path,
      lines: [
        `import { getSecret } from ${own.string('@amplify-secrets/runtime')}${own.semicolon}`,
        `import { secrets } from ${own.string(module)}${own.semicolon}`,
        ...readLines(secrets, own),
      ],
    });
  }
}

/** `../../secrets/resource.js`, from a file to another one. */
function moduleOf(from: string, to: string, extension: string): string {
  const path = posix.relative(posix.dirname(from), to.replace(/\.ts$/, ''));
  return `${path.startsWith('.') ? '' : './'}${path}${extension}`;
}
