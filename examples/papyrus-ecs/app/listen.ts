import { createServer } from 'node:http';
import { createApp } from './create-app.js';
import type { Reports } from './reports.js';
import type { Settings } from './settings.js';

export async function listen(settings: Settings, reports: Reports): Promise<void> {
  await reports.createTable();
  const server = createServer(createApp(settings, reports));
  server.requestTimeout = settings.requestTimeoutSeconds * 1000;
  server.keepAliveTimeout = settings.keepAliveSeconds * 1000;
  server.listen(settings.port, settings.host, () => console.log(`Listening on ${settings.host}:${settings.port}`));
  // ECS sends SIGTERM, and SIGKILL 30 seconds later.
  process.once('SIGTERM', () => server.close(() => process.exit(0)));
}
