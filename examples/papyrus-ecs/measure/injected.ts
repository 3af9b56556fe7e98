// The same app, where ECS fills everything: the pool is made once, of variables.
import pg from 'pg';
import { listen } from '../app/listen.js';
import { Reports } from '../app/reports.js';
import { readSettings } from '../app/settings.js';

const { DB_HOST, DB_NAME, DB_USER, DB_PASSWORD } = process.env;
const settings = readSettings(process.env);
const pool = new pg.Pool({
  host: DB_HOST,
  database: DB_NAME,
  user: DB_USER,
  password: DB_PASSWORD,
  ssl: true,
  max: settings.poolSize,
}).on('error', () => {});
await listen(settings, new Reports({ use: async (use) => use(pool) }));
