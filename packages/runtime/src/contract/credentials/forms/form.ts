/**
 * A credential that is recognised by its form, whatever the variable is called: prefixes, characters and lengths as providers document them
 * (https://docs.github.com/en/code-security/reference/secret-security/supported-secret-scanning-patterns lists many). A form asks for the
 * least length alone: providers make their keys longer, and the steps at each character of a value stay few.
 */
export type Form = readonly [kind: string, form: RegExp];
