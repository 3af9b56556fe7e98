// Prints a secret in every way that docs/logging.md names, each behind a line with the name of the way.
import assert from 'node:assert';
import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inspect } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { defineSecrets, getSecret, jsonSecret, reveal } from '@amplify-secrets/runtime';
import { useSecrets } from '@amplify-secrets/runtime/testing';
import { Logger } from '@aws-lambda-powertools/logger';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { createStackParser, createTransport, Scope } from '@sentry/core';
import { ServerRuntimeClient } from '@sentry/core/server';
import { pino } from 'pino';
import winston from 'winston';
import { redactSpans } from './opentelemetry.mjs';
import { logger as redactingPino } from './pino.mjs';
import { logger as redactingPowertools } from './powertools.mjs';
import { beforeSend } from './sentry.mjs';
import { logger as redactingWinston } from './winston.mjs';

const lodash = createRequire(import.meta.url)('lodash');

const secrets = defineSecrets({
  app: 'myapp',
  environments: { prod: 'main' },
  secrets: { stripe: jsonSecret(['apiKey', 'webhookSecret']) },
});
useSecrets({ stripe: { apiKey: process.env.API_KEY, webhookSecret: process.env.WEBHOOK_SECRET } });
const stripe = await getSecret(secrets.stripe);

const say = (text) => writeSync(1, `${text}\n`);

function sent(value) {
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(value);
  const { message } = receiveMessageOnPort(port2);
  port1.close();
  return message;
}

function messageOf(run) {
  try {
    run();
  } catch (error) {
    return error.message;
  }
}

/** What Sentry sends of an error, after something was done to its scope. */
const reportWith = (options) => async (prepare) => {
  const client = new ServerRuntimeClient({
    dsn: 'https://key@o1.ingest.sentry.io/1',
    integrations: [],
    stackParser: createStackParser(),
    transport: (transportOptions) =>
      createTransport(transportOptions, async ({ body }) => {
        say(body);
        return { statusCode: 200 };
      }),
    ...options,
  });
  const scope = new Scope();
  scope.setClient(client);
  prepare(scope);
  scope.captureException(new Error('failed'));
  await client.flush(2_000);
};

/** What OpenTelemetry exports of a span, after something was done to it. */
const traceWith = (processors) => (prepare) => {
  const exporter = new InMemorySpanExporter();
  const spanProcessors = [...processors, new SimpleSpanProcessor(exporter)];
  const span = new BasicTracerProvider({ spanProcessors }).getTracer('test').startSpan('handle');
  prepare(span);
  span.end();
  for (const { attributes, events } of exporter.getFinishedSpans()) say(JSON.stringify({ attributes, events }));
};

/** pino writes after a while. */
const logWithPino = (logger) => (call) =>
  new Promise((resolve) => {
    logger[pino.symbols.streamSym].once('drain', resolve);
    call(logger);
  });
const logWith = (logger) => (call) => call(logger);

const BUILT_IN = {
  'console.log(stripe)': () => console.log(stripe),
  'console.log({ list: [stripe] })': () => console.log({ list: [stripe] }),
  'console.log(new Error(message, { cause: stripe }))': () => console.log(new Error('failed', { cause: stripe })),
  'util.inspect(stripe)': () => say(inspect(stripe)),
  'JSON.stringify({ stripe })': () => say(JSON.stringify({ stripe })),
  'String(stripe)': () => say(String(stripe)),
  'console.log(stripe.apiKey)': () => console.log(stripe.apiKey),
  'console.log({ ...stripe })': () => console.log({ ...stripe }),
  'console.log(Object.entries(stripe))': () => console.log(Object.entries(stripe)),
  'console.log(reveal(stripe))': () => console.log(reveal(stripe)),
  'console.dir(stripe)': () => console.dir(stripe),
  'console.table(stripe)': () => console.table(stripe),
  'assert.deepEqual(stripe, other)': () => say(messageOf(() => assert.deepEqual(stripe, { other: true }))),
  'structuredClone(stripe)': () => console.log(structuredClone(stripe)),
  'port.postMessage(stripe)': () => console.log(sent(stripe)),
  'v8.serialize(stripe)': () => console.log(deserialize(serialize(stripe))),
  'lodash.cloneDeep(stripe)': () => console.log(lodash.cloneDeep(stripe)),
  'lodash.merge({}, stripe)': () => console.log(lodash.merge({}, stripe)),
};

const LOGGERS = {
  pino: {
    plain: logWithPino(pino()),
    recipe: logWithPino(redactingPino),
    calls: {
      'logger.info({ stripe })': (logger) => logger.info({ stripe }),
      'logger.info(stripe)': (logger) => logger.info(stripe),
      'logger.child(stripe)': (logger) => logger.child(stripe).info('read'),
    },
  },
  winston: {
    plain: logWith(winston.createLogger({ transports: [new winston.transports.Console()] })),
    recipe: logWith(redactingWinston),
    calls: {
      "logger.info('read', { stripe })": (logger) => logger.info('read', { stripe }),
      "logger.info('read', stripe)": (logger) => logger.info('read', stripe),
      'logger.child(stripe)': (logger) => logger.child(stripe).info('read'),
    },
  },
  Powertools: {
    plain: logWith(new Logger()),
    recipe: logWith(redactingPowertools),
    calls: {
      "logger.info('read', { stripe })": (logger) => logger.info('read', { stripe }),
      "logger.info('read', stripe)": (logger) => logger.info('read', stripe),
      'logger.appendKeys({ stripe })': (logger) => {
        logger.appendKeys({ stripe });
        logger.info('read');
        logger.resetKeys();
      },
    },
  },
  Sentry: {
    plain: reportWith({}),
    recipe: reportWith({ beforeSend }),
    calls: {
      "scope.setContext('stripe', stripe)": (scope) => scope.setContext('stripe', stripe),
      "scope.setExtra('stripe', stripe)": (scope) => scope.setExtra('stripe', stripe),
      'scope.setExtras(stripe)': (scope) => scope.setExtras(stripe),
      'scope.setTags(stripe)': (scope) => scope.setTags(stripe),
    },
  },
  OpenTelemetry: {
    plain: traceWith([]),
    recipe: traceWith([redactSpans]),
    calls: {
      "span.setAttribute('stripe', stripe)": (span) => span.setAttribute('stripe', stripe),
      'span.setAttributes(stripe)': (span) => span.setAttributes(stripe),
      "span.addEvent('read', stripe)": (span) => span.addEvent('read', stripe),
    },
  },
};

for (const [way, print] of Object.entries(BUILT_IN)) {
  say(`\0${way}`);
  print();
}
for (const [name, { plain, recipe, calls }] of Object.entries(LOGGERS)) {
  for (const [code, call] of Object.entries(calls)) {
    say(`\0${name}: ${code}`);
    await plain(call);
    say(`\0${name}: ${code}, with the recipe`);
    await recipe(call);
  }
}
