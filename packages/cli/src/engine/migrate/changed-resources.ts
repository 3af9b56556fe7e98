import { DESCRIPTOR_VARIABLE } from '@amplify-secrets/runtime/contract';
import { isPolicy, otherAccess, statementsOf } from './other-access.js';
import { objectOf, readTemplates } from './read-templates.js';

/**
 * What differs between the templates of two cloud assemblies besides access to secrets: `MyTable (AWS::DynamoDB::Table)`, each once. A grant
 * gives a function one variable, and takes statements of CDK's grant out of key policies; the names of assets, of versions of functions, and
 * CDK's own metadata come from what they are made of.
 */
export function changedResources(before: string, after: string): readonly string[] {
  const [was, is] = [partsOf(before), partsOf(after)];
  const changed = [...new Set([...was.keys(), ...is.keys()])].filter((key) => {
    const [past, now] = [was.get(key), is.get(key)];
    return past?.text !== now?.text && !(past?.mayGo === true && now === undefined);
  });
  return [...new Set(changed.map((key) => (is.get(key) ?? was.get(key))?.label ?? key))];
}

const KEY = 'AWS::KMS::Key';

interface Part {
  readonly label: string;
  readonly text: string;
  readonly mayGo?: boolean;
}

/** Each resource, output and other part of the templates, by file and name. */
function partsOf(cdkOut: string): ReadonlyMap<string, Part> {
  const parts = new Map<string, Part>();
  for (const [file, template] of readTemplates(cdkOut)) {
    const resources = objectOf(template.Resources);
    const policies = new Set(Object.keys(resources).filter((id) => isPolicy(resources[id])));
    for (const [section, content] of Object.entries(template)) {
      if (section === 'Resources') continue;
      for (const [name, value] of Object.entries(objectOf(content))) {
        parts.set(`${file} ${section} ${name}`, { label: `${name} (${section})`, text: textOf(value) });
      }
    }
    for (const [id, resource] of Object.entries(resources)) {
      const { Type, Properties } = objectOf(resource);
      if (policies.has(id) || Type === 'AWS::CDK::Metadata') continue;
      const key = unversioned(id);
      parts.set(`${file} Resources ${key}`, {
        label: `${key} (${Type})`,
        text: textOf(comparable(resource, policies)),
      });
      for (const statement of Type === KEY ? statementsOf(objectOf(Properties).KeyPolicy) : []) {
        const text = textOf(statement);
        parts.set(`${file} ${key} ${text}`, { label: `${key} (${Type})`, text, mayGo: true });
      }
    }
    for (const { principals, text } of otherAccess(template)) {
      parts.set(`${file} policies ${principals} ${text}`, { label: `a policy of ${principals}`, text });
    }
  }
  return parts;
}

function comparable(resource: unknown, policies: ReadonlySet<string>) {
  const { DependsOn, Metadata, Properties, ...rest } = objectOf(resource);
  const needed = [DependsOn ?? []].flat().filter((id) => !policies.has(String(id)));
  const metadata = Object.entries(objectOf(Metadata)).filter(([key]) => !/^aws:(?:cdk|asset):/.test(key));
  const properties: Record<string, unknown> = { ...objectOf(Properties) };
  if (rest.Type === 'AWS::Lambda::Function') {
    const { Variables, ...others } = objectOf(properties.Environment);
    const { [DESCRIPTOR_VARIABLE]: _, ...variables } = objectOf(Variables);
    properties.Environment = { ...others, Variables: variables };
  }
  if (rest.Type === 'AWS::IAM::Role') delete properties.Policies;
  if (rest.Type === KEY) delete properties.KeyPolicy;
  return {
    ...rest,
    DependsOn: needed.map(String).sort(),
    Metadata: Object.fromEntries(metadata),
    Properties: properties,
  };
}

/** With keys in the order of the alphabet, without the hashes of assets and of versions. */
function textOf(value: unknown): string {
  return unversioned(
    JSON.stringify(value, (_, each: unknown) =>
      typeof each === 'object' && each !== null && !Array.isArray(each)
        ? Object.fromEntries(Object.entries(each).sort(([one], [other]) => (one < other ? -1 : 1)))
        : each,
    ),
  ).replace(/[0-9a-f]{64}/g, '…');
}

/** CDK names a version of a function by what the function is. */
function unversioned(text: string): string {
  return text.replace(/(CurrentVersion[0-9A-F]{8})[0-9a-f]{32}/g, '$1');
}
