import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import ts from 'typescript';

const require = createRequire(import.meta.url);
const folderOf = (name: string) => dirname(require.resolve(`${name}/package.json`));

// What the kit makes and is given back, and what Amplify and CDK make: these are no options.
const NOT_OPTIONS =
  /^(SecretReference|SecretSet|SecretDefinition|Secrets|SecretPattern|SecretsClient|SecretEvent|OnSecretEvent|Descriptor|AccessReport|AmplifyFunction|ConstructSecret|SecretsBackend|ComputeRoleBackend)$/;

/** An option of the public functions, with what its declared type says of undefined. */
export interface DeclaredOption {
  /** The type that declares it, and its name: `GrantOptions.batch`. */
  readonly id: string;
  /**
   * What its type says of undefined: `named` where it is a value of the option, `optional` where the option may only be left out, and
   * `required` where it may not.
   */
  readonly undefinedIs: 'named' | 'optional' | 'required';
}

/**
 * Every option of every function that the entries export, from their type declarations: the properties of the parameters' types, as
 * far as the packages declare them.
 */
export function declaredOptions(entries: readonly string[]): DeclaredOption[] {
  const files = entries.map((entry) => {
    const [scope, name, ...path] = entry.split('/');
    const folder = folderOf(`${scope}/${name}`);
    const { exports } = require(`${scope}/${name}/package.json`);
    return join(folder, exports[['.', ...path].join('/')].types);
  });
  const roots = [...new Set(entries.map((entry) => entry.split('/').slice(0, 2).join('/')))].map(
    (name) => join(folderOf(name), 'dist') + sep,
  );
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    types: ['node'],
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
  });
  const checker = program.getTypeChecker();
  const found = new Map<string, DeclaredOption['undefinedIs']>();
  const seen = new Set<ts.Type>();

  const isOwn = (symbol: ts.Symbol | undefined): boolean =>
    symbol?.declarations?.some((each) => roots.some((root) => each.getSourceFile().fileName.startsWith(root))) ?? false;

  /** What the members of a record are, whose keys are a type parameter. */
  function templateOf(type: ts.Type): ts.Type | undefined {
    const node = type.symbol?.declarations?.find(ts.isMappedTypeNode);
    return node?.type && checker.getTypeFromTypeNode(node.type);
  }

  function collect(type: ts.Type, owner: string): void {
    const { aliasSymbol } = type;
    if (NOT_OPTIONS.test(aliasSymbol?.name ?? type.symbol?.name ?? '') || seen.has(type)) return;
    seen.add(type);
    if (type.isUnionOrIntersection()) {
      for (const each of type.types) collect(each, aliasSymbol?.name ?? owner);
      return;
    }
    if ((type.flags & ts.TypeFlags.TypeParameter) !== 0) {
      const constraint = checker.getBaseConstraintOfType(type);
      if (constraint !== undefined) collect(constraint, owner);
      return;
    }
    if (checker.isArrayLikeType(type)) {
      for (const each of checker.getTypeArguments(type as ts.TypeReference)) collect(each, owner);
      return;
    }
    if ((type.flags & ts.TypeFlags.Object) === 0 || type.getCallSignatures().length > 0) return;
    const member = checker.getIndexTypeOfType(type, ts.IndexKind.String) ?? templateOf(type);
    if (member !== undefined) collect(member, owner);
    const symbol: ts.Symbol | undefined = aliasSymbol ?? type.symbol;
    const name = symbol === undefined || symbol.name.startsWith('__') ? owner : symbol.name;
    for (const property of checker.getPropertiesOfType(type)) {
      if (!isOwn(property)) continue;
      const declared = checker.getTypeOfSymbol(property);
      if (declared.getCallSignatures().length > 0) continue;
      // By the text: in the type, `?` adds an undefined of its own.
      const isNamed = property.declarations?.some((each) => /\|\s*undefined;?$/.test(each.getText()));
      const isOptional = (property.flags & ts.SymbolFlags.Optional) !== 0;
      found.set(`${name}.${property.name}`, isNamed ? 'named' : isOptional ? 'optional' : 'required');
      collect(checker.getNonNullableType(declared), `${name}.${property.name}`);
    }
  }

  for (const file of files) {
    const source = program.getSourceFile(file);
    const module = source && checker.getSymbolAtLocation(source);
    if (module === undefined) throw new Error(`${file} declares nothing.`);
    for (const exported of checker.getExportsOfModule(module)) {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      const type = checker.getTypeOfSymbol(symbol);
      for (const signature of type.getCallSignatures()) {
        for (const parameter of signature.getParameters()) {
          collect(checker.getNonNullableType(checker.getTypeOfSymbol(parameter)), `${symbol.name}(${parameter.name})`);
        }
      }
    }
  }
  return [...found].map(([id, undefinedIs]) => ({ id, undefinedIs }));
}
