import { propertyKey } from './source-code.js';

/**
 * The name of a property that is there and undefined. A variable that is not set or is misspelt must not widen what the option limits,
 * as it would if the option counted as left out.
 */
export function undefinedOption(options: object): string | undefined {
  return Object.entries(options).find(([, value]) => value === undefined)?.[0];
}

/** How to solve it, of an option that may be left out. */
export function giveOrLeaveOut(option: string): string {
  const key = propertyKey(option);
  return `Give ${option} a value: is the variable it comes from set, and spelt right? Or leave ${option} out; where that depends on the variable, write: ...(value === undefined ? {} : { ${key}: value }).`;
}
