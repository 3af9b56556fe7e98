import { expressionOf, referencesOf, type SecretSet } from '@amplify-secrets/runtime/contract';
import type { AmplifyProject } from '../../amplify-project/read-amplify-project.js';
import { constantsOf } from '../../source/constants.js';
import { callsIn, parseSource } from '../../source/source-file.js';
import type { FileChange } from '../../source/unified-diff.js';
import { type LeftLines, linesForReads } from '../left-lines.js';
import { declaredSecrets } from './declared-secrets.js';
import { principalOf } from './existing-grants.js';

/**
 * The reads of declared secrets by a name, which is one environment's: in another one they are denied, or read what is not theirs. Of functions
 * that have a grant, since without one `getSecret` is denied too.
 */
export function handlersToChange(
  project: AmplifyProject,
  { set, path }: { readonly set: SecretSet; readonly path: string },
  changes: readonly FileChange[],
): readonly LeftLines[] {
  const declared = declaredSecrets(set);
  const granted = grantedKeys(project, set, changes);
  return linesForReads(project, path, project.reads, ({ name, functions }) => {
    const keys = new Set(functions.flatMap((owner) => granted.get(owner) ?? []));
    const key = name === undefined ? undefined : declared.referenceOf(name)?.key;
    if (key !== undefined) return functions.length === 0 || keys.has(key) ? key : undefined;
    // Its name is not in the code: where the function has one grant, it can only be that.
    const [only, another] = keys;
    return name === undefined && another === undefined ? only : undefined;
  });
}

/** The keys that each function of the backend may read, once the changes are written. */
function grantedKeys(
  { typescript, files }: AmplifyProject,
  set: SecretSet,
  changes: readonly FileChange[],
): ReadonlyMap<string, readonly string[]> {
  const granted = new Map<string, readonly string[]>();
  for (const file of files) {
    const change = changes.find(({ path }) => path === file.path);
    const source = change === undefined ? file : parseSource(typescript, file.path, change.after);
    const reading = { typescript, source, constants: constantsOf(typescript, source) };
    for (const { expression, arguments: given } of callsIn(typescript, source)) {
      const [grantee, targets] = given;
      if (!/^grantSecretRead(?:Write)?$/.test(expression.getText(source.tree))) continue;
      if (grantee === undefined || targets === undefined) continue;
      const [owner = ''] = /\w+$/.exec(principalOf(reading, grantee)) ?? [];
      const text = targets.getText(source.tree);
      const keys = referencesOf(set)
        .filter((reference) => /\ballSecrets\(/.test(text) || text.split(/[[\],\s]+/).includes(expressionOf(reference)))
        .map(({ key }) => key);
      granted.set(owner, [...(granted.get(owner) ?? []), ...keys]);
    }
  }
  return granted;
}
