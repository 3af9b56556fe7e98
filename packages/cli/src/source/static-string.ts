import type { Expression } from 'typescript';
import { tableOf, valuesOf } from './constant-tables.js';
import type { Constants } from './constants.js';
import type { TypeScript } from './load-typescript.js';
import type { SourceFile } from './source-file.js';
import { unwrapped, writtenOut } from './written-out.js';

/** A file with what is needed to read its expressions. */
export interface Reading {
  readonly typescript: TypeScript;
  readonly source: SourceFile;
  readonly constants: Constants;
  /** What a parameter is, by its name, while the body of its function is read. */
  readonly given?: ReadonlyMap<string, string>;
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
  const parameter = typescript.isIdentifier(node) ? reading.given?.get(node.text) : undefined;
  if (parameter !== undefined) return { text: parameter };
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
  if (typescript.isArrayLiteralExpression(node)) {
    return node.elements.flatMap((element) =>
      typescript.isSpreadElement(element)
        ? staticStrings(reading, element.expression)
        : [staticString(reading, element)],
    );
  }
  return (
    calledStrings(reading, node) ?? [
      { unknown: `\`${shortened(given.getText(source.tree))}\` is not a list in this file` },
    ]
  );
}

/** `Object.values(SECRETS)`, and `NAMES.map((name) => `…${name}`)` of a list or of such values. */
function calledStrings(reading: Reading, node: Expression): readonly StaticString[] | undefined {
  const { typescript, source, constants } = reading;
  if (!typescript.isCallExpression(node) || !typescript.isPropertyAccessExpression(node.expression)) return undefined;
  const { expression: of, name } = node.expression;
  const [first, second] = node.arguments;
  if (first === undefined || second !== undefined) return undefined;
  if (of.getText(source.tree) === 'Object' && name.text === 'values') {
    const table = tableOf(typescript, constants, first);
    return table && valuesOf(typescript, table)?.map((value) => staticString(reading, value));
  }
  if (name.text !== 'map' || !typescript.isArrowFunction(first) || typescript.isBlock(first.body)) return undefined;
  const { body, parameters } = first;
  const [parameter, another] = parameters;
  if (parameter === undefined || another !== undefined || !typescript.isIdentifier(parameter.name)) return undefined;
  const { text: called } = parameter.name;
  return staticStrings(reading, of).map((each) =>
    'unknown' in each
      ? each
      : staticString({ ...reading, given: new Map([...(reading.given ?? []), [called, each.text]]) }, body),
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
