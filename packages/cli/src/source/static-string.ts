import type { Expression } from 'typescript';
import { type Constants, unwrapped, writtenOut } from './constants.js';
import type { TypeScript } from './load-typescript.js';
import type { SourceFile } from './source-file.js';

/** A file with what is needed to read its expressions. */
export interface Reading {
  readonly typescript: TypeScript;
  readonly source: SourceFile;
  readonly constants: Constants;
}

/** A string that the code contains, or why it is not known without running the code. */
export type StaticString = { readonly text: string } | { readonly unknown: string };

const PSEUDO = { region: 'Region', account: 'AccountId', partition: 'Partition' } as const;
const OF_STACK = /(?:\bStack\.of\(.*\)|[sS]tack|\.createStack\(.*\))\.(region|account|partition)$/;
const OF_AWS = /^(?:\w+\.)?Aws\.(REGION|ACCOUNT_ID|PARTITION)$/;
const AWS = { REGION: 'Region', ACCOUNT_ID: 'AccountId', PARTITION: 'Partition' } as const;

/** Strings, templates, sums and constants. What only the deployment knows is `${AWS::Region}` and so on. */
export function staticString(reading: Reading, given: Expression): StaticString {
  const { typescript, source, constants } = reading;
  const node = unwrapped(typescript, constants, given);
  if (typescript.isStringLiteralLike(node)) return { text: node.text };
  if (typescript.isTemplateExpression(node)) {
    const spans = node.templateSpans.flatMap(({ expression, literal }): StaticString[] => [
      staticString(reading, expression),
      { text: literal.text },
    ]);
    return joined([{ text: node.head.text }, ...spans]);
  }
  if (typescript.isBinaryExpression(node) && node.operatorToken.kind === typescript.SyntaxKind.PlusToken) {
    return joined([staticString(reading, node.left), staticString(reading, node.right)]);
  }
  const written = writtenOut(typescript, constants, source, node);
  const ofStack = OF_STACK.exec(written)?.[1] as keyof typeof PSEUDO | undefined;
  if (ofStack !== undefined) return { text: `\${AWS::${PSEUDO[ofStack]}}` };
  const ofAws = OF_AWS.exec(written)?.[1] as keyof typeof AWS | undefined;
  if (ofAws !== undefined) return { text: `\${AWS::${AWS[ofAws]}}` };
  return { unknown: `\`${shortened(given.getText(source.tree))}\` is not a string in this file` };
}

/** Every string of a list, in an array or alone. */
export function staticStrings(reading: Reading, given: Expression): readonly StaticString[] {
  const { typescript, source, constants } = reading;
  const node = unwrapped(typescript, constants, given);
  if (!typescript.isArrayLiteralExpression(node)) {
    return [{ unknown: `\`${shortened(given.getText(source.tree))}\` is not a list in this file` }];
  }
  return node.elements.flatMap((element) =>
    typescript.isSpreadElement(element) ? staticStrings(reading, element.expression) : [staticString(reading, element)],
  );
}

export function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 57)}…` : line;
}

function joined(parts: readonly StaticString[]): StaticString {
  const texts: string[] = [];
  for (const part of parts) {
    if ('unknown' in part) return part;
    texts.push(part.text);
  }
  return { text: texts.join('') };
}
