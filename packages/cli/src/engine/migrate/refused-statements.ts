import type { SynthesisFailedError } from '@amplify-secrets/local';
import type { Replaced } from './plan-migration.js';
import { describeFailure } from './synthesize-backends.js';

/**
 * The replaced statements that an error of the changed backend is about, by place, each with the reason to leave it. The errors of the kit
 * quote the secret, by its key or its name, and mostly the call.
 */
export function refusedStatements(
  replaced: readonly Replaced[],
  error: SynthesisFailedError,
): ReadonlyMap<string, string> {
  const { message } = error.cause;
  const about = replaced.filter(({ keys, secrets, lines }) =>
    [...keys, ...secrets, ...lines.flatMap(stringsIn)].some((name) => message.includes(`"${name}"`)),
  );
  const called = about.filter(({ lines }) =>
    lines.some((line) => message.includes(`${line.slice(0, line.indexOf('('))} `)),
  );
  return new Map(
    (called.length > 0 ? called : about).map(({ place, lines }) => [
      place,
      `with \`${lines.join('; ')}\` the backend does not synthesise as ${describeFailure(error)}`,
    ]),
  );
}

function stringsIn(code: string): readonly string[] {
  return [...code.matchAll(/(['"`])(.+?)\1/g)].flatMap(([, , string]) => string ?? []);
}
