import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalAws } from '@amplify-secrets/local';
import { type Check, expectEqual } from './checks.js';
import type { Deployed } from './deployments.js';

/** Searches for every secret string of this run where none may be: templates, bundles, environments, logs, recorded calls, the report. */
export function checkSecrecy(
  secrets: readonly string[],
  seen: {
    readonly aws: LocalAws;
    readonly deployments: readonly Deployed[];
    readonly logs: readonly string[];
    readonly report: string;
  },
): Check[] {
  const places: Readonly<Record<string, string>> = {
    'the synthesised templates and bundles': seen.deployments
      .flatMap(({ backend }) => textsBelow(backend.cdkOut))
      .join('\n'),
    "the functions' environment variables": JSON.stringify(seen.deployments.map(({ backend }) => backend.functions)),
    'what the functions printed': seen.logs.join('\n'),
    'the record of store calls': JSON.stringify(seen.aws.calls),
    'this report': seen.report,
  };
  return Object.entries(places).map(([place, text]) =>
    expectEqual(
      { section: 'secrecy', deployment: 'all', promise: `no secret value in ${place}` },
      `${secrets.filter((secret) => text.includes(secret)).length} of ${secrets.length} found`,
      `0 of ${secrets.length} found`,
    ),
  );
}

function textsBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}
