// A page as Chromium shows it, as a PNG.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The executable is `chromium` of the PATH, or that of the variable CHROMIUM. On a busy machine it can leave parts blank: taken until two are equal. */
export function screenshot(page, file, options) {
  for (let before, times = 0; times < 5; times++) {
    take(page, file, options);
    const picture = readFileSync(file);
    if (before?.equals(picture)) return;
    before = picture;
  }
  throw new Error(`Chromium must make the same picture of ${page} twice, and made another each time.`);
}

function take(page, file, { width, height, dark = false }) {
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
