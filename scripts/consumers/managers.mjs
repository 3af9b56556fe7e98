// How each package manager installs tarballs, and runs a script of package.json or a program of a package.

export const MANAGERS = {
  npm: {
    overrides: (tarballs) => ({ overrides: tarballs }),
    files: () => ({}),
    install: ['npm', 'install', '--no-audit', '--no-fund', '--prefer-offline'],
    run: (script) => ['npm', 'run', '--silent', script],
    exec: (command) => ['npm', 'exec', '--no', '--', ...command],
  },
  pnpm: {
    overrides: () => ({}),
    files: (tarballs) => ({
      'pnpm-workspace.yaml': [
        'overrides:',
        ...Object.entries(tarballs).map(([name, tarball]) => `  '${name}': '${tarball}'`),
        // What has a script at its installation, and works without it.
        'allowBuilds:',
        '  esbuild: false',
        '',
      ].join('\n'),
    }),
    install: ['pnpm', 'install', '--prefer-offline'],
    run: (script) => ['pnpm', 'run', '--silent', script],
    exec: (command) => ['pnpm', 'exec', ...command],
  },
  yarn: yarn('node-modules'),
  'yarn-pnp': yarn('pnp'),
};

const IN_CDK = '@aws/cloudformation-validate';

function yarn(nodeLinker) {
  return {
    // aws-cdk-lib has this one in its own tarball. Yarn looks it up nevertheless, and not every registry has it.
    overrides: (tarballs) => ({ resolutions: { ...tarballs, [IN_CDK]: 'link:./in-aws-cdk-lib' } }),
    files: (_tarballs, registry) => ({
      '.yarnrc.yml': [
        `nodeLinker: ${nodeLinker}`,
        `npmRegistryServer: ${JSON.stringify(registry)}`,
        'enableTelemetry: false',
        'enableImmutableInstalls: false',
        '',
      ].join('\n'),
      'yarn.lock': '',
    }),
    install: ['yarn', 'install'],
    run: (script) => ['yarn', 'run', script],
    exec: (command) => ['yarn', ...command],
  };
}
