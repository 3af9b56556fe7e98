import type { Expression } from 'typescript';
import { type Reading, staticString } from '../source/static-string.js';
import { unwrapped } from '../source/written-out.js';

/** Where a template has `${…}`. */
const HOLE = '\u0000';
const ARN = /:secretsmanager:[^:]*:[^:]*:secret:([^:\s"']+)$/;
/** `-*` and `-??????` stand for the six characters that AWS adds, and `-a1B2c3` is them, if it has a capital letter; a bare `*` is meant so. */
const SUFFIX = /(?:-\?{6}|-?\*|-(?=\w*[A-Z])[A-Za-z0-9]{6})$/;
const NAME = /^[\w/+=.@!-]{1,512}(?<!\/)$/;
const CDK_IMPORT = /\.fromSecret(?:NameV2|Name)$/;

/** The secret that a string of the code names, by its name or its ARN. A pattern, or a name that is put together, is not one. */
export function secretNameOf(reading: Reading, given: Expression): string | undefined {
  const { typescript, constants } = reading;
  const known = staticString(reading, given);
  const node = unwrapped(typescript, constants, given);
  const text = 'text' in known ? known.text.replaceAll(/\$\{[^}]*\}/g, HOLE) : textWithHoles(reading, node);
  if (text !== undefined) return text.startsWith('arn:') ? nameInArn(text) : checked(text);
  return nameOfCdkSecret(reading, node);
}

/** The name in an ARN that a string or a template is. */
export function nameInArnOf(reading: Reading, node: Expression): string | undefined {
  return nameInArn(textWithHoles(reading, node) ?? '');
}

/** A string or a template, with a character that no name has in place of what is put in. */
function textWithHoles({ typescript }: Reading, node: Expression): string | undefined {
  if (typescript.isStringLiteralLike(node)) return node.text;
  if (!typescript.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => HOLE + literal.text).join('');
}

function nameInArn(arn: string): string | undefined {
  return checked(ARN.exec(arn)?.[1]?.replace(SUFFIX, ''));
}

function checked(name: string | undefined): string | undefined {
  return name !== undefined && NAME.test(name) ? name : undefined;
}

/** `secret.secretName` and `secret.secretArn`, of `Secret.fromSecretNameV2(stack, 'Mail', 'acme/mail')`. */
function nameOfCdkSecret(reading: Reading, node: Expression): string | undefined {
  const { typescript, constants } = reading;
  if (!typescript.isPropertyAccessExpression(node) || !/^secret(?:Name|Arn)$/.test(node.name.text)) return undefined;
  const secret = unwrapped(typescript, constants, node.expression);
  if (!typescript.isCallExpression(secret) || !CDK_IMPORT.test(secret.expression.getText())) return undefined;
  const [, , name] = secret.arguments;
  return name && secretNameOf(reading, name);
}
