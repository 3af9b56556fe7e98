// What the container runs: `node dist/main.js`.
import { openDatabase } from './database.js';
import { listen } from './listen.js';
import { Reports } from './reports.js';
import { readSettings } from './settings.js';

const settings = readSettings(process.env);
await listen(settings, new Reports(openDatabase(settings.poolSize)));
