/** A resolved template value as a person reads it: `arn:${AWS::Partition}:…`, with `${…}` for what is known only at deployment. */
export function shown(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const [name, argument] = Object.entries(value)[0] ?? ['', ''];
  if (name === 'Ref') return `\${${argument}}`;
  if (name === 'Fn::GetAtt') return `\${${[argument].flat().map(inner).join('.')}}`;
  if (name === 'Fn::Sub') return Array.isArray(argument) ? shown(argument[0]) : shown(argument);
  if (name === 'Fn::Join' && Array.isArray(argument) && Array.isArray(argument[1])) {
    return argument[1].map(shown).join(String(argument[0]));
  }
  return `\${${name}(${[argument].flat(Number.POSITIVE_INFINITY).map(inner).join(', ')})}`;
}

/** Whether only the deployment knows the value, and every part of it. */
export function isUnknown(shownValue: string): boolean {
  return /^\$\{[^}]*\}$/.test(shownValue);
}

/** A resolved template value with every intrinsic function in it as a string, and objects in the order of their keys. */
export function shownJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shownJson);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (entries.length === 1 && first !== undefined && /^(Ref|Fn::\w+)$/.test(first[0])) return shown(value);
  return Object.fromEntries(
    entries.sort(([one], [other]) => (one < other ? -1 : 1)).map(([k, v]) => [k, shownJson(v)]),
  );
}

/** `${…}` contains no further braces, so that its end can be found. */
function inner(value: unknown): string {
  return shown(value).replace(/[${}]/g, '');
}
