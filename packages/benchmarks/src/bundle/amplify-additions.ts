import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** What Amplify puts into every function's bundle besides the function. */
export interface AmplifyAdditions {
  /** Code at the very top: the resolver of `secret()` in environment variables. */
  readonly banner: string;
  /** A module that defines `require`, `__filename` and `__dirname`. */
  readonly shim: string;
}

/** From @aws-amplify/backend-function as installed. Its banner is on one line, so its line comments are cut. */
export function amplifyAdditions(): AmplifyAdditions {
  const fromBackend = createRequire(createRequire(import.meta.url).resolve('@aws-amplify/backend'));
  const folder = join(dirname(fromBackend.resolve('@aws-amplify/backend-function')), 'lambda-shims');
  const banner = ['resolve_ssm_params.js', 'invoke_ssm_shim.js']
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('')
    .split('\n')
    .map((line) => line.replace(/\/\/.*$/, ''))
    .join('');
  return { banner, shim: join(folder, 'cjs_shim.js') };
}
