/** docs/errors.md, on the forge: each error has a heading there. */
const PAGE = 'https://github.com/amplify-secrets/amplify-secrets/blob/main/docs/errors.md';

/** Where faults are reported. */
export const ISSUES = 'https://github.com/amplify-secrets/amplify-secrets/issues';

/** Where it says when an error of this name happens, and what fixes it. */
export function errorPage(name: string): string {
  return `${PAGE}#${name.toLowerCase()}`;
}
