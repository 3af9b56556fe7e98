import type { BackendFunction } from '../backend/model.js';
import { LocalError } from '../local-error.js';
import { type Container, startContainer } from './container.js';
import { type FunctionEnvironment, LOG_STREAM_NAME, lambdaEnvironment, logGroupName } from './lambda-environment.js';

/**
 * Starts a container for a function's bundle in the cloud assembly.
 *
 * @throws {RuntimeUnsupportedError} When the function's runtime is not Node.js.
 * @throws {CodeMissingError} When the function's code is not a folder of the assembly.
 */
export function startFunction(source: FunctionEnvironment, ahead: number): Container {
  const { fn } = source;
  const { codeDirectory } = fn;
  const nodeVersion = nodeVersionOf(fn);
  if (codeDirectory === undefined) {
    throw new LocalError(
      'CodeMissingError',
      `The code of the function ${fn.name} must be a folder of the assembly, and is not.`,
      'Synthesise with bundling (the CDK context aws:cdk:bundling-stacks: ["**"]), or give its code as a local asset.',
    );
  }
  return startContainer({
    codeDirectory,
    environment: lambdaEnvironment(source, codeDirectory),
    ahead,
    // Node.js 24 and later call no callback: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
    callbacksRemoved: nodeVersion >= 24,
    context: {
      functionName: fn.functionName,
      functionVersion: '$LATEST',
      invokedFunctionArn: fn.arn,
      memoryLimitInMB: String(fn.memoryMegabytes),
      logGroupName: logGroupName(fn),
      logStreamName: LOG_STREAM_NAME,
    },
  });
}

function nodeVersionOf({ name, runtime }: BackendFunction): number {
  const [, version] = /^nodejs(\d+)\.x$/.exec(runtime) ?? [];
  if (version !== undefined) return Number(version);
  throw new LocalError(
    'RuntimeUnsupportedError',
    `The function ${name} must have a nodejs*.x runtime to be invoked here, and has ${runtime}.`,
    `Ask can(backend, '${name}', action, arn) what its role may do, and test its code with its own tools.`,
  );
}
