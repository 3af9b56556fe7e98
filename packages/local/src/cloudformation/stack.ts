import { basename } from 'node:path';
import { readTemplate } from './assembly.js';
import { evaluateCondition } from './conditions.js';
import { generatedName } from './generated-name.js';
import { resolve as resolveIn, type Scope } from './intrinsics.js';
import { isJsonObject, type Json, type JsonObject, objectAt, property, stringAt } from './json.js';
import { pseudoParameter, stackId } from './pseudo-parameter.js';
import { openResource, type Resource } from './resource.js';
import type { StackContext } from './stack-context.js';
import { isRewritten } from './transforms.js';
import { asString, type Resolved, Unresolved, type Value, valueAt } from './value.js';

export interface StackSource {
  readonly context: StackContext;
  readonly template: JsonObject;
  /** The value of a parameter that is given on deployment. */
  parameter(name: string): Resolved;
  importValue(exportName: string): Value;
}

/** A stack and the stacks nested in it. Everything is resolved when it is read. */
export interface Stack {
  /** Without those whose condition is false. */
  resources(): readonly Resource[];
  nested(): readonly Stack[];
  output(name: string): Value;
  exported(exportName: string): Value | undefined;
  /** The parts that cannot be read, and where they are. */
  gaps(): readonly string[];
}

export function openStack({ context, template, parameter: given, importValue }: StackSource): Stack {
  const resources = new Map<string, Resource>();
  const children = new Map<string, Stack | undefined>();
  const pending = new Set<string>();
  const scope: Scope = {
    ref: (id) => (id === 'AWS::NoValue' ? undefined : guarded(`Ref ${id}`, () => reference(id))),
    getAtt: (id, attribute) => guarded(`${id}.${attribute}`, () => attributeOf(id, attribute)),
    condition: (id) => guarded(`condition ${id}`, () => conditionNamed(id)),
    mapping,
    importValue: (name) => guarded(`export ${name}`, () => importValue(name)),
  };
  const resolve = (value: Json) => resolveIn(value, scope);

  for (const [logicalId, declaration] of Object.entries(objectAt(template, 'Resources'))) {
    const exists = existence(declaration);
    const uncertain = exists instanceof Unresolved ? { uncertain: exists.reason } : {};
    if (exists)
      resources.set(logicalId, openResource({ logicalId, declaration, stack: context, resolve, ...uncertain }));
  }

  return {
    resources: () => [...resources.values()],
    nested: () => nestedStacks().flatMap(({ logicalId }) => child(logicalId) ?? []),
    output: (name) => guarded(`output ${name}`, () => output(name)),
    exported,
    gaps,
  };

  /** CloudFormation refuses circular templates; here a value that depends on itself is unresolved. */
  function guarded<T>(key: string, compute: () => T): T | Unresolved {
    if (pending.has(key)) return new Unresolved(`${key} depends on itself`);
    pending.add(key);
    try {
      return compute();
    } finally {
      pending.delete(key);
    }
  }

  function reference(id: string): Value {
    const resource = resources.get(id);
    if (resource?.type === 'AWS::CloudFormation::Stack') return stackId(context, nestedName(id));
    return pseudoParameter(id, context) ?? parameter(id) ?? resource?.ref() ?? missing(id);
  }

  function attributeOf(id: string, attribute: string): Value {
    const resource = resources.get(id);
    if (resource?.type === 'AWS::CloudFormation::Stack' && attribute.startsWith('Outputs.')) {
      return (
        child(id)?.output(attribute.slice('Outputs.'.length)) ??
        new Unresolved(`an output of ${id}, whose template is missing`)
      );
    }
    return resource?.attribute(attribute) ?? missing(id);
  }

  function missing(id: string): Unresolved {
    return new Unresolved(`${id} is not in the stack ${context.name}`);
  }

  function parameter(id: string): Value | undefined {
    const declaration = property(objectAt(template, 'Parameters'), id);
    if (declaration === undefined) return undefined;
    const type = stringAt(declaration, 'Type') ?? 'String';
    const fallback = property(declaration, 'Default');
    // The default of an SSM parameter type is the parameter's name, not its value.
    const value = given(id) ?? (type.startsWith('AWS::SSM::') || isJsonObject(fallback) ? undefined : fallback);
    if (value === undefined) return new Unresolved(`the parameter ${id} has no value`);
    return typeof value === 'string' && type.includes('List') ? value.split(',').map((item) => item.trim()) : value;
  }

  function conditionNamed(id: string): boolean | Unresolved {
    const condition = property(objectAt(template, 'Conditions'), id);
    return condition === undefined ? missing(id) : evaluateCondition(condition, scope);
  }

  function existence(declaration: Json): boolean | Unresolved {
    const condition = stringAt(declaration, 'Condition');
    return condition === undefined || scope.condition(condition);
  }

  function mapping(map: string, top: string, key: string): Value {
    const value = property(objectAt(objectAt(objectAt(template, 'Mappings'), map), top), key);
    const found = value === undefined ? undefined : resolve(value);
    return found ?? new Unresolved(`the mapping ${map} has nothing at ${top}, ${key}`);
  }

  function output(name: string): Value {
    const declaration = property(objectAt(template, 'Outputs'), name);
    const exists = declaration !== undefined && existence(declaration);
    if (exists instanceof Unresolved) return exists;
    const value = exists ? property(declaration, 'Value') : undefined;
    const found = value === undefined ? undefined : resolve(value);
    return found ?? new Unresolved(`the stack ${context.name} has no output ${name}`);
  }

  function exported(exportName: string): Value | undefined {
    for (const [id, declaration] of Object.entries(objectAt(template, 'Outputs'))) {
      const name = property(objectAt(declaration, 'Export'), 'Name');
      if (name !== undefined && resolve(name) === exportName) return output(id);
    }
    return undefined;
  }

  function nestedStacks(): readonly Resource[] {
    return [...resources.values()].filter(({ type }) => type === 'AWS::CloudFormation::Stack');
  }

  function nestedName(logicalId: string): string {
    return generatedName(context.name, logicalId, 128);
  }

  /** Opened when it is first needed: a nested stack's conditions may depend on the outputs of others. */
  function child(logicalId: string): Stack | undefined {
    const resource = resources.get(logicalId);
    const file = resource && templateFile(resource);
    if (!children.has(logicalId) && resource !== undefined && file !== undefined) {
      const parameter = (name: string) => valueAt(resource.property('Parameters'), name);
      const childContext = { ...context, name: nestedName(logicalId) };
      children.set(
        logicalId,
        openStack({ context: childContext, template: readTemplate(context.folder, file), parameter, importValue }),
      );
    }
    return children.get(logicalId);
  }

  function templateFile(resource: Resource): string | undefined {
    const declared = stringAt(resource.metadata, 'aws:asset:path');
    if (declared !== undefined) return declared;
    const url = asString(resource.property('TemplateURL'));
    const asset = url instanceof Unresolved ? undefined : context.assets.get(basename(url));
    return asset === undefined ? undefined : basename(asset);
  }

  function gaps(): readonly string[] {
    const lost = nestedStacks().filter((resource) => templateFile(resource) === undefined);
    return [
      ...(isRewritten(template) ? [`${context.name}: a transform rewrites the template when it is deployed`] : []),
      ...lost.map(
        ({ logicalId }) => `${context.name}/${logicalId}: the nested stack's template is not in the assembly`,
      ),
    ];
  }
}
