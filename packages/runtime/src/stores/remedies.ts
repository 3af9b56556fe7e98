import type { Location } from './location.js';

export const DIFFERS =
  "This function's declaration differs from the one that was deployed: use constants, not variables of the build.";

/** The beginning of a message: `Secret "myapp/prod/stripe"`. */
export function subject({ id, store }: Location): string {
  return `${store === 'amplify' ? 'The Amplify secret' : 'Secret'} "${id}"`;
}

/** The line for amplify/backend.ts that lets a function read or write a target. */
export function grantLine(access: 'Read' | 'Write', expression: string): string {
  const branches = expression.startsWith("'") ? ", { branches: ['main'] }" : '';
  return `grantSecret${access}(backend.myFunction, ${expression}${branches});`;
}

/** How to create a secret with a value. */
export function createLine(location: Location): string {
  return valueLine(location, 'create-secret --name');
}

/** How to set the value of a secret. */
export function setLine(location: Location): string {
  return valueLine(location, 'put-secret-value --secret-id');
}

function valueLine({ id, store, environment, definition: { kind, fields } }: Location, command: string): string {
  if (environment === 'sandbox' && store === 'amplify')
    return `Run: npx ampx sandbox secret set ${id} (with --identifier, if the sandbox has one)`;
  if (store === 'amplify') {
    return `In the Amplify console, open the app, Hosting, Secrets, and set "${id}" for this branch or for all branches.`;
  }
  // From a file, so that the value is in neither the shell's history nor the list of processes.
  const file = id.replace(/.*[:/]/, '');
  const [option, type] = kind === 'binary' ? ['binary fileb', 'bin'] : ['string file', kind === 'json' ? kind : 'txt'];
  const shape =
    fields === undefined
      ? ''
      : `, where the file contains {${fields.map((field) => `${JSON.stringify(field)}:"…"`).join(',')}}`;
  // In a shell, the `!` of `rds!cluster-…` has to be quoted.
  const word = id.includes('!') ? `'${id}'` : id;
  return `Run: aws secretsmanager ${command} ${word} --secret-${option}://${file}.${type}${shape}`;
}
