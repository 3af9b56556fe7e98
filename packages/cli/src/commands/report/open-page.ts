import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { CliError } from '../../errors/cli-error.js';

/** The program that opens a page, and its arguments: without a shell, which would read the path. */
export function openingCommand(
  page: string,
  variables: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): readonly [program: string, ...arguments_: string[]] {
  const url = pathToFileURL(page, { windows: platform === 'win32' }).href;
  const { BROWSER } = variables;
  if (BROWSER) return [BROWSER, url];
  if (platform === 'darwin') return ['open', url];
  // `start` is a word of cmd.exe, which would read `&` in the path.
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url];
  return ['xdg-open', url];
}

/**
 * Opens a page in the browser, and does not wait until it is closed.
 *
 * @throws {CommandNotStartedError} When there is no program to open it.
 */
export function openPage(
  page: string,
  variables: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): Promise<void> {
  const [program, ...words] = openingCommand(page, variables, platform);
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: 'ignore', detached: true });
    child.once('error', () => {
      reject(
        new CliError(
          'CommandNotStartedError',
          `"${program}" could not be started to open the page.`,
          `Set BROWSER to a program, or open it yourself: ${page}`,
        ),
      );
    });
    child.once('spawn', () => {
      child.unref();
      resolve();
    });
  });
}
