// Runs a command in a folder, with what it prints on the terminal, and without what npm and vitest tell their own child processes.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const INHERITED =
  /^(PATH|HOME|TMPDIR|LANG|CI|NO_COLOR|FORCE_COLOR|https?_proxy|no_proxy|SSL_CERT_FILE|NODE_EXTRA_CA_CERTS)$/i;

/** Its exit code; 128 and the number of the signal where one has ended it. */
export async function run(command, args, cwd) {
  return (await start(command, args, cwd, 'inherit', {})).code;
}

/** Runs a command without the terminal: its exit code, its standard output, and all that it printed. */
export function runCaptured(command, args, cwd, env) {
  return start(command, args, cwd, 'pipe', env);
}

function start(command, args, cwd, stdio, added) {
  const registry = /^npm_config_(registry|cache|userconfig|prefer_offline)$/i;
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => INHERITED.test(name) || registry.test(name)),
  );
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...env, ...added }, stdio: ['ignore', stdio, stdio] });
    const printed = { stdout: '', output: '' };
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      printed.stdout += text;
      printed.output += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      printed.output += text;
    });
    const stop = () => child.kill();
    process.once('exit', stop);
    child.on('error', reject).on('close', (code, signal) => {
      process.off('exit', stop);
      resolve({ code: code ?? 128 + constants.signals[signal], ...printed });
    });
  });
}
