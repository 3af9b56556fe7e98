// What the container runs: `node dist/main.js`.
import { createServer } from 'node:http';
import { createApp } from './create-app.js';
import { openDatabase } from './database.js';
import { Reports } from './reports.js';
import { readSettings } from './settings.js';

const settings = readSettings(process.env);
const reports = new Reports(openDatabase(settings.poolSize));
await reports.createTable();

const server = createServer(createApp(settings, reports));
server.requestTimeout = settings.requestTimeoutSeconds * 1000;
server.keepAliveTimeout = settings.keepAliveSeconds * 1000;
server.listen(settings.port, settings.host, () => console.log(`Listening on ${settings.host}:${settings.port}`));

// ECS sends SIGTERM, and SIGKILL 30 seconds later.
process.once('SIGTERM', () => server.close(() => process.exit(0)));
