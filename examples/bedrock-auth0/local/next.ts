import { type ServerProcess, startProcess, untilReady } from './server-process.js';

const NEXT = 'node_modules/next/dist/bin/next';
const quiet = () => ({ PATH: process.env.PATH, HOME: process.env.HOME, NEXT_TELEMETRY_DISABLED: '1', CI: '1' });

/** `next build`, with no variable of the app: what it printed. */
export async function buildNext(): Promise<string> {
  const build = startProcess(process.execPath, [NEXT, 'build'], quiet(), 'SIGTERM');
  await build.ended;
  if (build.exitCode !== 0) throw new Error(`next build ended with ${build.exitCode}:\n${build.output()}`);
  return build.output();
}

/** `next start`, with these variables and no others. */
export async function startNext(url: string, variables: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const { hostname, port } = new URL(url);
  const server = startProcess(
    process.execPath,
    [NEXT, 'start', '--hostname', hostname, '--port', port],
    { ...quiet(), ...variables },
    'SIGTERM',
  );
  await untilReady(server, () => fetch(`${url}/favicon.ico`));
  return server;
}
