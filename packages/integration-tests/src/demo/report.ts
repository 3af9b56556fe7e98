import { styleText } from 'node:util';
import type { AccessCell } from './access.js';
import type { Check } from './checks.js';
import type { DemoDeployment } from './deployments.js';
import type { Invocation } from './invocations.js';
import type { DemoRotation } from './rotations.js';

/** Colours only on a terminal, and not with NO_COLOR. */
export function painter(stream: {
  readonly isTTY?: boolean;
}): (format: Parameters<typeof styleText>[0], text: string) => string {
  const coloured = stream.isTTY === true && !process.env.NO_COLOR;
  return (format, text) => (coloured ? styleText(format, text) : text);
}

export function accessTable(deployment: DemoDeployment, cells: readonly AccessCell[]): string {
  const own = cells.filter((cell) => cell.deployment === deployment.title);
  const functions = [...new Set(own.map((cell) => cell.function))];
  const secrets = [...new Set(own.map((cell) => cell.secret))].sort();
  const of = (secret: string, name: string) =>
    own.find((cell) => cell.secret === secret && cell.function === name)?.access ?? '–';
  const reached = secrets.filter((secret) => functions.some((name) => of(secret, name) !== '–'));
  const reaching = functions.filter((name) => secrets.some((secret) => of(secret, name) !== '–'));
  const idle = functions.filter((name) => !reaching.includes(name));
  return [
    table(
      ['', ...reaching],
      reached.map((secret) => [secret, ...reaching.map((name) => of(secret, name))]),
    ),
    `${secrets.length - reached.length} other secrets in the account: out of reach of every function`,
    ...(idle.length === 0 ? [] : [`Functions that reach no secret: ${idle.join(', ')}`]),
  ].join('\n');
}

export function invocationTable(deployment: DemoDeployment, invocations: readonly Invocation[]): string {
  const own = invocations.filter((invocation) => invocation.deployment === deployment.title);
  const cold = own.filter(({ container }) => container === 'cold');
  const rows = cold.map((first) => {
    const again = own.find(
      (one) => one.container === 'warm' && one.function === first.function && one.request === first.request,
    );
    return [first.function, first.request, first.returned, String(first.storeCalls), String(again?.storeCalls ?? '')];
  });
  return table(['function', 'request', 'returned', 'store calls', 'again, warm'], rows);
}

export function rotationTable(rotations: readonly DemoRotation[]): string {
  const rows = rotations.map(({ begunBy, versionBefore, versionAfter, queries, failed, refusedLogins }) => [
    begunBy,
    `${versionBefore.slice(0, 8)} → ${versionAfter.slice(0, 8)}`,
    ...[queries, failed, refusedLogins].map(String),
  ]);
  return table(['rotated by', 'version', 'queries', 'failed', 'logins refused'], rows);
}

export function checkList(checks: readonly Check[], paint: ReturnType<typeof painter>): string {
  return checks
    .map(
      ({ kept, deployment, promise, seen }) =>
        `${kept ? paint('green', '✓') : paint('red', '✗')} ${deployment}: ${promise} ${paint('dim', `(${seen})`)}`,
    )
    .join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(head), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)].join('\n');
}
