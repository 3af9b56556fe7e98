import type { Location } from './location.js';

/** `Secret "myapp/prod/stripe"`: how messages begin. */
export function subject({ id, store }: Location): string {
  return `${store === 'amplify' ? 'The Amplify secret' : 'Secret'} "${id}"`;
}

/** The line for amplify/backend.ts that lets a function read or write a target. */
export function grantLine(access: 'Read' | 'Write', expression: string): string {
  const branches = expression.startsWith("'") ? ", { branches: ['main'] }" : '';
  return `grantSecret${access}(backend.myFunction, ${expression}${branches});`;
}

/** How a person gives a secret its first value. */
export function createLine(location: Location): string {
  return valueLine(location, 'create-secret --name');
}

/** How a person replaces a secret's value. */
export function setLine(location: Location): string {
  return valueLine(location, 'put-secret-value --secret-id');
}

function valueLine({ id, store, environment, definition: { kind, fields } }: Location, command: string): string {
  if (environment === 'sandbox' && store === 'amplify')
    return `Run: npx ampx sandbox secret set ${id} (with your --identifier, if the sandbox has one)`;
  if (store === 'amplify') {
    return `In the Amplify console open the app, Hosting, Secrets, and set "${id}" for this branch or for all branches.`;
  }
  // From a file, so that the value stays out of the shell's history and out of the list of processes.
  const file = id.replace(/.*[:/]/, '');
  const [option, type] = kind === 'binary' ? ['binary fileb', 'bin'] : ['string file', kind === 'json' ? kind : 'txt'];
  const shape =
    fields === undefined
      ? ''
      : `, where the file holds {${fields.map((field) => `${JSON.stringify(field)}:"…"`).join(',')}}`;
  // A shell takes the mark in `rds!cluster-…` for its own.
  const word = id.includes('!') ? `'${id}'` : id;
  return `Run: aws secretsmanager ${command} ${word} --secret-${option}://${file}.${type}${shape}`;
}
