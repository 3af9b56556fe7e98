const INVISIBLE = /(?! )[\p{C}\p{Z}]/gu;

/** A string as TypeScript writes it: `'main'`, or in double quotes where it has to be escaped. */
export function stringLiteral(value: string): string {
  const literal = /['\\]|(?! )[\p{C}\p{Z}]/u.test(value) ? JSON.stringify(value) : `'${value}'`;
  return literal.replace(INVISIBLE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** A property's name as an object literal writes it: `prod`, `'pre-prod'`. */
export function propertyKey(name: string): string {
  // Any other spelling would set the prototype.
  if (name === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : stringLiteral(name);
}
