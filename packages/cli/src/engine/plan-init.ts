import { codeStyleOf } from '../amplify-project/code-style.js';
import type { AmplifyProject } from '../amplify-project/read-amplify-project.js';
import type { SdkRead } from '../amplify-project/sdk-reads.js';
import { applyEdits } from '../source/edit.js';
import { relativeModule } from '../source/imports.js';
import type { FileChange } from '../source/unified-diff.js';
import { declarationSource, type ProposedDeclaration } from './declaration-source.js';
import { grantEdits } from './edit-backend.js';
import { readEdits, readLines } from './edit-handler.js';
import { EXAMPLE_FUNCTION, exampleHandler, exampleResource } from './example-function.js';
import { withIgnoreLines } from './ignore-lines.js';
import { type LeftLines, linesForReads } from './left-lines.js';
import { withScripts } from './package-scripts.js';

/** What the kit needs in a project. */
export interface InitPlan {
  /** The declaration last: a project that has it has everything. */
  readonly changes: readonly FileChange[];
  readonly left: readonly LeftLines[];
}

export interface InitAnswers {
  readonly declaration: ProposedDeclaration;
  /** The function that gets the read, as `defineBackend` names it. Undefined for a new one. */
  readonly function: string | undefined;
  /** Keys of the secrets that it is granted, and reads; none where statements give it all of them already. */
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
  const imported = (from: string) => relativeModule(from, project.declaration, style.extension);
  const changes: FileChange[] = [];
  const left: LeftLines[] = [];

  const handler =
    chosen === undefined
      ? `${EXAMPLE_FUNCTION.folder}/handler.ts`
      : project.functions.find(({ name }) => name === chosen)?.handler;
  const byName = linesForReads(project, project.declaration, project.reads, keyOf);
  if (secrets.length === 0) {
    // The statements are the access until they are migrated.
  } else if (defined === undefined) {
    left.push({
      file: backend.path,
      reason: 'its defineBackend must be a statement or the value of a variable, with an object of resources',
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
      chosen === undefined ? { name, module: relativeModule(backend.path, resource, style.extension) } : undefined;
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
  left.push(...byName);
  changes.push({ path: '.gitignore', before: ignored.own, after: withIgnoreLines(ignored.own, ignored.above) });
  changes.push({ path: project.declaration, before: undefined, after: declarationSource(declaration, style) });
  return { changes: changes.filter(({ before, after }) => (before ?? '') !== after), left };

  /** Of a call that names a secret of the declaration, or none where the function reads only one. */
  function keyOf({ name, functions }: SdkRead): string | undefined {
    const [only, another] = declaration.secrets.filter(({ uses }) =>
      uses.some((use) => (name === undefined ? functions.includes(use.function ?? '') : use.name === name)),
    );
    return another === undefined || name !== undefined ? only?.key : undefined;
  }

  /** The read in a handler that is there, or the lines for it. */
  function readIn(file: string | undefined): void {
    const source = project.files.find(({ path }) => path === file);
    if (source === undefined || byName.some((each) => each.file === file)) return;
    const own = codeStyleOf(typescript, source, style);
    const module = relativeModule(source.path, project.declaration, own.extension);
    const edits = project.refusesUnused
      ? { reason: 'noUnusedLocals refuses a variable that nothing uses yet' }
      : readEdits(typescript, source, secrets, module, own);
    if (!('reason' in edits)) {
      changes.push({ path: source.path, before: source.text, after: applyEdits(source.text, edits) });
      return;
    }
    left.push({
      file: source.path,
      reason: edits.reason,
      lines: [
        `import { getSecret } from ${own.string('@amplify-secrets/runtime')}${own.semicolon}`,
        `import { secrets } from ${own.string(module)}${own.semicolon}`,
        ...readLines(secrets, own),
      ],
    });
  }
}
