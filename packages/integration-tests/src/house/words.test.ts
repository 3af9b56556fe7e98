import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { filesOf, PACKAGES, PUBLISHED, productFilesOf, type SourceFile } from './source-files.js';

/** What identifiers and files are not called → what they are called. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/^told[A-Z-]|Told[A-Z]|^told$/, 'deploymentDescriptor, functionDescriptor'],
  [/^[hH]olders?$/, 'policyHolder'],
  [/[fF]amil(y|ies)|^several$/, 'pattern, isPattern'],
  [/[sS]trangers?$/, 'otherEnvironments, ungranted'],
  [/[jJ]udg(e|ing)/, 'validate, evaluate, isResponsibleFor'],
  [/^(partEarly|covers|meets|takesSame)$/, 'differBeforeWildcard, isSubset, intersects, patternsOverlap'],
  [/^(Flight|flights|board|aboard|land|depart|takeOff)$/, 'join, waiters, settle, send'],
  [/^(mends|mayMend|isSpoilt|standIn|INSIDE)$/, 'isRepaired, mayRepair, isInvalid, override, INTERNALS'],
];

/** The field's own uses of those words. */
const FIELD_NAMES = new Set([
  // An option of node:net and node:dns.
  'family',
  // ECS: the family of a task definition.
  'taskDefinitionFamily',
]);

/** What messages do not say → what they say. */
const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/(?<!there )\bis no (?!longer|more)[a-z]/i, 'must be X, and got Y'],
  [/\b(is|are|was|were) told\b/, 'gets, knows'],
  [/\b(is|has|holds|with) no text\b|\ba text\b/, 'a string, a name'],
  [/\bnothing at all\b/, 'nothing'],
];

describe.each(PACKAGES)('packages/%s', (name) => {
  it('has identifiers and file names in the words of the field', () => {
    const files = filesOf(name);
    const words = files.flatMap((file) => [...file.path.replace('.ts', '').split(/[/.]/), ...identifiersIn(file)]);
    expect(words.length).toBeGreaterThan(0);
    expect(files.flatMap(oddNamesIn)).toEqual([]);
  });
});

describe.each(PUBLISHED)('packages/%s', (name) => {
  it('has messages that say what was expected and what came', () => {
    const odd = productFilesOf(name).flatMap((file) =>
      stringsIn(file)
        .flatMap(oddPhrasesIn)
        .map((odd) => `${file.path}: ${odd}`),
    );
    expect(odd).toEqual([]);
  });
});

describe('the forbidden words', () => {
  const file = { path: 'told-apps.ts', source: "const takeOff = (given) => fail('It is no name: ' + given);" };

  it('are found in file names, identifiers and messages', () => {
    expect(oddNamesIn(file)).toHaveLength(2);
    expect(stringsIn(file).flatMap(oddPhrasesIn)).toHaveLength(1);
  });
});

function oddNamesIn(file: SourceFile): readonly string[] {
  const fileName = file.path.replace(/^.*\//, '').replace(/\..*$/, '');
  const names = new Set([fileName, ...identifiersIn(file)]);
  return [...names]
    .filter((name) => !FIELD_NAMES.has(name))
    .flatMap((name) =>
      NAMES.filter(([forbidden]) => forbidden.test(name)).map(([, use]) => `${file.path}: ${name} → ${use}`),
    );
}

/** Each with a few words around it. */
function oddPhrasesIn(message: string): readonly string[] {
  return PHRASES.flatMap(([phrase, use]) => {
    const found = phrase.exec(message);
    return found ? [`"${message.slice(Math.max(0, found.index - 30), found.index + 40)}" → ${use}`] : [];
  });
}

function identifiersIn(file: SourceFile): readonly string[] {
  return nodesIn(file).flatMap((node) => (ts.isIdentifier(node) ? node.text : []));
}

/** String literals and the literal parts of templates. */
function stringsIn(file: SourceFile): readonly string[] {
  return nodesIn(file).flatMap((node) =>
    ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node) ? node.text : [],
  );
}

function nodesIn({ path, source }: SourceFile): readonly ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, source, ts.ScriptTarget.Latest));
  return nodes;
}
