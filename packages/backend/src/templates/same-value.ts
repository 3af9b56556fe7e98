import { isRecord, isSame } from './choices.js';

/** Whether two values of one template are the same once it is deployed, however `Fn::Join`, `Fn::Sub` and `Fn::GetAtt` write them. */
export function isSameValue(one: unknown, other: unknown): boolean {
  return isSame(oneWriting(one), oneWriting(other));
}

/** A value with each of its ways to write one string replaced by one of them: a flat `Fn::Join`. */
export function oneWriting(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(oneWriting);
  if (!isRecord(value)) return value;
  const parts = partsOf(value);
  if (parts !== undefined) return joined(parts);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, oneWriting(each)]));
}

function partsOf(value: Readonly<Record<string, unknown>>): readonly unknown[] | undefined {
  const { 'Fn::Join': join, 'Fn::Sub': sub, 'Fn::GetAtt': attribute } = value;
  if (Array.isArray(join) && typeof join[0] === 'string' && Array.isArray(join[1])) {
    const [delimiter, parts] = join;
    return parts.flatMap((part: unknown, index: number) => [...(index === 0 ? [] : [delimiter]), oneWriting(part)]);
  }
  if (typeof sub === 'string') return substituted(sub, {});
  if (Array.isArray(sub) && typeof sub[0] === 'string') return substituted(sub[0], isRecord(sub[1]) ? sub[1] : {});
  return typeof attribute === 'string' ? [attributeOf(attribute)] : undefined;
}

/** `${!name}` stands for `${name}` itself. */
function substituted(template: string, variables: Readonly<Record<string, unknown>>): unknown[] {
  return template.split(/(\$\{[^}]*\})/).map((part) => {
    const name = /^\$\{(.*)\}$/s.exec(part)?.[1];
    if (name === undefined) return part;
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    if (Object.hasOwn(variables, name)) return oneWriting(variables[name]);
    return name.includes('.') ? attributeOf(name) : { Ref: name };
  });
}

function attributeOf(path: string): unknown {
  const dot = path.indexOf('.');
  return { 'Fn::GetAtt': [path.slice(0, dot), path.slice(dot + 1)] };
}

/** Parts that are strings become one, and a join of one part is the part. */
function joined(parts: readonly unknown[]): unknown {
  const flat: unknown[] = [];
  for (const part of parts.flatMap(innerParts)) {
    const last = flat.at(-1);
    if (typeof part === 'string' && typeof last === 'string') flat[flat.length - 1] = last + part;
    else if (part !== '') flat.push(part);
  }
  const [first, ...others] = flat;
  return others.length === 0 ? (first ?? '') : { 'Fn::Join': ['', flat] };
}

function innerParts(part: unknown): readonly unknown[] {
  const join = isRecord(part) ? part['Fn::Join'] : undefined;
  return Array.isArray(join) && join[0] === '' && Array.isArray(join[1]) ? join[1] : [part];
}
