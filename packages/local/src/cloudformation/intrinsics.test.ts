// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation writes Fn::Sub so.
import { describe, expect, it } from 'vitest';
import { resolve, type Scope } from './intrinsics.js';
import type { Json } from './json.js';
import { Unresolved, unresolvedIn } from './value.js';

const references = new Map<string, string | string[]>([
  ['Name', 'stripe'],
  ['Names', ['a', 'b']],
  ['AWS::Region', 'us-east-1'],
]);

const scope: Scope = {
  ref: (name) => (name === 'AWS::NoValue' ? undefined : (references.get(name) ?? new Unresolved(`Ref ${name}`))),
  getAtt: (id, attribute) => (id === 'Known' ? `<${id}.${attribute}>` : new Unresolved(`${id}.${attribute}`)),
  condition: (name) => (name === 'Unsure' ? new Unresolved('Unsure') : name === 'Yes'),
  mapping: (name, top, second) => `${name}/${top}/${second}`,
  importValue: (name) => `import ${name}`,
};

describe('resolve', () => {
  it.each<[string, Json, unknown]>([
    ['Ref', { Ref: 'Name' }, 'stripe'],
    ['Ref to a list', { Ref: 'Names' }, ['a', 'b']],
    ['Ref to AWS::NoValue as a removed property', { a: 1, b: { Ref: 'AWS::NoValue' } }, { a: 1 }],
    ['Ref to AWS::NoValue as a removed item', [1, { Ref: 'AWS::NoValue' }, 2], [1, 2]],
    ['Fn::GetAtt', { 'Fn::GetAtt': ['Known', 'Arn'] }, '<Known.Arn>'],
    ['Fn::GetAtt in one string', { 'Fn::GetAtt': 'Known.Outputs.Role' }, '<Known.Outputs.Role>'],
    ['Fn::GetAtt of a computed attribute', { 'Fn::GetAtt': ['Known', { Ref: 'Name' }] }, '<Known.stripe>'],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'Name' }, 3, true]] }, 'a-stripe-3-true'],
    ['Fn::Join of a list parameter', { 'Fn::Join': [',', { Ref: 'Names' }] }, 'a,b'],
    ['Fn::Sub', { 'Fn::Sub': '${AWS::Region}/${Name}/${Known.Arn}' }, 'us-east-1/stripe/<Known.Arn>'],
    [
      'Fn::Sub with variables',
      { 'Fn::Sub': ['${x}/${Name}', { x: { 'Fn::Select': [1, { Ref: 'Names' }] } }] },
      'b/stripe',
    ],
    ['Fn::Sub with a literal', { 'Fn::Sub': '${!aws:username}/${Name}' }, '${aws:username}/stripe'],
    ['Fn::Select', { 'Fn::Select': ['1', ['a', { Ref: 'Name' }]] }, 'stripe'],
    ['Fn::Split', { 'Fn::Split': ['i', { Ref: 'Name' }] }, ['str', 'pe']],
    ['Fn::Select of Fn::Split', { 'Fn::Select': [5, { 'Fn::Split': [':', 'arn:aws:iam::1:role/x'] }] }, 'role/x'],
    ['Fn::If to its first value', { 'Fn::If': ['Yes', 'a', { Ref: 'Nothing' }] }, 'a'],
    ['Fn::If to its second value', { 'Fn::If': ['No', { Ref: 'Nothing' }, 'b'] }, 'b'],
    ['Fn::If to AWS::NoValue', [{ 'Fn::If': ['No', 'a', { Ref: 'AWS::NoValue' }] }], []],
    ['Fn::ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': 'x-${Name}' } }, 'import x-stripe'],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['Map', { Ref: 'AWS::Region' }, 'key'] }, 'Map/us-east-1/key'],
    ['Fn::Base64', { 'Fn::Base64': { Ref: 'Name' } }, 'c3RyaXBl'],
    [
      'an object that is not an intrinsic function',
      { Condition: { StringEquals: { a: 'b' } } },
      { Condition: { StringEquals: { a: 'b' } } },
    ],
  ])('resolves %s', (_name, template, expected) => {
    expect(resolve(template, scope)).toEqual(expected);
  });
});

describe('resolve, where something is not known,', () => {
  it.each<[string, Json, string]>([
    ['an unresolved Ref', { Ref: 'Nothing' }, 'Ref Nothing'],
    ['Fn::Join of an unresolved value', { 'Fn::Join': ['', ['arn:', { Ref: 'Nothing' }]] }, 'Ref Nothing'],
    ['Fn::Sub of an unresolved value', { 'Fn::Sub': 'arn:${Other.Arn}' }, 'Other.Arn'],
    [
      'Fn::Split and Fn::Select of an unresolved value',
      { 'Fn::Select': [0, { 'Fn::Split': [',', { Ref: 'Nothing' }] }] },
      'Ref Nothing',
    ],
    ['Fn::Select beyond the end', { 'Fn::Select': [7, ['a']] }, 'Fn::Select finds nothing at 7'],
    ['Fn::If on an unknown condition', { 'Fn::If': ['Unsure', 'a', 'b'] }, 'Unsure'],
    ['Fn::Base64 of an unresolved value', { 'Fn::Base64': { Ref: 'Nothing' } }, 'Ref Nothing'],
    ['an unknown intrinsic', { 'Fn::Cidr': ['10.0.0.0/8', 1, 1] }, 'Fn::Cidr is not supported'],
    ['a malformed intrinsic', { 'Fn::Join': 'x' }, 'Fn::Join is malformed'],
    ['a list where a string is needed', { 'Fn::Sub': '${Names}' }, 'a list or an object where a string is needed'],
    ['a dynamic reference', '{{resolve:ssm:/x}}', 'a dynamic reference to ssm'],
    [
      'a dynamic reference put together from pieces',
      { 'Fn::Join': ['', ['{{', 'resolve:secretsmanager:', { Ref: 'Name' }, '}}']] },
      'a dynamic reference to secretsmanager',
    ],
  ])('returns an Unresolved for %s', (_name, template, reason) => {
    const value = resolve(template, scope);
    expect(value).toBeInstanceOf(Unresolved);
    expect(unresolvedIn(value)).toEqual([reason]);
  });

  it('says where the unresolved part is', () => {
    const value = resolve({ Statement: [{ Resource: ['a', { Ref: 'Nothing' }] }] }, scope);
    expect(unresolvedIn(value)).toEqual(['Statement.0.Resource.1: Ref Nothing']);
  });

  it('keeps a name like __proto__ a plain property', () => {
    const value = resolve(JSON.parse('{"__proto__": {"Ref": "Name"}, "a": 1}'), scope);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(JSON.stringify(value)).toBe('{"__proto__":"stripe","a":1}');
  });
});
