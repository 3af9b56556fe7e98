import { owningService } from '../contract/owning-service.js';
import { shellLine } from '../contract/shell-line.js';
import type { Location } from './location.js';

export const DIFFERS =
  "This function's declaration differs from the deployed one: use constants, not variables of the build.";

/** The beginning of a message: `Secret "myapp/prod/stripe"`. */
export function subject({ id, store }: Location): string {
  return `${store === 'amplify' ? 'The Amplify secret' : 'Secret'} "${id}"`;
}

/** The line for amplify/backend.ts that lets a function read or write a target; what to do where it is there follows. */
export function grantLine(access: 'Read' | 'Write' | 'ReadWrite', expression: string): string {
  const branches = expression.startsWith("'") ? ", { branches: ['main'] }" : '';
  return `In amplify/backend.ts add: grantSecret${access}(backend.myFunction, ${expression}${branches}); If it is there, and its branches include this one`;
}

/** How to create a secret with a value. */
export function createLine(location: Location): string {
  return valueLine(location, 'create-secret --name', location.id.replace(/^arn:.*:(.*)-\w{6}$/, '$1'));
}

/** How to set the value of a secret. */
export function setLine(location: Location): string {
  return valueLine(location, 'put-secret-value --secret-id', location.id);
}

// Removes what editors write around a value: line ends, a byte order mark.
const TRIM = `
node -e "fs.writeFileSync(f='value.txt',new TextDecoder('utf-8',{fatal:1}).decode(fs.readFileSync(f)).trim())"`;

/** Each command is the end of its line, or a whole one. */
function valueLine({ store, environment, definition }: Location, command: string, id: string): string {
  const { kind, fields } = definition;
  if (environment === 'sandbox' && store === 'amplify') {
    return shellLine`Run, with --identifier if the sandbox has one: npx ampx sandbox secret set ${id}`;
  }
  if (store === 'amplify') {
    return `Set "${id}" in the Amplify console, under Hosting, Secrets.`;
  }
  const owner = owningService(id);
  if (owner) return `Only its AWS service, ${owner}, may change it. Declare it as it is.`;
  // From a file, so that the value is in neither the shell's history nor the list of processes.
  const [file, trim, option] =
    kind === 'binary' ? ['value.bin', '', 'binary fileb'] : ['value.txt', TRIM, 'string file'];
  const shape = fields ? shellLine` ${JSON.stringify(Object.fromEntries(fields.map((field) => [field, '…'])))}` : '';
  return `Save its value${shape} in ${file}, and run:${trim}\naws secretsmanager ${command}${shellLine` ${id} --secret-`}${option}://${file}`;
}
