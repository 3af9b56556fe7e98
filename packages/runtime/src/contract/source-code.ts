/** A string as TypeScript writes it: `'main'`, or in double quotes where it has to be escaped. */
export function stringLiteral(value: string): string {
  return /['\\]|\p{Cc}/u.test(value) ? JSON.stringify(value) : `'${value}'`;
}

/** A property's name as an object literal writes it: `prod`, `'pre-prod'`. */
export function propertyKey(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : stringLiteral(name);
}
