import type { Decision } from '../iam/model.js';
import type { AccessMatrixRow } from './access-matrix.js';

/**
 * Formats an access matrix as plain text: one line per resource, one column per function with access to any of them. `R`
 * reads, `W` writes, `-` neither; `R?` and `W?` are not known. Below the table are the functions without access, and the
 * reasons of what is not known.
 *
 * @example
 * ```ts
 * console.log(formatAccessMatrix(accessMatrix(backend, { secrets: aws.secrets.list() })));
 * ```
 */
export function formatAccessMatrix(matrix: readonly AccessMatrixRow[]): string {
  const cells = new Map(matrix.map((row) => [`${row.function} ${row.resource.arn}`, cell(row)]));
  const resources = [...new Map(matrix.map(({ resource }) => [resource.arn, resource.name]))];
  const functions = [...new Set(matrix.map((row) => row.function))];
  const reaching = functions.filter((fn) => resources.some(([arn]) => cells.get(`${fn} ${arn}`) !== NEITHER));
  const idle = functions.filter((fn) => !reaching.includes(fn));
  const table = [
    ['', ...reaching],
    ...resources.map(([arn, name]) => [name, ...reaching.map((fn) => cells.get(`${fn} ${arn}`) ?? NEITHER)]),
  ];
  return [
    ...(reaching.length === 0 ? [] : align(table)),
    ...(idle.length === 0 ? [] : [`No access to any of them: ${idle.join(', ')}`]),
    ...unknownsOf(matrix),
  ].join('\n');
}

const NEITHER = '-';

function cell({ read, write }: AccessMatrixRow): string {
  const mark = (decision: Decision, letter: string) =>
    ({ allow: letter, deny: '', unknown: `${letter}?` })[decision.effect];
  return mark(read, 'R') + mark(write, 'W') || NEITHER;
}

function align(table: readonly (readonly string[])[]): readonly string[] {
  const widthOf = (column: number) => Math.max(...table.map((line) => line[column]?.length ?? 0));
  return table.map((line) =>
    line
      .map((content, column) => content.padEnd(widthOf(column) + 2))
      .join('')
      .trimEnd(),
  );
}

function unknownsOf(matrix: readonly AccessMatrixRow[]): readonly string[] {
  const reasons = matrix.flatMap((row) =>
    [...row.read.unknowns, ...row.write.unknowns].map((reason) => `Not known of ${row.function}: ${reason}`),
  );
  return [...new Set(reasons)];
}
