import type { Node } from 'typescript';
import { nodesBelow } from '../../source/source-file.js';
import type { Reading } from '../../source/static-string.js';
import type { HandWritten } from './hand-written.js';

/** An action on secrets, or the policy of AWS that allows all of them. */
const ABOUT_SECRETS = /^(?:secretsmanager:[\w*?]+|SecretsManagerReadWrite)$/i;

/**
 * Where a file is about access to secrets in another way than by the calls that were found: policy documents, `inlinePolicies`, managed
 * policies. One place for each statement of the file.
 */
export function remainingAccess(
  { typescript, source, constants }: Reading,
  found: readonly HandWritten[],
): readonly Node[] {
  const { tree } = source;
  const covered: Node[] = found.map(({ call }) => call);
  // A statement in a constant is covered by the calls that it is given to.
  for (let index = 0; index < covered.length; index += 1) {
    const node = covered[index];
    for (const each of node === undefined ? [] : nodesBelow(node)) {
      const declaration = typescript.isIdentifier(each) ? constants.get(each.text)?.declaration : undefined;
      if (declaration !== undefined && !covered.includes(declaration)) covered.push(declaration);
    }
  }
  const isCovered = (node: Node) => covered.some((each) => node.pos >= each.pos && node.end <= each.end);
  const places = nodesBelow(tree).filter(
    (node) => typescript.isStringLiteralLike(node) && ABOUT_SECRETS.test(node.text) && !isCovered(node),
  );
  const statementOf = (node: Node): Node =>
    node.parent === undefined || typescript.isSourceFile(node.parent) ? node : statementOf(node.parent);
  return [...new Map(places.map((node) => [statementOf(node), node])).values()];
}
