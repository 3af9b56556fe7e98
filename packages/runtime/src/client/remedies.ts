import type { Location } from './location.js';

/** `Secret "myapp/prod/stripe"`: how messages begin. */
export function subject({ id, store }: Location): string {
  return store === 'amplify' ? `The Amplify secret "${id}"` : `Secret "${id}"`;
}

/** The line for amplify/backend.ts that lets a function read or write a target. */
export function grantLine(access: 'Read' | 'Write', expression: string): string {
  const branches = expression.startsWith("'") ? ", { branches: ['main'] }" : '';
  return `grantSecret${access}(backend.myFunction, ${expression}${branches});`;
}

/** How a person gives a secret its first value. */
export function createLine(location: Location): string {
  const { id, store } = location;
  return store === 'amplify'
    ? amplifyLine(location)
    : `Run: aws secretsmanager create-secret --name ${id} ${from(location)}`;
}

/** How a person replaces a secret's value. */
export function setLine(location: Location): string {
  const { id, store } = location;
  return store === 'amplify'
    ? amplifyLine(location)
    : `Run: aws secretsmanager put-secret-value --secret-id ${id} ${from(location)}`;
}

function amplifyLine({ id, environment }: Location): string {
  return environment === 'sandbox'
    ? `Run: npx ampx sandbox secret set ${id}`
    : `In the Amplify console open the app, Hosting, Secrets, and set "${id}" for this branch or for all branches.`;
}

/** From a file, so that the value stays out of the shell's history and out of the list of processes. */
function from({ id, definition: { kind } }: Location): string {
  const file = id.replace(/^arn:.*:secret:/, '').replace(/^.*\//, '');
  if (kind === 'binary') return `--secret-binary fileb://${file}.bin`;
  return `--secret-string file://${file}.${kind === 'json' ? 'json' : 'txt'}`;
}
