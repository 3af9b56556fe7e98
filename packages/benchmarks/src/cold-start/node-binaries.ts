import { execFileSync } from 'node:child_process';

export interface NodeBinary {
  /** Without the `v`. */
  readonly version: string;
  readonly path: string;
}

/** What Lambda runs beside the version that runs this. */
const OTHERS = ['22.23.3', '24.21.0'];

export const thisNode: NodeBinary = { version: process.versions.node, path: process.execPath };

/** This Node.js and the others, fetched by npm where needed. A version that can't be had is left out. */
export function nodeBinaries(progress: (text: string) => void): readonly NodeBinary[] {
  const others = OTHERS.filter((version) => version !== thisNode.version).flatMap((version) => {
    try {
      const command = ['--yes', '--package', `node@${version}`, '--call', 'node -p process.execPath'];
      const path = execFileSync('npx', command, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
      return [{ version, path }];
    } catch {
      progress(`Node.js ${version} is left out: npm could not fetch it.`);
      return [];
    }
  });
  return [thisNode, ...others];
}

export function majorOf({ version }: NodeBinary): number {
  return Number.parseInt(version, 10);
}
