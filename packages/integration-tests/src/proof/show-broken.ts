import type { Project, Target } from './project.js';
import { type Broken, reasonOf } from './prove.js';

/** A broken promise as its author would have written it, with the seed that draws it again. */
export function showBroken(broken: Broken): string {
  const { seed, project, pair, error } = broken;
  const { type, namespace, name } = project.deployment;
  const place = `${project.place.partition} ${project.place.region} ${project.place.account}`;
  const says = (promised: boolean) => (promised ? 'allow' : 'deny');
  return [
    pair === undefined
      ? `Not as declared: ${reasonOf(error)}`
      : `${pair.grantee.id} gets another answer than declared:`,
    ...(pair === undefined
      ? []
      : [
          `  ${pair.request.action} on ${pair.request.resource}`,
          `  declared: ${says(pair.promised)}; synthesised: ${pair.decision.effect} (${[pair.decision.statement ?? pair.decision.reason, ...pair.decision.unknowns].join('; ')})`,
        ]),
    '',
    ...show(project),
    '',
    `as ${type} "${name}" of "${namespace}", ${place}, ${project.pinned ? 'pinned' : 'any place'}, ${project.inContext ? 'Amplify context' : '{ deployment }'}`,
    `Run it again: npm run prove -- --seed ${seed} --pairs 1`,
  ].join('\n');
}

function show({ sets, grantees, grants, refused }: Project): string[] {
  return [
    ...sets.map(({ app, environments, secrets }) => {
      const places = environments.map(({ name, ...entry }) => `'${name}': ${JSON.stringify(entry)}`);
      const keys = secrets.map(
        ({ key, kind, name, encryptionKey }) => `'${key}': ${kind}Secret(${JSON.stringify({ name, encryptionKey })})`,
      );
      return `const ${variable(app)} = defineSecrets({ app: '${app}', environments: { ${places.join(', ')} }, secrets: { ${keys.join(', ')} } });`;
    }),
    ...grantees.map(
      ({ id, kind, stack, roleOf }) => `// ${id}: ${kind} in ${stack}${roleOf ? `, role of ${roleOf}` : ''}`,
    ),
    ...grants.map(({ grantee, access, targets, mistake, ...options }) => {
      const call = { read: 'grantSecretRead', write: 'grantSecretWrite', 'read and write': 'grantSecretReadWrite' }[
        access
      ];
      const line = `${call}(${grantee}, [${targets.map(showTarget).join(', ')}], ${JSON.stringify(options)});`;
      return mistake === undefined ? line : `${line} // must throw ${mistake}`;
    }),
    ...(refused === undefined ? [] : [`// Alone, the synthesis must refuse: ${JSON.stringify(refused)}`]),
  ];
}

function showTarget(target: Target): string {
  switch (target.kind) {
    case 'secret':
      return `${variable(target.set)}['${target.key}']`;
    case 'all':
      return `...allSecrets(${variable(target.set)})`;
    case 'named':
      return `secretNamed(${variable(target.set)}, '${target.leaf}')`;
    case 'pattern':
      return `secretsMatching(${variable(target.set)}, '${target.pattern}')`;
    case 'name':
      return JSON.stringify(target.name) + showImport(target);
    case 'raw pattern':
      return JSON.stringify(target.pattern);
    case 'arn':
      return JSON.stringify(target.arn) + showImport(target);
    case 'partial ARN':
      return JSON.stringify(target.arn) + showImport({ imported: 'by partial ARN' });
  }
}

function variable(app: string): string {
  return app.replaceAll('-', '_');
}

function showImport({ imported }: { readonly imported?: string }): string {
  return imported === undefined ? '' : ` /* a CDK secret imported ${imported} */`;
}
