import type { CodeStyle } from '../../amplify-project/code-style.js';
import type { Reading } from '../../source/static-string.js';
import { writtenOut } from '../../source/written-out.js';
import type { HandWritten } from './hand-written.js';
import type { PlannedGrant } from './plan-grants.js';

/** `backend.mail` for its Lambda function and its role; any other construct as it is written. */
export function granteeCode({ typescript, source, constants }: Reading, { call, grantee }: HandWritten): string {
  const written = writtenOut(typescript, constants, source, grantee);
  const [, ofBackend] = /^(\w+\.\w+)\.resources\.lambda(?:\.role)?$/.exec(written) ?? [];
  if (ofBackend !== undefined) return ofBackend;
  const code = grantee.getText(source.tree);
  // `worker.role?.addToPrincipalPolicy(…)`: the role may be undefined, and the function stands for it.
  const isOptional =
    typescript.isPropertyAccessExpression(call.expression) && call.expression.questionDotToken !== undefined;
  return isOptional ? code.replace(/\.role$/, '') : code;
}

/** `grantSecretRead(backend.mail, 'acme/mail', { branches: 'main' })`. */
export function lineOf(
  style: CodeStyle,
  { call, targets, hasBranches }: PlannedGrant,
  grantee: string,
  branches: readonly string[],
): string {
  const written = targets.map((target) => ('code' in target ? target.code : style.string(target.string)));
  const list = written.length === 1 ? written.join() : `[${written.join(', ')}]`;
  return `${call}(${grantee}, ${list}${hasBranches ? `, ${optionsOf(style, branches)}` : ''})`;
}

/** `{ branches: ['main', 'dev'] }`. */
export function optionsOf(style: CodeStyle, branches: readonly string[]): string {
  const patterns = branches.map((branch) => style.string(branch));
  return `{ branches: ${patterns.length === 1 ? patterns.join() : `[${patterns.join(', ')}]`} }`;
}
