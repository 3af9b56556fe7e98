// A page as Chromium shows it, as a PNG.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The executable is `chromium` of the PATH, or that of the variable CHROMIUM. */
export function screenshot(page, file, { width, height, dark = false }) {
  const profile = mkdtempSync(join(tmpdir(), 'amplify-secrets-chromium-'));
  const { status, stderr } = spawnSync(
    process.env.CHROMIUM ?? 'chromium',
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--hide-scrollbars',
      `--user-data-dir=${profile}`,
      `--blink-settings=preferredColorScheme=${dark ? 0 : 1}`,
      `--window-size=${width},${height}`,
      `--screenshot=${resolve(file)}`,
      /^https?:/.test(page) ? page : pathToFileURL(page).href,
    ],
    { encoding: 'utf8' },
  );
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  if (status !== 0) throw new Error(`Chromium has made no picture of ${page}:\n${stderr}`);
}
