import { isJsonObject, type Json, property } from './json.js';
import { asString, type Resolved, Unresolved, type Value } from './value.js';

/** What the intrinsic functions of one template refer to. */
export interface Scope {
  ref(name: string): Resolved;
  getAtt(logicalId: string, attribute: string): Value;
  condition(name: string): boolean | Unresolved;
  mapping(name: string, topKey: string, secondKey: string): Value;
  importValue(exportName: string): Value;
}

type Intrinsic = (argument: Json, scope: Scope) => Resolved;

const INTRINSICS: ReadonlyMap<string, Intrinsic> = new Map<string, Intrinsic>([
  ['Ref', (argument, scope) => (typeof argument === 'string' ? scope.ref(argument) : malformed('Ref'))],
  [
    'Fn::Base64',
    (argument, scope) => onString(resolve(argument, scope), (string) => Buffer.from(string).toString('base64')),
  ],
  ['Fn::FindInMap', findInMap],
  ['Fn::GetAtt', getAtt],
  ['Fn::If', choose],
  ['Fn::ImportValue', (argument, scope) => onString(resolve(argument, scope), (name) => scope.importValue(name))],
  ['Fn::Join', join],
  ['Fn::Select', select],
  ['Fn::Split', split],
  ['Fn::Sub', substitute],
]);

/** Resolves every intrinsic function in a part of a template. What does not resolve is replaced by an `Unresolved`. */
export function resolve(value: Json, scope: Scope): Resolved {
  if (typeof value === 'string') return literal(value);
  if (Array.isArray(value)) return compact(value.map((item: Json) => resolve(item, scope)));
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (only !== undefined && entries.length === 1) {
    const [name, argument] = only;
    const intrinsic = INTRINSICS.get(name);
    if (intrinsic !== undefined) return intrinsic(argument, scope);
    if (name.startsWith('Fn::')) return new Unresolved(`${name} is not supported`);
  }
  const resolved: [string, Value][] = [];
  for (const [key, item] of entries) {
    const inner = resolve(item, scope);
    if (inner !== undefined) resolved.push([key, inner]);
  }
  return Object.fromEntries(resolved);
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html */
function literal(string: string): Value {
  const [, service] = /\{\{resolve:([a-z-]+):/.exec(string) ?? [];
  return service === undefined ? string : new Unresolved(`a dynamic reference to ${service}`);
}

function join(argument: Json, scope: Scope): Value {
  const [separator, list] = pair(argument);
  if (typeof separator !== 'string' || list === undefined) return malformed('Fn::Join');
  const items = resolve(list, scope);
  if (items instanceof Unresolved) return items;
  if (!Array.isArray(items)) return malformed('Fn::Join');
  return concatenate(items, separator);
}

function split(argument: Json, scope: Scope): Value {
  const [separator, source] = pair(argument);
  if (typeof separator !== 'string' || source === undefined) return malformed('Fn::Split');
  return onString(resolve(source, scope), (string) => string.split(separator));
}

function select(argument: Json, scope: Scope): Value {
  const [position, list] = pair(argument);
  if (position === undefined || list === undefined) return malformed('Fn::Select');
  const items = resolve(list, scope);
  if (items instanceof Unresolved) return items;
  return onString(resolve(position, scope), (index) => {
    const item = Array.isArray(items) && /^\d+$/.test(index) ? items[Number(index)] : undefined;
    return item ?? new Unresolved(`Fn::Select finds nothing at ${index}`);
  });
}

function choose(argument: Json, scope: Scope): Resolved {
  const [name, whenTrue, whenFalse] = Array.isArray(argument) ? argument : [];
  if (typeof name !== 'string' || whenTrue === undefined || whenFalse === undefined) return malformed('Fn::If');
  const condition = scope.condition(name);
  if (condition instanceof Unresolved) return condition;
  return resolve(condition ? whenTrue : whenFalse, scope);
}

function getAtt(argument: Json, scope: Scope): Value {
  if (typeof argument === 'string') {
    const dot = argument.indexOf('.');
    return dot < 1 ? malformed('Fn::GetAtt') : scope.getAtt(argument.slice(0, dot), argument.slice(dot + 1));
  }
  const [logicalId, attribute] = pair(argument);
  if (typeof logicalId !== 'string' || attribute === undefined) return malformed('Fn::GetAtt');
  return onString(resolve(attribute, scope), (name) => scope.getAtt(logicalId, name));
}

function findInMap(argument: Json, scope: Scope): Value {
  const [name, topKey, secondKey] = (Array.isArray(argument) ? argument : []).map((item: Json) => resolve(item, scope));
  return onString(name, (map) => onString(topKey, (top) => onString(secondKey, (key) => scope.mapping(map, top, key))));
}

/** `${!Literal}` is the string `${Literal}`; `${A.B}` is Fn::GetAtt; anything else is Ref or one of the given variables. */
function substitute(argument: Json, scope: Scope): Value {
  const [template, variables] = typeof argument === 'string' ? [argument, {}] : pair(argument);
  if (typeof template !== 'string' || !isJsonObject(variables)) return malformed('Fn::Sub');
  const pieces: Resolved[] = [];
  let end = 0;
  for (const match of template.matchAll(/\$\{([^}]*)\}/g)) {
    pieces.push(template.slice(end, match.index));
    end = match.index + match[0].length;
    const name = (match[1] ?? '').trim();
    const variable = property(variables, name);
    if (name.startsWith('!')) pieces.push(`\${${name.slice(1)}}`);
    else if (variable !== undefined) pieces.push(resolve(variable, scope));
    else pieces.push(name.includes('.') ? getAtt(name, scope) : scope.ref(name));
  }
  return concatenate([...pieces, template.slice(end)], '');
}

function concatenate(items: readonly Resolved[], separator: string): Value {
  const strings = items.map(asString);
  const unresolved = strings.find((item) => item instanceof Unresolved);
  // Pieces that are harmless one by one may make a dynamic reference together.
  return unresolved instanceof Unresolved ? new Unresolved(unresolved.reason) : literal(strings.join(separator));
}

function onString(value: Resolved, use: (string: string) => Value): Value {
  const string = asString(value);
  return string instanceof Unresolved ? string : use(string);
}

function compact(items: readonly Resolved[]): Value {
  return items.filter((item) => item !== undefined);
}

function pair(argument: Json): readonly [Json | undefined, Json | undefined] {
  return Array.isArray(argument) && argument.length === 2 ? [argument[0], argument[1]] : [undefined, undefined];
}

function malformed(name: string): Unresolved {
  return new Unresolved(`${name} is malformed`);
}
