import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CompilerHost, CompilerOptions, Diagnostic, Program } from 'typescript';
import type { TypeScript } from '../../source/load-typescript.js';
import type { FileChange } from '../../source/unified-diff.js';

/** What the compiler reports of a changed file, and did not report before. */
export interface NewTypeError {
  readonly path: string;
  readonly message: string;
  /** The line, as it is after the change. */
  readonly line: string;
}

/** Type-checks a project's changed files with its own compiler and options, as they were and as they are to be. Writes nothing. */
export function createTypeChecker(typescript: TypeScript, folder: string) {
  const options = optionsOf(typescript, folder);
  const host = cachingHost(typescript, folder, options);
  const nameOf = (path: string) => `${folder.replaceAll('\\', '/')}/${path}`;
  const before = new Map<string, readonly Diagnostic[]>();
  let program: Program | undefined;
  return function newTypeErrors(changes: readonly FileChange[]): readonly NewTypeError[] {
    const names = changes.map(({ path }) => nameOf(path));
    const unknown = names.filter((name) => !before.has(name));
    if (unknown.length > 0) {
      program = typescript.createProgram(names, options, host, program);
      for (const name of unknown) before.set(name, diagnosticsOf(program, name));
    }
    const contents = new Map(changes.map(({ path, after }) => [nameOf(path), after]));
    program = typescript.createProgram(names, options, hostWith(typescript, host, contents), program);
    const checked = program;
    return changes.flatMap(({ path }) => {
      const name = nameOf(path);
      const known = (before.get(name) ?? []).map((each) => textOf(typescript, each));
      return diagnosticsOf(checked, name).flatMap((each): NewTypeError[] => {
        const message = textOf(typescript, each);
        const index = known.indexOf(message);
        if (index >= 0) {
          known.splice(index, 1);
          return [];
        }
        return [{ path, message, line: lineOf(each) }];
      });
    });
  };
}

export type TypeChecker = ReturnType<typeof createTypeChecker>;

/** Those of the tsconfig.json that Amplify checks the backend with, or of the project's. */
function optionsOf(typescript: TypeScript, folder: string): CompilerOptions {
  const file = ['amplify/tsconfig.json', 'tsconfig.json'].map((name) => join(folder, name)).find(existsSync);
  const { ESNext } = typescript.ModuleKind;
  const fallback = { module: ESNext, moduleResolution: typescript.ModuleResolutionKind.Bundler };
  const given =
    file === undefined
      ? { ...fallback, target: typescript.ScriptTarget.ES2022 }
      : typescript.parseJsonConfigFileContent(
          typescript.readConfigFile(file, typescript.sys.readFile).config,
          // Its files are not asked for.
          { ...typescript.sys, readDirectory: () => [] },
          dirname(file),
          undefined,
          file,
        ).options;
  const { composite: _, incremental: __, tsBuildInfoFile: ___, declaration: ____, ...options } = given;
  return { ...options, noEmit: true, skipLibCheck: true };
}

/** The files that do not change are read once: those of CDK are large. */
function cachingHost(typescript: TypeScript, folder: string, options: CompilerOptions): CompilerHost {
  const host = typescript.createCompilerHost(options);
  const files = new Map<string, ReturnType<CompilerHost['getSourceFile']>>();
  return {
    ...host,
    getCurrentDirectory: () => folder,
    getSourceFile(name, ...rest) {
      const file = files.get(name) ?? host.getSourceFile(name, ...rest);
      files.set(name, file);
      return file;
    },
  };
}

function hostWith(typescript: TypeScript, host: CompilerHost, contents: ReadonlyMap<string, string>): CompilerHost {
  return {
    ...host,
    getSourceFile(name, version, ...rest) {
      const content = contents.get(name);
      return content === undefined
        ? host.getSourceFile(name, version, ...rest)
        : typescript.createSourceFile(name, content, version);
    },
    readFile: (name) => contents.get(name) ?? host.readFile(name),
  };
}

function diagnosticsOf(program: Program, name: string): readonly Diagnostic[] {
  const file = program.getSourceFile(name);
  if (file === undefined) return [];
  return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
}

function textOf(typescript: TypeScript, { code, messageText }: Diagnostic): string {
  return `TS${code}: ${typescript.flattenDiagnosticMessageText(messageText, ' ')}`;
}

function lineOf({ file, start = 0 }: Diagnostic): string {
  const text = file?.text ?? '';
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const to = text.indexOf('\n', start);
  return text.slice(from, to < 0 ? undefined : to).trim();
}
