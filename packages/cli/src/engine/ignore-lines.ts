import { matchesGlob } from '@amplify-secrets/runtime/contract';

/** What git should not have: the synthesised templates with the access report, and the files of `amplify-secrets export`. */
const IGNORED: readonly { readonly line: string; readonly example: string }[] = [
  { line: '.amplify', example: '.amplify' },
  { line: '.env.local', example: '.env.local' },
  { line: '.env.*.local', example: '.env.staging.local' },
];

/** A .gitignore with the lines that it lacks, at its end. `above` are those of the folders above, which hold here too. */
export function withIgnoreLines(text: string | undefined, above: readonly string[] = []): string {
  const given = text ?? '';
  const missing = IGNORED.filter(({ example }) => !isIgnored(example, [...above, given])).map(({ line }) => line);
  if (missing.length === 0) return given;
  const lineBreak = given.includes('\r\n') ? '\r\n' : '\n';
  const separator = given === '' ? '' : /\n$/.test(given) ? lineBreak : lineBreak + lineBreak;
  return `${given}${separator}${['# amplify-secrets', ...missing].map((line) => line + lineBreak).join('')}`;
}

/** By the last pattern that matches the name, as git decides: https://git-scm.com/docs/gitignore. */
function isIgnored(name: string, files: readonly string[]): boolean {
  return files
    .flatMap((file) => file.split(/\r?\n/))
    .map((line) => line.trimEnd())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .reduce((ignored, line) => {
      const isNegated = line.startsWith('!');
      const pattern = line
        .slice(isNegated ? 1 : 0)
        .replace(/^(?:\*\*)?\//, '')
        .replace(/\/$/, '');
      return matchesGlob(pattern, name) ? !isNegated : ignored;
    }, false);
}
