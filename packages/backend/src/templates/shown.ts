/** A resolved template value as a person reads it: `arn:${AWS::Partition}:…`. What is known only at deployment stands in `${…}`. */
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

/** Whether only the deployment knows any of a text that is shown so. */
export function isUnknown(text: string): boolean {
  return /^\$\{[^}]*\}$/.test(text);
}

/** A resolved template value with every intrinsic function in it shown as a text; objects in the order of their keys. */
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

/** Within `${…}` there are no further braces, so that it can be told where it ends. */
function inner(value: unknown): string {
  return shown(value).replace(/[${}]/g, '');
}
