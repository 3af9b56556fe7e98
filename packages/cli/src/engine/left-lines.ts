import { codeStyleOf } from '../amplify-project/code-style.js';
import type { AmplifyProject } from '../amplify-project/read-amplify-project.js';
import type { SdkRead } from '../amplify-project/sdk-reads.js';
import { relativeModule } from '../source/imports.js';
import { shortened } from '../source/static-string.js';

/** Lines that are left to the user, since they could not be put in with certainty. */
export interface LeftLines {
  readonly file: string;
  /** A clause: `it reads a secret by itself`. */
  readonly reason: string;
  readonly lines: readonly string[];
}

/** The lines in place of calls that ask for a secret by the name of one environment. `keyOf` is undefined where a call is to stay. */
export function linesForReads(
  { typescript, files, backend }: AmplifyProject,
  declaration: string,
  reads: readonly SdkRead[],
  keyOf: (read: SdkRead) => string | undefined,
): readonly LeftLines[] {
  const style = codeStyleOf(typescript, backend);
  const declared = reads.flatMap((read) => {
    const key = keyOf(read);
    return key === undefined ? [] : [{ ...read, key }];
  });
  return [...new Set(declared.map(({ file }) => file))].flatMap((file) => {
    const source = files.find(({ path }) => path === file);
    if (source === undefined) return [];
    const { string, semicolon, extension } = codeStyleOf(typescript, source, style);
    const ofFile = declared.filter((read) => read.file === file);
    const lines = [
      `import { getSecret } from ${string('@amplify-secrets/runtime')}${semicolon}`,
      `import { secrets } from ${string(relativeModule(file, declaration, extension))}${semicolon}`,
      ...ofFile.flatMap(({ line, call, id, key, fields }) => [
        `${file}:${line}  ${call} asks for ${shortened(id)}. In place of it${fields === undefined ? '' : ', and of JSON.parse'}:`,
        `  const ${variable(key, fields)} = await getSecret(secrets.${key})${semicolon}`,
      ]),
    ];
    return [{ file, reason: 'it asks for a secret by the name that it has in one environment', lines }];
  });
}

/** `{ apiKey }` where the fields are known, and are names of variables. */
function variable(key: string, fields: readonly string[] = []): string {
  return fields.length > 0 && fields.every((field) => /^[A-Za-z_$][\w$]*$/.test(field))
    ? `{ ${fields.join(', ')} }`
    : key;
}
