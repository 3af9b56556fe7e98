/** Names that a shell, TypeScript or a terminal takes for more than a name. */
export const HOSTILE = [
  "it's",
  '$(touch PWNED)',
  '`touch PWNED`',
  'a b',
  'a;touch PWNED',
  'a"b',
  '-x',
  '--name',
  'rds!x',
  `\${HOME}`,
  '{a,b}',
  '*',
  'größe😀',
  'a\nb',
  '\\',
];

/** And what a string literal has to escape. */
export const ODD = [
  ...HOSTILE,
  `a'b"c\\`,
  '*/ x',
  '// x',
  '\u2028',
  '\u0000',
  '\u001b[31m',
  '\u202e',
  '\ud800',
  '__proto__',
  'a-b',
  '1',
  '',
];
