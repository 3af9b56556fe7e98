import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export type Environment = Readonly<Record<string, string>>;

/** The environments that point an AWS client at the store. */
export interface Addresses {
  readonly http: Environment;
  /** Absent where no certificate could be made. */
  readonly https?: Environment;
}

export interface StoreProcess {
  readonly addresses: Addresses;
  close(): Promise<void>;
}

export async function startStoreProcess(): Promise<StoreProcess> {
  const program = fileURLToPath(new URL('./store-program.js', import.meta.url));
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  const line = once(createInterface(child.stdout), 'line').then(([text]) => String(text));
  const failed = exit.then(([code]) => {
    throw new Error(`The store ended with exit code ${code} before it could be used.`);
  });
  // Its own program wrote the line.
  const addresses: Addresses = JSON.parse(await Promise.race([line, failed]));
  failed.catch(() => undefined);
  return {
    addresses,
    close: async () => {
      child.stdin.end();
      await exit;
    },
  };
}
