import type { AmplifyProject } from '../../amplify-project/read-amplify-project.js';
import { constantsOf } from '../../source/constants.js';
import { principalOf } from './existing-grants.js';
import { findHandWritten } from './find-hand-written.js';
import type { HandWritten } from './hand-written.js';
import { BY_NAME } from './plan-grants.js';
import { namedTarget, placeOfArn } from './secret-arn.js';

const ANY_PLACE = { region: 'us-east-1', account: '123456789012' };

/** The names of the secrets that hand-written statements give to a function, each by its own name: those that `migrate` replaces by a grant. */
export function servedSecrets({ typescript, files, defined }: AmplifyProject, owner: string): ReadonlySet<string> {
  const principal = `${defined?.variable ?? 'backend'}.${owner}`;
  return new Set(
    files.flatMap((source) => {
      const reading = { typescript, source, constants: constantsOf(typescript, source) };
      return findHandWritten(reading).flatMap((found) =>
        principalOf(reading, found.grantee) === principal ? namesOf(found) : [],
      );
    }),
  );
}

function namesOf({ gives }: HandWritten): readonly string[] {
  if (gives.kind === 'secret') return [BY_NAME.exec(gives.written)?.[2] ?? ''];
  if (gives.kind === 'unknown') return [];
  return gives.statements.flatMap(({ resources }) =>
    resources.flatMap((each) => {
      if ('unknown' in each) return [];
      const target = namedTarget(each.text, placeOfArn(each.text) ?? ANY_PLACE);
      return target.kind === 'arn' || target.kind === 'name' ? target.name : [];
    }),
  );
}
